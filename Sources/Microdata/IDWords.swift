import Bytes
import Statistics

/// The finding about ids that a spreadsheet shortened.
enum IDWords {
    /// Ids in scientific notation.
    ///
    /// - Parameters:
    ///   - rows: How many rows have such an id.
    ///   - place: Where the first of them stands.
    /// - Returns: One finding for all of them.
    static func shortened(rows: Int, at place: Place?) -> Finding {
        ReadingFault.idShortened.finding(
            at: place,
            message: Text(
                nl:
                    "De sleutels zijn in \(rows) rijen ingekort tot een getal met een exponent (zoals 1,0E+15); een "
                    + "spreadsheet doet dat met lange nummers.",
                en:
                    "The ids are shortened to a number with an exponent (as 1.0E+15) in \(rows) rows; spreadsheets do "
                    + "so with long numbers."
            )
        )
    }
}
