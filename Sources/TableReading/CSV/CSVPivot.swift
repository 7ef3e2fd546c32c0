import Bytes
package import Codebook
import Statistics

/// A table with topics as rows and regions as columns, as StatLine shows it.
///
/// The file is read twice: first for its topics and for the row with the codes of the regions, which may be
/// anywhere, then for its figures.
struct CSVPivot {
    /// The headers.
    let header: PivotHeader
    /// Opens the file again.
    let open: () throws -> CSVRecords

    /// The topics of the rows, as columns of a builder.
    private struct Topics {
        var handles: [CSVTopic: Int] = [:]
        var codes: [CSVCell?]
    }

    /// A topic as a row names it.
    private struct CSVTopic: Hashable {
        var title: String
        var unit: String
    }

    /// A column of figures, in terms of the builder.
    private struct Column {
        var region: Int?
        var period: Int?
        var categories: [Int]
    }

    /// Reads the table.
    func read(_ records: inout CSVRecords, into builder: inout TableBuilder) throws {
        announceDimensions(to: &builder)
        let topics = try topics(of: &records, in: &builder)
        builder.decide()
        guard !builder.isHopeless else { return }
        let columns = header.members.indices.map { column($0, topics, &builder) }
        var again = try open()
        while try again.next(), again.fields[0].place < header.place {}
        while try again.next() {
            if let fault = fault(in: again) {
                builder.report(fault, at: again.stray ?? again.fields[0].place)
            }
            guard isFigures(again) else { continue }
            builder.countRow()
            if let handle = topics.handles[topic(again)] { read(again, handle, columns, into: &builder) }
        }
    }

    private func announceDimensions(to builder: inout TableBuilder) {
        let keys = builder.codebook.keys
        if let title = header.regionTitle, let name = keys.regionName.first {
            _ = builder.column(header: name, at: title.place)
        }
        if let title = header.periodTitle, let name = keys.period.first {
            _ = builder.column(header: name, at: title.place)
        }
        for (_, title) in header.dimensionTitles.sorted(by: { $0.key < $1.key }) {
            _ = builder.column(header: title.text, at: title.place)
        }
    }

    private func topics(of records: inout CSVRecords, in builder: inout TableBuilder) throws -> Topics {
        var topics = Topics(codes: Array(repeating: nil, count: header.members.count))
        while try records.next() {
            guard fault(in: records) == nil, isFigures(records) else { continue }
            let topic = topic(records)
            if topics.handles[topic] == nil {
                let place = records.fields[header.leads.firstIndex(of: .topic) ?? 0].place
                topics.handles[topic] = builder.column(header: topic.title, unit: topic.unit, at: place)
            }
            guard builder.names.meaning(of: topic.title, unit: topic.unit) == .regionCode else { continue }
            for position in topics.codes.indices where topics.codes[position] == nil {
                let field = records.fields[header.leads.count + position]
                let text = records.text(header.leads.count + position)
                if !text.isEmpty, text != "." {
                    topics.codes[position] = CSVCell(text: text, place: field.place)
                }
            }
        }
        return topics
    }

    private func topic(_ records: CSVRecords) -> CSVTopic {
        func text(_ lead: PivotHeader.Lead) -> String {
            header.leads.firstIndex(of: lead).map { records.text($0) } ?? ""
        }
        return CSVTopic(title: text(.topic), unit: text(.unit))
    }

    /// True if a record is a row of figures.
    private func isFigures(_ records: CSVRecords) -> Bool {
        records.stray == nil && records.fields.count == header.leads.count + header.members.count
            && !records.isBlank && !CSVFooter.isFooter(records)
    }

    /// The fault of a record that should be a row of figures; nil for the title of a group of topics, which
    /// stands alone.
    private func fault(in records: CSVRecords) -> ReadingFault? {
        if records.stray != nil { return .strayQuote }
        if records.fields.count == header.leads.count + header.members.count { return nil }
        let isAlone = records.fields.indices.dropFirst().allSatisfy { records.text($0).isEmpty }
        return isAlone ? nil : .fieldCount
    }

    private func column(_ position: Int, _ topics: Topics, _ builder: inout TableBuilder) -> Column {
        let member = header.members[position]
        var column = Column(categories: Array(repeating: -1, count: builder.codebook.variables.count))
        if let code = builder.keys.hasCodes ? topics.codes[position] : member.region {
            let region = builder.keys.region(code.text, at: code.place)
            if builder.keys.hasCodes, let name = member.region {
                builder.keys.name(region, Array(name.text.utf8))
            }
            column.region = region
        } else if let name = member.region {
            column.region = builder.keys.region("", at: name.place)
        }
        column.period = member.period.map { builder.keys.period($0.text, at: $0.place) }
        for (variable, cell) in member.categories {
            column.categories[variable] = builder.category(cell, of: variable) ?? -1
        }
        return column
    }

    private func read(
        _ records: CSVRecords,
        _ handle: Int,
        _ columns: [Column],
        into builder: inout TableBuilder
    ) {
        var row = Column(categories: Array(repeating: -1, count: builder.codebook.variables.count))
        for (position, lead) in header.leads.enumerated() {
            let cell = records.cell(position)
            switch lead {
            case .period: row.period = builder.keys.period(cell.text, at: cell.place)
            case .region: row.region = builder.keys.region(cell.text, at: cell.place)
            case .dimension(let variable):
                guard let category = builder.category(cell, of: variable) else { return }
                row.categories[variable] = category
            case .topic, .unit, .nothing: break
            }
        }
        for (position, column) in columns.enumerated() {
            let field = records.fields[header.leads.count + position]
            guard let region = column.region ?? row.region,
                let period = column.period ?? row.period ?? builder.keys.onlyPeriod
            else { continue }
            let categories = zip(column.categories, row.categories).map { max($0, $1) }
            let bytes = unsafe records.bytes(of: field)
            // An empty field of a joint table is a cell without units.
            if unsafe builder.isJoint && (categories.contains(-1) || bytes.unpadded.isEmpty) { continue }
            unsafe builder.cell(
                handle,
                region: region,
                period: period,
                categories: categories,
                bytes,
                at: field.place
            )
        }
    }
}

extension HeaderNames {
    /// The meaning of a column with this header and unit; nil for a topic.
    package func meaning(of header: String, unit: String) -> Meaning? {
        meaning(of: header) ?? meaning(of: "\(header) (\(unit))")
    }
}
