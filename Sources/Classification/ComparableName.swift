/// A region's name reduced to what two sources can be expected to agree on.
///
/// Left out are case, spaces and punctuation, accents, the number before a wijk's name (`Wijk 00 Doorn`),
/// and the province that StatLine puts behind ambiguous names (`Hengelo (O.)`).
public struct ComparableName: Hashable, Sendable {
    private let text: String

    /// Reduces `name` to its comparable letters.
    public init(_ name: String) {
        let words = Self.withoutSuffix(Self.withoutNumber(name.lowercased()[...]))
        let letters = Self.letters(of: words)
        // A name of only a number or signs is compared as it stands.
        text = letters.isEmpty ? name : letters
    }

    /// Drops `wijk 00 ` before a name, unless nothing would be left.
    private static func withoutNumber(_ name: Substring) -> Substring {
        let words = name.drop { $0.isWhitespace }
        guard words.hasPrefix("wijk") else { return name }
        let number = words.dropFirst(4)
        let rest = number.drop { $0.isWhitespace }.drop { $0.isWholeNumber }
        guard number.first?.isWhitespace == true, rest.first?.isWhitespace == true,
            rest.contains(where: { !$0.isWhitespace })
        else { return name }
        let digits = number[..<rest.startIndex]
        return digits.contains(where: \.isWholeNumber) ? rest : name
    }

    /// Drops ` (O.)`, ` (NH.)`, ` (gemeente)` behind a name: a few letters in parentheses.
    private static func withoutSuffix(_ name: Substring) -> Substring {
        let end = name.reversed().drop { $0.isWhitespace }.startIndex.base
        let words = name[..<end]
        guard words.last == ")", let open = words.lastIndex(of: "("), open != words.startIndex else {
            return name
        }
        let inside = words[words.index(after: open)...].dropLast()
        let letters = inside.filter { $0 != "." && !$0.isWhitespace }
        let isShort = letters.count <= 4 && inside.contains(".") || letters.count <= 3
        return isShort || inside == "gemeente" ? words[..<open] : name
    }

    private static func letters(of words: Substring) -> String {
        var letters = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            if let letter = plain[scalar] {
                letters.append(contentsOf: letter.unicodeScalars)
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                letters.append(scalar)
            }
        }
        return String(letters)
    }

    private static let plain: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäå"), ("e", "èéêë"), ("i", "ìíîï"), ("o", "òóôõöø"), ("u", "ùúûü"), ("y", "ýÿ"),
            ("c", "ç"), ("n", "ñ"), ("ij", "ĳ"),
        ]
        var plain: [Unicode.Scalar: String] = [:]
        for (letter, accented) in groups { for scalar in accented.unicodeScalars { plain[scalar] = letter } }
        return plain
    }()
}
