public import Statistics

extension Edition {
    /// The letters before the digits in the code of a postcode, for example `PC1011`.
    public static let postcodePrefix = "PC"

    /// Makes the edition of all four-digit postcodes, in rising order.
    ///
    /// No list says which of them are in use, so every possible one is there; they have no parents and no
    /// parts.
    /// A postcode's position is its number less that of the first.
    ///
    /// - Parameters:
    ///   - level: The key of the only level.
    ///   - title: The name of the level, for people.
    ///   - postcodes: The numbers, of four digits.
    /// - Returns: The edition.
    /// - Throws: ``Flaw`` when a number has other than four digits.
    public static func postcodes(
        level: String,
        title: Text,
        postcodes: ClosedRange<Int>
    ) throws(Flaw) -> Edition {
        try Edition(
            key: level,
            year: nil,
            attribution: Text(nl: "", en: ""),
            levels: [
                Level(
                    key: level,
                    title: title,
                    prefix: postcodePrefix,
                    digits: 4,
                    lettersAllowed: 0,
                    officialCount: nil,
                    completeness: .complete
                )
            ],
            entries: postcodes.map { number in
                Entry(
                    code: RegionCode("\(postcodePrefix)\(number)"),
                    name: String(number),
                    nameTrust: .edition,
                    level: 0,
                    parent: nil
                )
            }
        )
    }
}
