import Codebook
import Statistics

/// The headers of a table with topics as rows: the leading fields of each row, and the keys of each column.
///
/// StatLine writes the title of a dimension on a line of its own, and its members on the next. The line of
/// the last dimension also names the leading fields of the rows: the topic, its unit, and perhaps the period.
struct PivotHeader: Hashable, Sendable {
    /// The meaning of a leading field.
    enum Lead: Hashable, Sendable {
        case topic, unit, period, region, nothing
        /// A variable of the joint form, by its rank.
        case dimension(Int)
    }

    /// The keys of a column of figures.
    struct Member: Hashable, Sendable {
        /// The region by its name, or its code.
        package var region: CSVCell?
        /// The period.
        package var period: CSVCell?
        /// The categories, by the rank of their variable.
        package var categories: [Int: CSVCell] = [:]
    }

    /// The leading fields of each row.
    private(set) var leads: [Lead] = []
    /// The columns of figures behind them.
    private(set) var members: [Member] = []
    /// The place of the row of the last members.
    let place: Place
    /// The header of the regions, if there is one.
    private(set) var regionTitle: CSVCell?
    /// The header of the periods, if there is one.
    private(set) var periodTitle: CSVCell?
    /// The headers of variables, by their rank.
    private(set) var dimensionTitles: [Int: CSVCell] = [:]

    private static let topicLabels: Set<String> = [
        "onderwerp", "onderwerpen", "topic", "topics", "subject", "subjects",
    ]
    private static let unitLabels: Set<String> = ["", "eenheid", "unit", "units"]

    /// True if a record names the column of topics.
    static func isTopicLabel(_ record: [CSVCell]) -> Bool {
        record.prefix(4).contains { topicLabels.contains(HeaderNames.normal($0.text)) }
    }

    /// Reads the headers.
    ///
    /// - Parameters:
    ///   - labels: The records above the last one.
    ///   - last: The record that names the leading fields.
    ///   - names: The names that the codebook knows.
    init(labels: [[CSVCell]], members last: [CSVCell], names: HeaderNames) {
        place = last[0].place
        var dimension: HeaderNames.Meaning?
        var pending = false
        var rows: [(HeaderNames.Meaning?, [CSVCell])] = []
        var first: Int?
        for record in labels {
            guard let start = record.firstIndex(where: { !$0.text.isEmpty }) else { continue }
            let meaning = names.meaning(of: record[start].text)
            if let meaning {
                note(meaning, record[start])
                dimension = meaning
                let filled = record[(start + 1)...].contains { !$0.text.isEmpty }
                // The members may be on the line of their title.
                pending = !filled
                if filled { rows.append((meaning, record)) }
                first = max(first ?? 0, filled ? start + 1 : start)
            } else if pending {
                rows.append((dimension, record))
                pending = false
            }
        }
        let width = last.count
        let boundary = first ?? Self.boundary(of: last, names: names)
        for (position, cell) in last.prefix(boundary).enumerated() {
            leads.append(lead(cell, position: position, names: names))
        }
        rows.append((pending ? dimension : nil, last))
        members = Array(repeating: Member(), count: max(0, width - boundary))
        for (meaning, record) in rows { fill(meaning, record, from: boundary) }
    }

    private mutating func note(_ meaning: HeaderNames.Meaning, _ title: CSVCell) {
        switch meaning {
        case .period: periodTitle = title
        case .region, .regionCode, .regionName: regionTitle = title
        case .dimension(let variable): dimensionTitles[variable] = title
        case .variable, .category, .ignored: break
        }
    }

    private mutating func lead(_ cell: CSVCell, position: Int, names: HeaderNames) -> Lead {
        let label = HeaderNames.normal(cell.text)
        if Self.topicLabels.contains(label) { return .topic }
        let meaning = names.meaning(of: cell.text)
        if let meaning { note(meaning, cell) }
        switch meaning {
        case .period: return .period
        case .region, .regionCode, .regionName: return .region
        case .dimension(let variable): return .dimension(variable)
        case .variable, .category, .ignored, nil: return Self.unitLabels.contains(label) ? .unit : .nothing
        }
    }

    /// The first column of figures, if no title of a dimension marks it.
    private static func boundary(of last: [CSVCell], names: HeaderNames) -> Int {
        last.firstIndex {
            let label = HeaderNames.normal($0.text)
            return !topicLabels.contains(label) && !unitLabels.contains(label)
                && names.meaning(of: $0.text) == nil
        } ?? last.count
    }

    /// Gives the columns their members; an empty field repeats the one before it.
    private mutating func fill(_ meaning: HeaderNames.Meaning?, _ record: [CSVCell], from boundary: Int) {
        var cells = Array(record.dropFirst(boundary))
        for position in cells.indices.dropFirst() where cells[position].text.isEmpty {
            cells[position] = cells[position - 1]
        }
        if case .dimension(let variable) = meaning {
            for (position, cell) in cells.enumerated() where position < members.count {
                members[position].categories[variable] = cell
            }
            return
        }
        let arePeriods: Bool
        switch meaning {
        case .period: arePeriods = true
        case .region, .regionCode, .regionName: arePeriods = false
        case .dimension, .variable, .category, .ignored: return
        case nil:
            arePeriods =
                !cells.isEmpty
                && cells.allSatisfy { ParsedPeriod(delivered: $0.text, place: place).period != nil }
        }
        for (position, cell) in cells.enumerated() where position < members.count {
            if arePeriods { members[position].period = cell } else { members[position].region = cell }
        }
        if arePeriods, periodTitle == nil { periodTitle = cells.first }
        if !arePeriods, regionTitle == nil { regionTitle = cells.first }
    }
}
