/// A delivered yes or no.
enum Flag {
    /// Reads a flag: 1, j, ja, y, yes or 0, n, nee, no, in upper or lower case.
    ///
    /// - Returns: Yes or no; nil for anything else.
    static func read(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "j", "ja", "y", "yes": true
        case "0", "n", "nee", "no": false
        default: nil
        }
    }

    /// The category of a flag: 0 is yes, 1 is no.
    static func category(_ isSet: Bool) -> Derived { .category(isSet ? 0 : 1) }
}
