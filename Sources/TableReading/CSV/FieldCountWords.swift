import Bytes
package import Statistics

/// The finding about a row that has not as many fields as there are headers.
package enum FieldCountWords {
    /// The finding about a record.
    ///
    /// - Parameters:
    ///   - records: The current record.
    ///   - wanted: The number of headers.
    /// - Returns: The finding, at the first field that is too many, or at the start of a row with too few.
    package static func finding(_ records: CSVRecords, wanted: Int) -> Finding {
        let count = records.fields.count
        // The first superfluous field is the place to look at.
        let place = records.fields[count > wanted ? min(count - 1, wanted) : 0].place
        return ReadingFault.fieldCount.finding(
            at: place,
            message: Text(
                nl: "Deze rij heeft \(count) velden; er zijn \(wanted) kolomkoppen.",
                en: "This row has \(count) fields; there are \(wanted) headers."
            ),
            repair: count > wanted ? repair(records.separator) : nil
        )
    }

    /// The repair of a row in which separators may stand inside a name or a number.
    private static func repair(_ separator: UInt8) -> Text? {
        switch separator {
        case 0x2C:
            Text(
                nl:
                    "Zet namen waarin een komma staat tussen aanhalingstekens, of scheid de velden met puntkomma's.",
                en: "Put names that hold a comma between quotation marks, or part the fields with semicolons."
            )
        case 0x3B:
            Text(
                nl:
                    "Zet namen waarin een puntkomma staat tussen aanhalingstekens, of haal het veld weg dat te veel is.",
                en:
                    "Put names that hold a semicolon between quotation marks, or take out the field that is too many."
            )
        default: nil
        }
    }
}
