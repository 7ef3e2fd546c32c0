import Bytes
package import Codebook
package import Statistics
package import TableReading
package import Tallying

/// The header of a microdata delivery with joint cells, recognised by the names of its columns in any order.
package struct RecordHeader: Sendable {
    /// The form.
    package let form: Form
    /// Its fields and rules.
    package let layout: RecordLayout
    /// The separator.
    package let separator: UInt8
    /// For each column, the position of its field; -1 for an unknown column.
    package let columns: [Int]
    /// The headers, as delivered.
    package let names: [String]
    /// The unknown columns.
    package let unknown: [DeliveredColumn]
    /// The findings about the header.
    package let findings: Findings
    /// The number of bytes before the first row.
    package let length: Int
    /// The number of the line of the headers, from 1.
    package let lineNumber: Int
    /// The line of the headers, without its end.
    package let line: [UInt8]
    /// The shared beginning of the ids, from the first row.
    package let idPrefix: IDPrefix
    /// The year of the first row, if it has one.
    let firstYear: Int?

    /// Reads the beginning of a file; nil without a header of microdata.
    package init?(_ head: [UInt8], codebook: Codebook) {
        guard let form = codebook.forms.first(where: { $0.traits.cells == .counted }),
            let layout = form.records
        else { return nil }
        // A file that was saved twice begins with two marks.
        var mark = 0
        while head[mark...].starts(with: [0xEF, 0xBB, 0xBF]) { mark += 3 }
        let lines = head[mark...].split(
            separator: 0x0A,
            maxSplits: Self.linesSearched,
            omittingEmptySubsequences: false
        )
        // The line may end beyond the examined bytes, but not beyond the end of the file.
        guard lines.count > 1 || head.count < RecordReader.head else { return nil }
        let positions = HeaderPositions(layout)
        guard
            let found = lines.indices.prefix(Self.linesSearched).lazy
                .compactMap({ positions.header(lines[$0], number: $0) }).first
        else { return nil }
        let (separator, fields) = (found.separator, found.fields)
        let headers = lines[found.number]

        self.form = form
        self.layout = layout
        names = fields.map { Self.decoded($0.text) }
        self.separator = separator
        length = headers.endIndex + 1
        lineNumber = found.number + 1
        line = Array(headers.last == 0x0D ? headers.dropLast() : headers)
        var findings = Findings()
        var above = LinesAbove()
        for number in 0..<found.number {
            above.note(lines[number].filter { $0 != 0x0D }, line: number + 1)
        }
        if let finding = above.finding { findings.add(finding) }
        var columns: [Int] = []
        var unknown: [DeliveredColumn] = []
        for field in fields {
            let place = Place(line: found.number + 1, column: field.start + 1)
            guard let position = positions.position(of: field.text) else {
                let name = Self.decoded(field.text)
                columns.append(-1)
                // Separators behind the headers are no columns.
                if fields.dropFirst(columns.count - 1).allSatisfy(\.text.isEmpty) { continue }
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
        let lacking = layout.fields.indices.filter { !columns.contains($0) }.map { layout.fields[$0] }
        let near = NearHeaders(lacking.flatMap { [$0.key] + $0.spellings })
        var meant: Set<String> = []
        unknown.removeAll { column in
            guard let match = near.match(column.header) else { return false }
            findings.add(NearHeaders.finding(column.header, match, at: column.place))
            meant.insert(match.known)
            return true
        }
        let absent = lacking.filter { meant.isDisjoint(with: [$0.key] + $0.spellings) }
        for field in absent where field.isRequired { findings.add(Self.missing(field.key)) }
        findings.add(
            Self.leaveOut(absent.map(\.key), layout) { field in
                Self.isDelivered(
                    field,
                    by: columns.indices.filter { columns[$0] < 0 },
                    in: lines.dropFirst(found.number + 1).dropLast().prefix(Self.rowsSearched),
                    separator
                )
            }
        )
        self.columns = columns
        self.unknown = unknown
        self.findings = findings

        let rows = lines.dropFirst(found.number + 1)
        // An incomplete row is ignored.
        let first =
            rows.count > 1 ? HeaderPositions.fields(of: rows[rows.startIndex], separator: separator) : []
        func text(_ role: RecordField.Role) -> ArraySlice<UInt8>? {
            guard let field = layout.field(of: role), let column = columns.firstIndex(of: field),
                column < first.count
            else { return nil }
            return first[column].text
        }
        // What a spreadsheet shortened shares its beginning with every other number.
        idPrefix = IDPrefix(of: text(.id).flatMap { DeliveredText.isScientific($0) ? nil : $0 } ?? [])
        firstYear = text(.period).flatMap { Period(String(decoding: $0, as: UTF8.self)) }?.year
    }

    /// True if the first line is a row of headers of microdata that goes on beyond what is looked at of a file.
    static func isCutOff(_ head: [UInt8], codebook: Codebook) -> Bool {
        guard head.count >= RecordReader.head, !head.contains(0x0A),
            let end = head.lastIndex(where: {
                [0x3B, 0x2C, 0x09, 0x7C].contains($0)
            })
        else { return false }
        return Self(Array(head[..<end]) + [0x0A], codebook: codebook) != nil
    }

    /// The number of lines that are searched for headers.
    private static let linesSearched = 20

    /// The text of an unknown header: UTF-8, or else Windows-1252.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text: [UInt8] = []
        var transcoder = AtomTranscoder(.windows1252)
        transcoder.append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The number of rows in which an unknown column is held against the codes of a field.
    private static let rowsSearched = 200

    /// Whether one of some unknown columns probably holds a field: all that stands in it are codes of the field.
    private static func isDelivered(
        _ field: RecordField,
        by unknown: [Int],
        in rows: some Sequence<ArraySlice<UInt8>>,
        _ separator: UInt8
    ) -> Bool {
        let codes = Set(field.codes.flatMap { [$0.key] + $0.spellings }.map(RecordCode.normal))
        var open = Set(unknown)
        var filled: Set<Int> = []
        guard !codes.isEmpty, !open.isEmpty else { return false }
        for row in rows {
            let fields = HeaderPositions.fields(of: row, separator: separator)
            for column in open where column < fields.count && !fields[column].text.isEmpty {
                filled.insert(column)
                if !codes.contains(RecordCode.normal(decoded(fields[column].text))) { open.remove(column) }
            }
            if open.isEmpty { return false }
        }
        return !open.isDisjoint(with: filled)
    }

    /// The columns that say which rows do not count, and that are not there though one that nobody knows may be them.
    private static func leaveOut(
        _ absent: [String],
        _ layout: RecordLayout,
        isDelivered: (RecordField) -> Bool
    ) -> Findings {
        var findings = Findings()
        for rule in layout.leaveOut
        where absent.contains(layout.fields[rule.when.field].key)
            && isDelivered(layout.fields[rule.when.field])
        {
            let (field, reason) = (layout.fields[rule.when.field].key, LeftOutReason.words(rule.reason))
            findings.add(
                ReadingFault.leaveOutMissing.finding(
                    at: Place(line: 1, column: 1),
                    message: Text(
                        nl:
                            "Zonder de kolom '\(field)' worden ook de rijen geteld die daardoor zouden afvallen (\(reason.nl)); "
                            + "een onbekende kolom lijkt die te zijn.",
                        en:
                            "Without the column '\(field)' the rows that it would leave out (\(reason.en)) are counted too; an "
                            + "unknown column seems to be it."
                    )
                )
            )
        }
        return findings
    }

    private static func missing(_ key: String) -> Finding {
        ReadingFault.columnMissing.finding(
            at: Place(line: 1, column: 1),
            message: Text(
                nl: "De kolom '\(key)' ontbreekt, en die heeft elke aanlevering in deze vorm.",
                en: "The column '\(key)' is missing, and every delivery in this form has it."
            )
        )
    }
}
