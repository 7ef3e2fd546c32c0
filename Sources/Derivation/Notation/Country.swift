/// A country as delivered: a code of ISO 3166-1 alpha-2.
struct Country: Hashable, Sendable {
    /// The Netherlands.
    static let netherlands = Country(code: "NL")

    /// Two capital letters.
    let code: String

    private init(code: String) { self.code = code }

    /// Reads a code, in capitals or not; nil for anything else.
    init?(_ text: String) {
        let code = text.uppercased()
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.code = code
    }

    /// Reads the countries of fields; nil within them where a field is empty.
    ///
    /// - Returns: The countries, or the position of the first field that holds none.
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
