import Codebook
import Statistics
import Tallying

/// The header of a delivery with one row a unit: it is known by the names of its columns, in any order.
struct RecordHeader: Sendable {
    /// The form.
    let form: Form
    /// Its fields and rules.
    let layout: RecordLayout
    /// The separator.
    let separator: UInt8
    /// For each column, the position of its field; -1 for a column that no field explains.
    let columns: [Int]
    /// The columns that no field explains.
    let unknown: [DeliveredColumn]
    /// What is wrong with the header.
    let findings: Findings
    /// The bytes up to the first row.
    let length: Int
    /// The beginning that the ids share, by the first row.
    let idPrefix: IDPrefix
    /// The year of the first row, where it has one.
    let firstYear: Int?

    /// Looks at the beginning of a file; nil where it is no header of rows of units.
    init?(_ head: [UInt8], codebook: Codebook) {
        guard let form = codebook.forms.first(where: { $0.layout == .records }), let layout = form.records
        else { return nil }
        let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let lines = head[mark...].split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count > 1 else { return nil }
        var names: [String: Int] = [:]
        for (position, field) in layout.fields.enumerated() {
            for spelling in [field.key] + field.spellings { names[HeaderNames.normal(spelling)] = position }
        }
        let choices = [layout.separator, 0x3B, 0x2C, 0x09].map {
            ($0, Self.fields(of: lines[0], separator: $0))
        }
        guard
            let (separator, fields) = choices.max(by: {
                Self.known($0.1, names, layout) < Self.known($1.1, names, layout)
            }),
            Self.known(fields, names, layout) * 2 >= layout.fields.count(where: \.isRequired)
        else { return nil }

        self.form = form
        self.layout = layout
        self.separator = separator
        length = mark + lines[0].count + 1
        var findings = Findings()
        var columns: [Int] = []
        var unknown: [DeliveredColumn] = []
        for field in fields {
            let place = Place(line: 1, column: mark > 0 && field.start == 0 ? 1 : field.start + 1)
            let name = String(decoding: field.text, as: UTF8.self)
            guard let position = names[HeaderNames.normal(name)] else {
                columns.append(-1)
                unknown.append(DeliveredColumn(header: name, unit: nil, place: place))
                continue
            }
            if columns.contains(position) {
                findings.add(ReadingFault.columnTwice.finding(at: place))
                columns.append(-1)
            } else {
                columns.append(position)
            }
        }
        for (position, field) in layout.fields.enumerated()
        where field.isRequired && !columns.contains(position) {
            findings.add(Self.missing(field.key))
        }
        self.columns = columns
        self.unknown = unknown
        self.findings = findings

        let first = lines.count > 2 ? Self.fields(of: lines[1], separator: separator) : []
        func text(_ role: RecordField.Role) -> ArraySlice<UInt8>? {
            guard let field = layout.field(of: role), let column = columns.firstIndex(of: field),
                column < first.count
            else { return nil }
            return first[column].text
        }
        idPrefix = IDPrefix(of: text(.id) ?? [])
        firstYear = text(.period).flatMap { Period(String(decoding: $0, as: UTF8.self)) }?.year
    }

    /// A field of a line, without quotation marks and surrounding space, and where it starts in the line.
    private struct Field {
        let text: ArraySlice<UInt8>
        let start: Int
    }

    private static func fields(of line: ArraySlice<UInt8>, separator: UInt8) -> [Field] {
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

    /// How many of the required fields a header names.
    private static func known(_ fields: [Field], _ names: [String: Int], _ layout: RecordLayout) -> Int {
        let positions = fields.prefix(1_000).compactMap {
            names[HeaderNames.normal(String(decoding: $0.text, as: UTF8.self))]
        }
        return Set(positions).count { layout.fields[$0].isRequired }
    }

    private static func missing(_ key: String) -> Finding {
        ReadingFault.columnMissing.finding(
            at: Place(line: 1, column: 1),
            message: Text(
                nl: "De kolom '\(key)' ontbreekt, en die heeft elke levering in deze vorm.",
                en: "The column '\(key)' is missing, and every delivery in this form has it."
            )
        )
    }
}
