import Classification
import Codebook
import Statistics
import ValidationWalks

/// Every line of the a-priori list about a delivered period can do something there.
struct ListIsRead: TableRule {
    static let code = "list-not-read"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        Every line of the a-priori list about a delivered period can do something there.

        Lists are read where figures are protected by offsets. Nothing comes of a line about figures that are \
        delivered as published or protected otherwise, about a fact of places, or about a region that the edition \
        does not have; and none but a smallest region that is published can be withheld.
        """,
        repair: """
            have the operator correct the line or take it out of the list.
            """
    )

    private let entries: [Period: [AprioriList.Entry]]

    init?(_ context: RuleContext) {
        guard let list = context.codebook.protection.apriori else { return nil }
        entries = Dictionary(grouping: list.entries, by: \.period)
    }

    /// Why nothing comes of a line.
    private enum Fault {
        case method
        case place
        case region
        case wide

        var text: Text {
            switch self {
            case .method:
                Text(
                    nl: "de cijfers van deze periode worden niet met verschuivingen beschermd",
                    en: "figures of this period are not protected by offsets"
                )
            case .place:
                Text(
                    nl: "het is een gegeven van plaatsen, dat ieder kent",
                    en: "it is a fact of places, which anybody knows"
                )
            case .region:
                Text(
                    nl: "de indeling van deze levering heeft dat gebied niet",
                    en: "the edition of this delivery does not have that region"
                )
            case .wide:
                Text(
                    nl: "alleen van de kleinste gebieden die gepubliceerd worden kan iets weg",
                    en: "only of the smallest regions that are published can anything go"
                )
            }
        }
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let context = delivery.context
        var seen: Set<Period> = []
        for parsed in delivery.table.periods {
            guard let period = parsed.period, seen.insert(period).inserted else { continue }
            for entry in entries[period] ?? [] {
                guard let fault = fault(entry, in: context) else { continue }
                report.add(Self.self, at: parsed.place, region: entry.region) {
                    let variable = context.codebook.variables[entry.variable].key
                    return Remark(
                        Text(
                            nl:
                                "Regel \(entry.line) van de a-priorilijst (\(entry.region), \(variable)) doet niets: \(fault.text.nl).",
                            en:
                                "Line \(entry.line) of the a-priori list (\(entry.region), \(variable)) does nothing: \(fault.text.en)."
                        ),
                        repair: Text(
                            nl: "Vraag de beheerder de regel te verbeteren of uit de lijst te halen.",
                            en: "Ask the operator to correct the line, or to take it out of the list."
                        )
                    )
                }
            }
        }
    }

    private func fault(_ entry: AprioriList.Entry, in context: RuleContext) -> Fault? {
        let codebook = context.codebook
        let isApart = context.form.traits.units == .fullestVariable
        let isByOffsets =
            isApart
            ? codebook.hasNumbersWithOffsets
            : context.form.holdsCounts && codebook.protection(ofNew: entry.period) == .offsets
        guard isByOffsets else { return .method }
        if codebook.variables[entry.variable].isOfPlace { return .place }
        let edition = context.edition
        guard case .known(let region) = edition.lookUp(entry.region) else { return .region }
        func isPublished(_ level: Int) -> Bool { codebook.levels.contains(edition.levels[level].key) }
        guard isPublished(edition[region].level) else { return .region }
        guard !entry.isShown else { return nil }
        let holdsSmaller = edition.descendants(of: region).contains {
            isPublished(edition[RegionIndex($0)].level)
        }
        return holdsSmaller ? .wide : nil
    }
}
