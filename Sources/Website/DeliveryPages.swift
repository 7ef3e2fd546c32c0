import ConfigurationFiles
import Ledger
import Pages
import Statistics
import Telemetry
import Web
import Workflow

extension Site {
    private struct Deliveries {
        struct Delivery {
            let number: String
            let state: String
            let tone: String
            let file: String
            let drop: String
            let received: String
            let findings: String
        }
        let frame: Visit.Frame
        let query: String
        let states: [ChosenFigure.Option]
        let listed: String
        let deliveries: [Delivery]
    }

    /// How many deliveries one page lists.
    private static let listed = 150
    /// How many of the newest deliveries are looked through.
    private static let searched = 20_000

    /// The receipts, newest first, by what is searched for.
    func deliveries(_ visit: Visit) throws -> WebResponse {
        if let refusal = visit.refusal { return refusal }
        let query = (visit.request.query("q") ?? "").trimmed
        let state = visit.request.query("state") ?? ""
        let needle = query.lowercased()
        // Whoever only looks is shown the last ones; whoever searches has so many looked through.
        let isSearch = !needle.isEmpty || !state.isEmpty
        let all = try sources.ledger.deliveries(
            dataset: nil,
            limit: isSearch ? Self.searched : Self.listed + 1
        )
        let found = all.filter { delivery in
            let isOfState =
                switch state {
                case "accepted": delivery.outcome == .accepted && delivery.reverted == nil
                case "rejected": delivery.outcome == .rejected
                case "reverted": delivery.reverted != nil
                default: true
                }
            guard isOfState else { return false }
            if needle.isEmpty { return true }
            return [
                delivery.claim.file, delivery.claim.drop, delivery.claim.dataset, delivery.id.description,
                delivery.sha256 ?? "",
            ].contains { $0.lowercased().contains(needle) }
                || delivery.report?.findings.totals.contains { $0.key.code == needle } == true
        }
        let options = [
            ("", visit.say("alle", "all")), ("accepted", visit.say("overgenomen", "accepted")),
            ("rejected", visit.say("afgewezen", "rejected")),
            ("reverted", visit.say("teruggenomen", "taken back")),
        ]
        let view = Deliveries(
            frame: visit.frame(visit.say("Ontvangstbewijzen", "Receipts"), in: "/deliveries", live: true),
            query: query,
            states: options.map { ChosenFigure.Option(value: $0.0, words: $0.1, isChosen: $0.0 == state) },
            listed: !isSearch && found.count > Self.listed
                ? visit.say(
                    "De laatste \(visit.words.whole(Self.listed)) staan hieronder.",
                    "The last \(visit.words.whole(Self.listed)) are below."
                )
                : visit.say(
                    "\(visit.words.whole(found.count)) gevonden",
                    "\(visit.words.whole(found.count)) found"
                )
                    + (found.count > Self.listed
                        ? visit.say(
                            "; de laatste \(visit.words.whole(Self.listed)) staan hieronder.",
                            "; the last \(visit.words.whole(Self.listed)) are below."
                        ) : "."),
            deliveries: found.prefix(Self.listed).map { delivery in
                Deliveries.Delivery(
                    number: delivery.id.description,
                    state: visit.outcome(delivery),
                    tone: visit.tone(delivery),
                    file: delivery.claim.file,
                    drop: delivery.claim.drop,
                    received: moment(delivery.received, visit.language),
                    findings: visit.words.whole(delivery.report?.findings.total ?? 0)
                )
            }
        )
        return visit.page("deliveries", view)
    }

    private struct DeliveryView {
        let frame: Visit.Frame
        let number: String
        let receipt: Any?
        let hasLetter: Bool
        let excerpts: [Excerpt.View]
    }

    /// A delivery: its receipt, and the lines that findings are about.
    func delivery(_ visit: Visit) throws -> WebResponse {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit) else { return noDelivery(visit) }
        guard delivery.outcome != nil else {
            return visit.missing(
                visit.say(
                    "Deze aanlevering is nog in behandeling: \(visit.stage(delivery)).",
                    "This delivery is still in progress: \(visit.stage(delivery))."
                )
            )
        }
        let receipt = try sources.receipt(delivery, visit.language)
        let view = DeliveryView(
            frame: visit.frame(
                visit.say("Aanlevering \(delivery.id)", "Delivery \(delivery.id)"),
                in: "/deliveries",
                crumbs: [("/deliveries", visit.say("Ontvangstbewijzen", "Receipts"))]
            ),
            number: delivery.id.description,
            receipt: receipt.view(effects: try sources.effects(delivery)),
            hasLetter: receipt.letter != nil,
            excerpts: Excerpt.of(delivery, configuration: sources.configuration()).map { $0.view(visit) }
        )
        return visit.page("delivery", view)
    }

    /// The findings of a delivery as CSV.
    func findings(_ visit: Visit) throws -> WebResponse? {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit), delivery.outcome != nil else { return nil }
        let receipt = try sources.receipt(delivery, visit.language)
        var text = "\u{FEFF}code;severity;line;column;field;region;message;repair\r\n"
        for finding in receipt.findings {
            let fields = [
                finding.code, finding.severity.rawValue, finding.line.map(String.init) ?? "",
                finding.column.map(String.init) ?? "", finding.field?.header ?? finding.field?.letter ?? "",
                finding.region ?? "", finding.message, finding.repair,
            ]
            text += fields.map(Self.field).joined(separator: ";") + "\r\n"
        }
        return file(text, "text/csv; charset=utf-8", "\(delivery.id)-findings.csv")
    }

    /// A field of a CSV file.
    ///
    /// A spreadsheet must not take the words of a stranger for a formula.
    static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The validation report of a delivery.
    func validation(_ visit: Visit) throws -> WebResponse? {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit), delivery.outcome != nil else { return nil }
        let report = try sources.receipt(delivery, visit.language).validationReport(
            generator: "peil \(version)"
        )
        return file(
            String(decoding: report, as: UTF8.self),
            "application/json",
            "\(delivery.id)-validation.json"
        )
    }

    /// The letter to the supplier of a delivery.
    func letter(_ visit: Visit) throws -> WebResponse? {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit), delivery.outcome != nil,
            let letter = try sources.receipt(delivery, visit.language).letter
        else { return nil }
        // Its style is within, since it is sent away as one file.
        return .html(String(decoding: letter, as: UTF8.self))
    }

    private func file(_ text: String, _ type: String, _ name: String) -> WebResponse {
        var answer = WebResponse.text(text, type: type)
        answer.headers += [
            ("content-disposition", "attachment; filename=\"\(name)\""), ("cache-control", "no-store"),
        ]
        return answer
    }

    private func asked(_ visit: Visit) throws -> Delivery? {
        try DeliveryID(visit.request["number"]).flatMap { try sources.ledger.delivery($0) }
    }

    private func noDelivery(_ visit: Visit) -> WebResponse {
        visit.missing(visit.say("Die aanlevering is er niet.", "There is no such delivery."))
    }
}
