/// A delivered country: a code of ISO 3166-1 alpha-2, or one of the two for which Eurostat has its own.
struct Country: Hashable, Sendable {
    /// The Netherlands.
    static let netherlands = Country(code: "NL")

    /// Two capital letters.
    let code: String

    private init(code: String) { self.code = code }

    /// Reads a code in upper or lower case; nil for anything else.
    init?(_ text: String) {
        let code = text.uppercased()
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        // Eurostat writes EL for Greece and UK for the United Kingdom.
        self.code = code == "EL" ? "GR" : code == "UK" ? "GB" : code
    }

    /// Reads the countries of fields; nil for an empty field.
    ///
    /// - Returns: The countries, or the position of the first unreadable field.
    static func read(_ inputs: [[String]]) -> (countries: [Country?], unreadable: Int?) {
        var countries: [Country?] = []
        for (field, texts) in inputs.enumerated() {
            if texts[0].isEmpty {
                countries.append(nil)
            } else if let country = Country(texts[0]) {
                countries.append(country)
            } else {
                return ([], field)
            }
        }
        return (countries, nil)
    }
}
