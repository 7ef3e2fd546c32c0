import Classification
import Statistics
import YAMLReading

extension EditionDescription {
    /// The country as parent of gemeenten, for lists that do not name it.
    static let country = Edition.Entry(
        code: RegionCode("NL00"),
        name: "Nederland",
        nameTrust: .edition,
        level: 0,
        parent: nil
    )

    /// A new edition of the classification of Statistics Netherlands, before its lists.
    ///
    /// - Throws: ``FileFlaw`` if the key cannot be the name of a directory.
    static func new(_ key: String) throws -> Self {
        let isPlain = key.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 45
        }
        guard isPlain, !key.isEmpty, key.utf8.first != 45, key.utf8.count <= 64 else {
            throw FileFlaw(
                path: key,
                message: "this is no name of an edition",
                hint: "use a year, for example 2022"
            )
        }
        let year = Int(key).flatMap { (1000...9999).contains($0) ? $0 : nil }
        return Self(
            key: key,
            year: year,
            attribution: Text(
                nl:
                    "Indeling van gemeenten, wijken en buurten \(key): Centraal Bureau voor de Statistiek (CBS), CC BY 4.0",
                en:
                    "Classification of municipalities, districts and neighbourhoods \(key): Statistics Netherlands (CBS), "
                    + "CC BY 4.0"
            ),
            levels: [
                level("land", Text(nl: "land", en: "country"), "NL", 2, letters: 0, official: 1),
                level("gemeente", Text(nl: "gemeente", en: "municipality"), "GM", 4, letters: 0),
                level("wijk", Text(nl: "wijk", en: "district"), "WK", 6, letters: 2),
                level("buurt", Text(nl: "buurt", en: "neighbourhood"), "BU", 8, letters: 4),
            ],
            aliases: [RegionCode("NL01"): country.code]
        )
    }

    private static func level(
        _ key: String,
        _ title: Text,
        _ prefix: String,
        _ digits: Int,
        letters: Int,
        official: Int? = nil
    ) -> Level {
        Level(
            key: key,
            title: title,
            prefix: prefix,
            digits: digits,
            lettersAllowed: letters,
            officialCount: official,
            completeness: .incomplete
        )
    }
}
