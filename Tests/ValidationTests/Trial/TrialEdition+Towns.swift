import Classification
import Statistics
import TestSupport

extension TrialEdition {
    /// Two gemeenten with three wijken and eight buurten, and what is known of the year after.
    static let complete = edition(.complete)

    /// The same, where buurten are known to be lacking.
    static let incomplete = edition(.incomplete)

    private static func edition(_ buurten: Level.Completeness) -> Edition {
        let entries = [
            entry("NL00", "Nederland", level: 0, parent: nil),
            entry("GM0100", "Aldorp", level: 1, parent: "NL00"),
            entry("WK010000", "Wijk 00 Binnenstad", level: 2, parent: "GM0100"),
            entry("BU01000000", "Marktplein", level: 3, parent: "WK010000"),
            entry("BU01000001", "Havenkwartier", level: 3, parent: "WK010000"),
            entry("BU01000010", "Vestingpark", level: 3, parent: "WK010000"),
            entry("WK010001", "Buitengebied", level: 2, parent: "GM0100"),
            entry("BU01000100", "Súdein (A.)", level: 3, parent: "WK010001"),
            entry("BU01000101", "Polder", level: 3, parent: "WK010001", trust: .earlier(year: 2017)),
            entry("BU01000102", "", level: 3, parent: "WK010001", trust: .none),
            entry("GM0200", "Bedorp", level: 1, parent: "NL00"),
            entry("WK020000", "Bedorp", level: 2, parent: "GM0200"),
            entry("BU02000000", "Kern", level: 3, parent: "WK020000"),
            entry("BU02000001", "Rand", level: 3, parent: "WK020000"),
        ]
        let after = OtherYear(
            year: 2022,
            added: [RegionCode("GM0300"), RegionCode("BU01000109")],
            removed: [RegionCode("GM0200")]
        )
        return of(
            entries,
            key: "2021",
            levels: [
                level("land", "NL", 2), level("gemeente", "GM", 4), level("wijk", "WK", 6, letters: 2),
                level("buurt", "BU", 8, letters: 4, buurten),
            ],
            aliases: [RegionCode("NL01"): RegionCode("NL00")],
            otherYears: [after]
        )
    }
}
