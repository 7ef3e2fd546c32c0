/// Reads the text of a `$filter`.
struct ODataFilterReader {
    /// Flaw of a filter that cannot be read, in words for the client.
    struct Flaw: Error { let words: String }

    private enum Word: Hashable { case name(String), text(String), open, close, comma }

    private var words: [Word] = []
    private var position = 0
    private var depth = 0

    /// How deep conditions may stand in each other.
    private static let deepest = 64

    /// Reads a condition.
    static func read(_ text: String) throws(Flaw) -> ODataFilter {
        var reader = Self()
        try reader.split(text)
        let filter = try reader.disjunction()
        guard reader.position == reader.words.count else { throw reader.flaw() }
        return filter
    }

    private mutating func split(_ text: String) throws(Flaw) {
        var rest = Array(text.unicodeScalars)[...]
        while let first = rest.first {
            switch first {
            case " ", "\t": rest.removeFirst()
            case "(", ")", ",":
                words.append(first == "(" ? .open : first == ")" ? .close : .comma)
                rest.removeFirst()
            case "'":
                rest.removeFirst()
                var own = String.UnicodeScalarView()
                while true {
                    guard let next = rest.popFirst() else {
                        throw Flaw(words: "$filter: a text has no closing '")
                    }
                    if next != "'" {
                        own.append(next)
                    } else if rest.first == "'" {
                        own.append("'")
                        rest.removeFirst()
                    } else {
                        break
                    }
                }
                words.append(.text(String(own)))
            default:
                let name = rest.prefix { !" \t(),'".unicodeScalars.contains($0) }
                words.append(.name(String(String.UnicodeScalarView(name))))
                rest = rest.dropFirst(name.count)
            }
        }
    }

    private mutating func disjunction() throws(Flaw) -> ODataFilter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Flaw(words: "$filter: stands too deep in parentheses") }
        var filter = try conjunction()
        while take(.name("or")) { filter = .or(filter, try conjunction()) }
        return filter
    }

    private mutating func conjunction() throws(Flaw) -> ODataFilter {
        var filter = try negation()
        while take(.name("and")) { filter = .and(filter, try negation()) }
        return filter
    }

    private mutating func negation() throws(Flaw) -> ODataFilter {
        var isNegated = false
        while take(.name("not")) { isNegated.toggle() }
        let filter = try condition()
        return isNegated ? .not(filter) : filter
    }

    private mutating func condition() throws(Flaw) -> ODataFilter {
        if take(.open) {
            let filter = try disjunction()
            guard take(.close) else { throw flaw() }
            return filter
        }
        guard case .name(let name) = next() else { throw flaw() }
        if let search = ODataFilter.Search(rawValue: name) {
            guard take(.open), let first = next(), take(.comma), let second = next(), take(.close) else {
                throw flaw()
            }
            let filter: ODataFilter
            switch (search, first, second) {
            case (.substringof, .text(let text), .name(let field)): filter = .search(search, text, in: field)
            case (.startswith, .name(let field), .text(let text)),
                (.endswith, .name(let field), .text(let text)):
                filter = .search(search, text, in: field)
            default: throw flaw()
            }
            // Clients write `substringof('x', Field) eq true` as well.
            guard take(.name("eq")) else { return filter }
            if take(.name("true")) { return filter }
            if take(.name("false")) { return .not(filter) }
            throw flaw()
        }
        guard case .name(let word) = next(), let order = ODataFilter.Order(rawValue: word) else {
            throw Flaw(words: "$filter: '\(name)' is followed by no comparison (eq, ne, gt, ge, lt, le)")
        }
        switch next() {
        case .text(let text): return .compare(name, order, text)
        case .name("null"): return .compare(name, order, nil)
        case .name(let number): return .compare(name, order, number)
        default: throw flaw()
        }
    }

    private mutating func next() -> Word? {
        guard position < words.count else { return nil }
        defer { position += 1 }
        return words[position]
    }

    private mutating func take(_ word: Word) -> Bool {
        guard position < words.count, words[position] == word else { return false }
        position += 1
        return true
    }

    private func flaw() -> Flaw {
        Flaw(
            words:
                "$filter: cannot be read; write for example Perioden eq '2019JJ00' and startswith(WijkenEnBuurten,'GM')"
        )
    }
}
