/// Who may change state: names, each with a secret.
package struct WebTokens: Sendable {
    private let tokens: [(person: String, token: [UInt8])]

    /// No one: nothing changes state.
    package static let none = Self(tokens: [])

    private init(tokens: [(person: String, token: [UInt8])]) { self.tokens = tokens }

    /// Reads `NAME TOKEN` lines; empty lines and those that begin with `#` are left out.
    ///
    /// - Returns: Nil where a line is neither, or a token is shorter than 32 characters.
    package init?(_ text: String) {
        var tokens: [(person: String, token: [UInt8])] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.isEmpty || words[0].hasPrefix("#") { continue }
            guard words.count == 2, words[1].utf8.count >= 32 else { return nil }
            tokens.append((String(words[0]), Array(words[1].utf8)))
        }
        self.tokens = tokens
    }

    /// Whose token that is; nil for nobody's.
    ///
    /// It takes as long for a wrong token as for a right one.
    func person(of token: String) -> String? {
        let given = Array(token.utf8)
        var found: String?
        for (person, own) in tokens where own.count == given.count {
            var difference: UInt8 = 0
            for (a, b) in zip(own, given) { difference |= a ^ b }
            if difference == 0 { found = person }
        }
        return found
    }
}
