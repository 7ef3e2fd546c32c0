import Foundation

/// Parts of addresses, decoded and encoded.
package enum URLText {
    /// The parameters of a query or a form, in their order.
    package static func query(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    /// A query of these parameters, in their order, as it stands in an address.
    package static func address(_ query: [(name: String, value: String)]) -> String {
        query.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        var plain = CharacterSet.alphanumerics.intersection(.init(charactersIn: "\u{21}"..."\u{7E}"))
        plain.insert(charactersIn: "-._~$(),'")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }

    /// The parts of a path; nil where one is no name: empty, `.`, `..`, with a slash or a zero byte.
    static func parts(_ path: some StringProtocol) -> [String]? {
        var parts: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            guard let name = String(part).removingPercentEncoding, isName(name) else { return nil }
            parts.append(name)
        }
        return parts
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == 47 || $0 < 32 }
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return String(spaced).removingPercentEncoding ?? String(spaced)
    }
}
