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

    /// Rows without an id.
    static func missing(rows: Int, at place: Place) -> Finding {
        ReadingFault.unitTwice.finding(
            at: place,
            message: Text(
                nl: rows == 1
                    ? "In deze rij ontbreekt de sleutel."
                    : "In \(rows) rijen ontbreekt de sleutel; de eerste staat hier.",
                en: rows == 1
                    ? "This row has no id." : "\(rows) rows have no id; the first one stands here."
            ),
            repair: Text(
                nl: "Geef elke rij de eigen sleutel van haar eenheid, en lever opnieuw.",
                en: "Give each row the own id of its unit, and deliver again."
            )
        )
    }

    /// Ids that are the same in so many rows that no single row is to blame.
    static func repeated(rows: Int, at place: Place?) -> Finding {
        ReadingFault.unitTwice.finding(
            at: place,
            message: Text(
                nl: "In \(rows) rijen staat een sleutel die in dezelfde periode al eerder voorkwam.",
                en: "In \(rows) rows stands an id that occurs earlier in the same period."
            ),
            repair: Text(
                nl:
                    "Exporteer het bestand opnieuw met de eigen sleutel van elke rij; een spreadsheet maakt van lange "
                    + "nummers gelijke, doordat het de laatste cijfers verliest.",
                en:
                    "Export the file again with the own id of each row; a spreadsheet makes long numbers the same, "
                    + "because it loses their last digits."
            )
        )
    }
}
