import Classification
import Statistics
import TestSupport

/// Lists of two gemeenten, in no order, and what tests change about them.
struct TrialLists {
    var entries: [Edition.Entry] = [
        entry("BU00020000", "Dorp", 3, "WK000200"),
        entry("GM0002", "Bedorp", 1, "NL00"),
        entry("BU00010100", "Polder", 3, "WK000101"),
        entry("WK000101", "Wijk 01 Buiten", 2, "GM0001"),
        entry("BU00010001", "Haven", 3, "WK000100"),
        entry("BU00010000", "Markt", 3, "WK000100"),
        entry("WK000100", "Wijk 00 Aldorp", 2, "GM0001"),
        entry("WK000200", "Bedorp", 2, "GM0002"),
        entry("GM0001", "Aldorp", 1, "NL00"),
        entry("NL00", "Nederland", 0, nil),
    ]
    var aliases = [RegionCode("NL01"): RegionCode("NL00")]
    var buurten = Level.Completeness.complete
    var otherYears: [OtherYear] = []

    func edition() throws -> Edition {
        try Edition(
            key: "2021",
            year: 2021,
            attribution: Text(nl: "", en: ""),
            levels: [
                TrialEdition.level("land", "NL", 2), TrialEdition.level("gemeente", "GM", 4),
                TrialEdition.level("wijk", "WK", 6, letters: 2),
                TrialEdition.level("buurt", "BU", 8, letters: 4, buurten),
            ],
            entries: entries,
            aliases: aliases,
            otherYears: otherYears
        )
    }

    static func entry(_ code: String, _ name: String, _ level: Int, _ parent: String?) -> Edition.Entry {
        TrialEdition.entry(code, name, level: level, parent: parent)
    }
}
