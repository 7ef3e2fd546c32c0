import Codebook
import ConfigurationFiles
import Ledger
import Pages
import Publish
import Statistics
import Web

extension Site {
    /// Details of a waiting release, beside what a page tells of any.
    struct WaitingView {
        let address: String
        let state: String
        let reasons: [String]
        /// True while nobody approved it yet.
        let isUndecided: Bool
        let withheld: [ReleaseChangesView.Row]
        let withheldTitle: String
        let shown: [ReleaseChangesView.Row]
        let shownTitle: String
    }

    /// The most rows of each list.
    private static let listed = 100

    /// Changes by the release of a data set that waits under a number; nil where it waits no more.
    func waitingView(
        _ visit: Visit,
        _ waiting: WaitingRelease,
        _ changes: ReleaseChangesView,
        _ codebook: Codebook
    ) -> WaitingView {
        let (withheld, shown) = (changes.withheld, changes.shown)
        return WaitingView(
            address: "/datasets/\(waiting.release.dataset)/releases/\(waiting.number)/decision",
            state: state(visit, waiting),
            reasons: waiting.reasons.map { WaitReason($0, codebook).words[visit.language] },
            isUndecided: waiting.state == .waiting,
            withheld: withheld.first,
            withheldTitle: visit.say(
                "Wordt geheim: \(visit.words.whole(withheld.count)) rijen",
                "Becomes withheld: \(visit.words.whole(withheld.count)) rows"
            ),
            shown: shown.first,
            shownTitle: visit.say(
                "Wordt zichtbaar: \(visit.words.whole(shown.count)) rijen",
                "Becomes visible: \(visit.words.whole(shown.count)) rows"
            )
        )
    }

    /// The first rows with figures of some sort, and how many there are.
    func listed(
        _ visit: Visit,
        _ comparison: ReleaseComparison,
        _ isMeant: (TableDifference.Figure) -> Bool
    ) -> ReleaseChangesView.Rows {
        let rows = comparison.rows(with: isMeant)
        return ReleaseChangesView.Rows(
            first: rows.prefix(Self.listed).map { table, row, figures in
                ReleaseChangesView.Row(
                    code: row.code,
                    region: row.label,
                    period: table.period,
                    figures: visit.words.whole(figures)
                )
            },
            count: rows.count
        )
    }

    /// The state of a release that waits, in one sentence.
    func state(_ visit: Visit, _ waiting: WaitingRelease) -> String {
        guard waiting.state == .approved, let decision = waiting.decision else {
            return visit.say(
                "Publicatie \(waiting.number) is gemaakt en wacht op goedkeuring.",
                "Release \(waiting.number) is made and waits for approval."
            )
        }
        let moment = decision.stated ?? visit.say("zo snel mogelijk", "as soon as possible")
        return visit.say(
            "Publicatie \(waiting.number) is goedgekeurd door \(decision.person.name) en verschijnt: \(moment).",
            "Release \(waiting.number) is approved by \(decision.person.name) and appears: \(moment)."
        )
    }

    /// The release that waits under a number, for who came with a token; nil where none does.
    func waiting(_ dataset: String, _ number: Int) throws -> (record: WaitingRelease, tables: ReleaseTables)?
    {
        guard let record = try sources.ledger.waitingRelease(dataset: dataset), record.number == number,
            record.isOpen
        else { return nil }
        let path = Publisher(root: sources.configuration().publish, cache: "")
            .waitingDirectory(dataset: dataset, number: number)
        return shelf.release(path).map { (record, $0) }
    }

    /// Carries a decision out that somebody with a token sent by the form of the page.
    func decide(_ visit: Visit) throws -> WebResponse {
        let (dataset, place) = (visit.request["dataset"], visit.request["number"])
        guard let person = visit.request.person, codebook(of: dataset) != nil, let number = Int(place) else {
            return noDataset(visit)
        }
        let form = Dictionary(visit.request.form.map { ($0.name, $0.value) }) { first, _ in first }
        let at = form["at"].flatMap { $0.isEmpty ? nil : $0 }
        let answer: ControlAnswer? =
            switch form["decision"] {
            case "approve", "reject":
                try sources.decide(dataset, number, form["decision"] == "reject", person, at)
            default: .refused(Text(nl: "Kies goedkeuren of afwijzen.", en: "Choose to approve or to reject."))
            }
        func notice(_ title: String, _ words: String, status: Int) -> WebResponse {
            struct View { let frame: Visit.Frame, words: String }
            let frame = visit.frame(title, in: "/datasets", crumbs: crumbs(visit, dataset))
            return visit.page("refused", View(frame: frame, words: words), status: status)
        }
        switch answer {
        case .refused(let reason):
            return notice(visit.say("Niet gedaan", "Not done"), reason[visit.language], status: 409)
        case nil:
            return notice(
                visit.say("Doorgegeven", "Passed on"),
                visit.say(
                    "De beslissing is doorgegeven, maar nog niet uitgevoerd; bekijk de publicatie over een minuut opnieuw.",
                    "The decision is passed on, but not carried out yet; look at the release again in a minute."
                ),
                status: 202
            )
        case .done: break
        }
        return .redirect(
            to: form["decision"] == "reject"
                ? "/datasets/\(dataset)" : "/datasets/\(dataset)/releases/\(number)"
        )
    }
}
