import Statistics

/// The part of a document before its root.
struct AtomProlog {
    /// The result of reading the prolog.
    enum RootPosition: Equatable {
        /// The root starts here, after a declaration, comments and blanks only.
        case root(at: Int)
        /// A document type declaration starts here.
        case documentType(Place)
        /// Anything else, or a prolog larger than the block: left to libxml2.
        case unusual
    }

    /// The result.
    let outcome: RootPosition
    /// The line of the root: its number and its start.
    let line: (number: Int, start: Int)

    /// Reads the prolog in the first block of a document.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else {
            outcome = .unusual
            line = (1, 0)
            return
        }
        var text = unsafe AtomText(base: base, count: bytes.count, offset: 0, line: (1, 0))
        outcome = Self.outcome(&text)
        line = text.line
    }

    private static func outcome(_ text: inout AtomText) -> RootPosition {
        var position = 0
        var isUnusual = false
        if text.goesOn(with: "<?xml", at: 0), AtomByte.isBlank(text[5]) {
            guard let end = pastInstruction(&text, from: 5) else { return .unusual }
            isUnusual = !isUsual(text.string(0..<end))
            position = end
        }
        while true {
            // A line that ends in CR alone makes only places unusual; no declaration is missed by it.
            while AtomByte.isBlank(text[position]) {
                isUnusual = isUnusual || (text[position] == 13 && text[position + 1] != 10)
                position += 1
                if text[position - 1] == 10 || (text[position - 1] == 13 && text[position] != 10) {
                    text.lineEnds(before: position)
                }
            }
            if text.goesOn(with: "<!--", at: position) {
                guard let end = pastComment(&text, from: position + 4, &isUnusual) else { return .unusual }
                position = end
            } else if text.goesOn(with: "<!DOCTYPE", at: position) {
                return .documentType(text.place(position))
            } else if text.goesOn(with: "<?", at: position) {
                guard let end = pastInstruction(&text, from: position + 2) else { return .unusual }
                isUnusual = true
                position = end
            } else if text[position] == 0x3C, !isUnusual {
                return .root(at: position)
            } else {
                return .unusual
            }
        }
    }

    /// The end of the instruction whose text starts at `start`.
    private static func pastInstruction(_ text: inout AtomText, from start: Int) -> Int? {
        var position = start
        while position < text.count {
            if text.goesOn(with: "?>", at: position) { return position + 2 }
            position += 1
            let byte = text[position - 1]
            if byte == 10 || (byte == 13 && text[position] != 10) { text.lineEnds(before: position) }
        }
        return nil
    }

    /// The end of the comment whose text starts at `start`.
    private static func pastComment(_ text: inout AtomText, from start: Int, _ isUnusual: inout Bool) -> Int?
    {
        var position = start
        while position < text.count {
            if text.goesOn(with: "--", at: position) {
                isUnusual = isUnusual || text[position + 2] != 0x3E
                if text[position + 2] == 0x3E { return position + 3 }
            }
            let byte = text[position]
            position += 1
            if byte == 10 || (byte == 13 && text[position] != 10) { text.lineEnds(before: position) }
            isUnusual = isUnusual || byte == 0xEF || byte == 13 || (byte < 32 && byte != 9 && byte != 10)
        }
        return nil
    }

    /// True if an XML declaration has its usual form.
    private static func isUsual(_ declaration: String) -> Bool {
        var rest = declaration[...]
        func take(_ text: String) -> Bool {
            guard rest.hasPrefix(text) else { return false }
            rest.removeFirst(text.count)
            return true
        }
        func value() -> Bool {
            guard let quote = rest.first, quote == "\"" || quote == "'" else { return false }
            rest.removeFirst()
            let value = rest.prefix { $0 != quote }
            rest = rest.dropFirst(value.count + 1)
            return !value.isEmpty
                && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
        guard take("<?xml version=\"1.0\"") || take("<?xml version='1.0'") else { return false }
        if take(" encoding="), !value() { return false }
        if rest.hasPrefix(" standalone=") {
            guard ["\"yes\"", "'yes'", "\"no\"", "'no'"].contains(where: { take(" standalone=\($0)") }) else {
                return false
            }
        }
        return take("?>") || take(" ?>")
    }
}
