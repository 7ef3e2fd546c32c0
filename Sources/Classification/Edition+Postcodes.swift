public import Statistics

extension Edition {
    /// What stands before the digits in the code of a postcode, for example `PC1011`.
    public static let postcodePrefix = "PC"

    /// Makes the edition of all four-digit postcodes, in rising order.
    ///
    /// Nobody lists which of them are in use, so all that can be are there; they have no parents and no parts.
    /// A postcode's position is its number less that of the first.
    ///
    /// - Parameters:
    ///   - level: The key of the only level.
    ///   - title: What people call such a region.
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
