import Classification
import Statistics

/// Two gemeenten with three wijken and eight buurten, and what is known of the year after.
enum TrialEdition {
    /// The edition of 2021, with lists that are complete.
    static let complete = edition(.complete)

    /// The same, where buurten are known to be lacking.
    static let incomplete = edition(.incomplete)

    static func edition(_ buurten: Level.Completeness) -> Edition {
        let entries = [
            entry("NL00", "Nederland", 0, nil),
            entry("GM0100", "Aldorp", 1, "NL00"),
            entry("WK010000", "Wijk 00 Binnenstad", 2, "GM0100"),
            entry("BU01000000", "Marktplein", 3, "WK010000"),
            entry("BU01000001", "Havenkwartier", 3, "WK010000"),
            entry("BU01000010", "Vestingpark", 3, "WK010000"),
            entry("WK010001", "Buitengebied", 2, "GM0100"),
            entry("BU01000100", "Súdein (A.)", 3, "WK010001"),
            entry("BU01000101", "Polder", 3, "WK010001", .earlier(year: 2017)),
            entry("BU01000102", "", 3, "WK010001", .none),
            entry("GM0200", "Bedorp", 1, "NL00"),
            entry("WK020000", "Bedorp", 2, "GM0200"),
            entry("BU02000000", "Kern", 3, "WK020000"),
            entry("BU02000001", "Rand", 3, "WK020000"),
        ]
        let after = OtherYear(
            year: 2022,
            added: [RegionCode("GM0300"), RegionCode("BU01000109")],
            removed: [RegionCode("GM0200")]
        )
        guard
            let edition = try? Edition(
                key: "2021",
                year: 2021,
                attribution: Text(nl: "", en: ""),
                levels: [
                    level("land", "NL", 2, .complete), level("gemeente", "GM", 4, .complete),
                    level("wijk", "WK", 6, .complete), level("buurt", "BU", 8, buurten),
                ],
                entries: entries,
                aliases: [RegionCode("NL01"): RegionCode("NL00")],
                otherYears: [after]
            )
        else { fatalError("the trial lists contradict themselves") }
        return edition
    }

    private static func level(
        _ key: String,
        _ prefix: String,
        _ digits: Int,
        _ completeness: Level.Completeness
    ) -> Level {
        Level(
            key: key,
            title: Text(nl: key, en: key),
            prefix: prefix,
            digits: digits,
            lettersAllowed: digits > 4 ? digits - 4 : 0,
            officialCount: nil,
            completeness: completeness
        )
    }

    private static func entry(
        _ code: String,
        _ name: String,
        _ level: Int,
        _ parent: String?,
        _ trust: Region.NameTrust = .edition
    ) -> Edition.Entry {
        Edition.Entry(
            code: RegionCode(code),
            name: name,
            nameTrust: trust,
            level: level,
            parent: parent.map { RegionCode($0) }
        )
    }
}
