/// The name of a region as two sources can be expected to agree on it.
///
/// Left out are case, spaces and punctuation, accents, the number before a wijk's name (`Wijk 00 Doorn`),
/// and the province or gemeente that StatLine puts behind ambiguous names (`Hengelo (O.)`).
public struct ComparableName: Hashable, Sendable {
    private let text: String

    /// Reduces `name` to what can be compared.
    public init(_ name: String) {
        var scalars = String(decoding: name.utf8, as: UTF8.self).lowercased()
        if scalars.hasSuffix(")"), let open = scalars.lastIndex(of: "(") {
            scalars = String(scalars[..<open])
        }
        if scalars.hasPrefix("wijk ") {
            let rest = scalars.dropFirst(5).drop { $0.isNumber }
            if rest.first == " " { scalars = String(rest) }
        }
        text = String(
            String.UnicodeScalarView(
                scalars.unicodeScalars.flatMap { Self.plain[$0].map { Array($0.unicodeScalars) } ?? [$0] }
                    .filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
            )
        )
    }

    private static let plain: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäå"), ("e", "èéêë"), ("i", "ìíîï"), ("o", "òóôõöø"), ("u", "ùúûü"), ("y", "ýÿ"),
            ("c", "ç"), ("n", "ñ"),
        ]
        var plain: [Unicode.Scalar: String] = [:]
        for (letter, accented) in groups { for scalar in accented.unicodeScalars { plain[scalar] = letter } }
        return plain
    }()
}
