/// Pieces of HTML, in which all text from outside is escaped.
///
/// Text enters only as `\(text: …)`, so the name of a file or column is shown on the page and cannot act
/// there.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The HTML.
    private(set) var html: String

    /// Markup from a literal of the program.
    init(stringLiteral literal: StaticString) { html = "\(literal)" }

    /// Markup from a literal of the program, with escaped text and other markup in it.
    init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

    /// Pieces, one after the other.
    init(_ pieces: some Sequence<Self>) { html = pieces.map(\.html).joined() }

    /// Plain text.
    static func text(_ text: String) -> Self {
        var piece: Self = ""
        for scalar in text.unicodeScalars { piece.html.append(Self.escaped(scalar)) }
        return piece
    }

    /// Collects literal markup as it is and everything else escaped.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: StaticString) { html += "\(literal)" }
        mutating func appendInterpolation(text: String) { html += Markup.text(text).html }
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case " ": " "
        // A name may contain these, and whoever looks for the file must see them.
        case "\n": "\u{2424}"
        case "\t": "\u{2409}"
        default:
            switch scalar.properties.generalCategory {
            // Control characters, including those that turn the direction of writing: a name must not read as
            // another.
            case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
            default: String(scalar)
            }
        }
    }
}
