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

/// The flags of several years, one text a year: yes where one is, and no only where every year is known.
struct YearlyFlags {
    /// True where a year says yes.
    var isSet = false
    /// True where a text is empty, or there is none.
    var isUnknown: Bool
    /// The position of the first text that is no flag; nil where all are read.
    private(set) var unreadable: Int?

    /// Reads the texts, up to the first that is no flag.
    init(_ texts: [String]) {
        isUnknown = texts.isEmpty
        for (place, text) in texts.enumerated() {
            if let flag = Flag.read(text) {
                isSet = isSet || flag
            } else if text.isEmpty {
                isUnknown = true
            } else {
                unreadable = place
                return
            }
        }
    }

    /// The category: yes, no, or unknown where nothing says yes and a year is not known.
    var category: Derived { isSet || !isUnknown ? Flag.category(isSet) : .unknown }
}
