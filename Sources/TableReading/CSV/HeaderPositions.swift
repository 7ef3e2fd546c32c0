package import Codebook

/// Finds the header of a microdata file among its first lines, by the names of required columns.
package struct HeaderPositions {
    /// A field of a line, without quotation marks and surrounding space, and its start in the line.
    package struct Field {
        package let text: ArraySlice<UInt8>
        package let start: Int
    }

    /// A line that is a header.
    package struct Header {
        package let number: Int
        package let separator: UInt8
        package let fields: [Field]
    }

    private var names: [String: Int] = [:]
    private let layout: RecordLayout
    private let required: Int

    /// The names of a layout's columns.
    package init(_ layout: RecordLayout) {
        self.layout = layout
        required = layout.fields.count(where: \.isRequired)
        for (position, field) in layout.fields.enumerated() {
            for spelling in [field.key] + field.spellings { names[HeaderNames.normal(spelling)] = position }
        }
    }

    /// The position of the field with that name; nil if there is none.
    package func position(of name: ArraySlice<UInt8>) -> Int? {
        names[HeaderNames.normal(String(decoding: name, as: UTF8.self))]
    }

    /// A line as a header, split by the separator that gives most known names; nil if half of the required
    /// columns are missing.
    package func header(_ line: ArraySlice<UInt8>, number: Int) -> Header? {
        let choices = [layout.separator, 0x3B, 0x2C, 0x09, 0x7C].map { separator in
            Header(number: number, separator: separator, fields: Self.fields(of: line, separator: separator))
        }
        guard let header = choices.max(by: { known($0.fields) < known($1.fields) }),
            known(header.fields) * 2 >= required
        else { return nil }
        return header
    }

    /// The fields of a line.
    package static func fields(of line: ArraySlice<UInt8>, separator: UInt8) -> [Field] {
        var line = line
        if line.last == 0x0D { line.removeLast() }
        var start = line.startIndex
        return line.split(separator: separator, omittingEmptySubsequences: false).map { part in
            defer { start += part.count + 1 }
            let isDropped: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x22 }
            let text = part.drop(while: isDropped)
            let last = text.lastIndex { !isDropped($0) }
            return Field(text: last.map { text[...$0] } ?? [], start: start - line.startIndex)
        }
    }

    /// The number of required columns among the names of fields.
    private func known(_ fields: [Field]) -> Int {
        Set(fields.prefix(1_000).compactMap { position(of: $0.text) }).count { layout.fields[$0].isRequired }
    }
}
