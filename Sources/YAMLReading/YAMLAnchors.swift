/// Finds anchors and aliases in YAML before a parser expands them.
enum YAMLAnchors {
    /// The place of the first `&name` or `*name` that begins a value; nil if there is none.
    ///
    /// It only knows where a value can begin, and in doubt assumes that one does.
    static func first(in text: String) -> (line: Int, column: Int)? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            if let column = first(inLine: line) { return (number + 1, column) }
        }
        return nil
    }

    private static func first(inLine line: Substring) -> Int? {
        var beginsValue = true
        var quote: Character?
        var previous: Character = " "
        for (offset, character) in line.enumerated() {
            defer { previous = character }
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            // A blank changes nothing: a value begins behind `key: `, and continues in `this & that`.
            if character.isWhitespace { continue }
            if character == "#", previous.isWhitespace { return nil }
            if beginsValue, character == "&" || character == "*" {
                let next = line.dropFirst(offset + 1).first ?? " "
                if !next.isWhitespace { return offset + 1 }
            }
            if beginsValue, character == "\"" || character == "'" { quote = character }
            beginsValue = "[{,:".contains(character) || beginsValue && "-?".contains(character)
        }
        return nil
    }
}
