import Classification
import Codebook
import Statistics
import ValidationWalks

/// A delivery of a whole year drops no more of what is stored than its steward means to.
struct ReplacementIsMeant: PeriodRule {
    static let code = "replaces-too-much"
    static let severity: Finding.Severity = .rejection
    static let bounds: [String: Int64] = ["regions": 50, "topics": 0]
    static let manual = ManualText(
        """
        A delivery of a whole year drops no more of what is held than its steward means to.

        It replaces all that is held of its periods: a correction in the folder of the year, half a file, or a header \
        that is not recognised would make regions or topics vanish. `regions` is the share of the regions held, in \
        thousandths, that may be missing; `topics` the number of topics.
        """,
        repair: """
            deliver a correction in the folder of corrections, or the whole year; where less is meant, put an empty \
            file `NAME.replaces` beside the file.
            """
    )

    private let regions: Int64
    private let topics: Int64

    init?(_ context: RuleContext) {
        if !context.replacesPeriods || context.meansToReplace { return nil }
        regions = context.bound("regions", of: Self.self)
        topics = context.bound("topics", of: Self.self)
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard let stored = period.stored else { return }
        checkRegions(period, stored, report: &report)
        checkTopics(period, stored, report: &report)
    }

    private func checkRegions(_ period: PeriodTable, _ stored: StoredPeriodFacts, report: inout Report) {
        let all = stored.tallies.filter { !$0.value.isEmpty }.keys.map(\.position).sorted()
        let missing = all.filter { position in
            switch period.composition.states[position] {
            case .delivered, .derived: false
            default: true
            }
        }
        guard Int64(missing.count) * 1000 > regions * Int64(all.count), !missing.isEmpty else { return }
        report.add(Self.self, at: nil) {
            let codes = CodeList(missing.map { period.code(at: $0) })
            return Remark(
                Text(
                    nl:
                        "Van de \(all.count) regio's die voor \(period.period.name) zijn vastgelegd, ontbreken er hier \(missing.count): \(codes.nl). Een jaarlevering vervangt alles, dus zij zouden verdwijnen.",
                    en:
                        "Of the \(all.count) regions that are held for \(period.period.name), \(missing.count) are missing here: \(codes.en). A delivery of a year replaces everything, so they would vanish."
                ),
                repair: Self.repair
            )
        }
    }

    private func checkTopics(_ period: PeriodTable, _ stored: StoredPeriodFacts, report: inout Report) {
        let context = period.delivery.context
        guard stored.form == context.form.key, !context.form.traits.isJoint else { return }
        let missing = stored.columns.filter {
            !context.columns.contains($0) && context.form.topics.indices.contains($0)
        }
        guard Int64(missing.count) > topics else { return }
        report.add(Self.self, at: period.delivery.table.columns.map(\.place).min()) {
            let titles = missing.prefix(CodeList.shown).map { context.form.topics[$0].title }
            let more = missing.count - titles.count
            return Remark(
                Text(
                    nl: "Deze onderwerpen zijn voor \(period.period.name) vastgelegd en ontbreken hier: "
                        + titles.map(\.nl).joined(separator: ", ") + (more > 0 ? " en nog \(more)." : "."),
                    en: "These topics are held for \(period.period.name) and are missing here: "
                        + titles.map(\.en).joined(separator: ", ") + (more > 0 ? " and \(more) more." : ".")
                ),
                repair: Self.repair
            )
        }
    }

    private static let repair = Text(
        nl:
            "Een verbetering hoort in de map voor correcties; lever anders het hele jaar. Is het zo bedoeld, zet dan een leeg bestand met de naam van dit bestand en .replaces erachter in de map, en lever dit bestand opnieuw.",
        en:
            "A correction belongs in the folder of corrections; else deliver the whole year. Where this is meant, put an empty file with the name of this file and .replaces behind it into the folder, and deliver this file again."
    )
}
