import Codebook
import Statistics
import ValidationWalks

/// Every field of a row of units holds a value that it can have, or is empty.
struct UnitFieldHasCode: TableRule {
    static let code = "household-field-code"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        Every field of a row of units holds a value that it can have, or is empty.

        The codes of each column stand in the codebook. An empty field is unknown, which is different from \
        a code of its own. Period and id are never empty; an id has no spaces and at most 64 characters; a \
        postcode has four digits and does not begin with 0.
        """,
        repair: """
            write the value as in the codebook, or leave the field empty where it is not known.
            """
    )

    private let layout: RecordLayout

    init?(_ context: RuleContext) {
        guard let layout = context.form.records else { return nil }
        self.layout = layout
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let faults = delivery.table.units?.faults.filter { $0.kind == .field } ?? []
        report.add(Self.self, faults) { fault, period in
            let field = fault.field ?? ""
            return Remark(
                period.flatMap { $0 == .other ? nil : $0.message }
                    ?? Text(
                        nl: "Wat hier staat is geen waarde die '\(field)' kan hebben.",
                        en: "What stands here is not a value that '\(field)' can have."
                    ),
                repair: layout.field(field).map { repair(of: layout.fields[$0]) } ?? Text(nl: "", en: "")
            )
        }
    }

    private func repair(of field: RecordField) -> Text {
        switch field.role {
        case .period:
            return Text(
                nl: "Schrijf het verslagjaar met vier cijfers, als 2019; dit veld is nooit leeg.",
                en: "Write the report year in four digits, as 2019; this field is never empty."
            )
        case .id:
            return Text(
                nl:
                    "Geef de rij een sleutel zonder spaties van ten hoogste 64 tekens; dit veld is nooit leeg.",
                en: "Give the row an id without spaces, of at most 64 characters; this field is never empty."
            )
        case .region(let level):
            return Text(
                nl:
                    "Schrijf de code van de \(level), met of zonder \(field.prefix) ervoor; laat het veld leeg als "
                    + "die niet bekend is.",
                en:
                    "Write the code of the \(level), with or without \(field.prefix) before it; leave the field "
                    + "empty where it is not known."
            )
        case .postcode:
            return Text(
                nl:
                    "Schrijf de vier cijfers van de postcode, 1000 tot en met 9999, zonder letters; laat het veld "
                    + "leeg als die niet bekend is.",
                en:
                    "Write the four digits of the postcode, 1000 to 9999, without letters; leave the field empty "
                    + "where it is not known."
            )
        case .variable, .codes:
            let codes = codes(of: field)
            return Text(
                nl:
                    "Schrijf een code uit het codeboek: \(codes.nl); laat het veld leeg als die niet bekend is.",
                en: "Write a code of the codebook: \(codes.en); leave the field empty where it is not known."
            )
        }
    }

    /// The valid codes of a field: all of a short list, the first and the last of a long one.
    private func codes(of field: RecordField) -> Text {
        let keys = field.codes.map(\.key)
        guard keys.count > 12, let first = keys.first, let last = keys.last else {
            return Text(nl: keys.joined(separator: ", "), en: keys.joined(separator: ", "))
        }
        return Text(nl: "\(first) tot en met \(last)", en: "\(first) to \(last)")
    }
}
