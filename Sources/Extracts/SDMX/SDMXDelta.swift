import Classification
import Codebook
import Disclosure
import Statistics

/// The figures of a table that are other than in an earlier one, to be applied by action.
///
/// Source: docs/formats/extracts.md, "Deltas".
package struct SDMXDelta: Sendable {
    /// The action that a consumer takes with the figures of a file; files are applied in this order.
    package enum Action: String, Sendable, CaseIterable {
        /// Figures that are not there any more.
        case delete
        /// Figures that were there, with another number or status.
        case replace
        /// Figures that were not there.
        case append

        /// The letter of the action in SDMX-CSV 2.0.
        fileprivate var letter: String {
            switch self {
            case .delete: "D"
            case .replace: "R"
            case .append: "A"
            }
        }
    }

    /// The path in a release of the file of an action.
    package static func path(_ action: Action, of name: String) -> String {
        "\(ExtractFormat.sdmxCSV.folder)/delta/\(name)_\(action.rawValue).csv"
    }

    /// The media type of its files.
    package static let mediaType = "application/vnd.sdmx.data+csv; version=2.0.0"

    /// One figure: where it stands, and what follows behind the period.
    private struct Figure: Hashable {
        var region: String
        var topic: String
        var text: [UInt8]
    }

    private var figures: [Action: [Figure]] = [:]
    private let table: ExtractTable

    /// Compares a table with what it was.
    ///
    /// - Parameters:
    ///   - table: The table as it is now.
    ///   - earlier: The table as it was, of the same edition; nil where that is not known, and then everything of
    ///     the period is deleted and appended.
    package init(_ table: ExtractTable, since earlier: ExtractTable?) {
        self.table = table
        guard let earlier else {
            figures[.delete] = [Figure(region: "", topic: "", text: [])]
            figures[.append] = Self.figures(table, among: nil).flatMap(\.1)
            return
        }
        let sameColumns = table.filled.map(\.key) == earlier.filled.map(\.key)
        let among = sameColumns ? table.rows.changedRegions(from: earlier.rows) : nil
        let new = Self.figures(table, among: among)
        let old = Self.figures(earlier, among: among)
        let before = Dictionary(
            uniqueKeysWithValues: old.flatMap(\.1).map { ([$0.region, $0.topic], $0.text) }
        )
        let now = Set(new.flatMap(\.1).map { [$0.region, $0.topic] })
        for figure in new.flatMap(\.1) {
            guard let text = before[[figure.region, figure.topic]] else {
                figures[.append, default: []].append(figure)
                continue
            }
            if text != figure.text { figures[.replace, default: []].append(figure) }
        }
        for figure in old.flatMap(\.1) where !now.contains([figure.region, figure.topic]) {
            figures[.delete, default: []].append(figure)
        }
    }

    /// The actions that have figures, in the order in which they are applied.
    package var actions: [Action] { Action.allCases.filter { !(figures[$0] ?? []).isEmpty } }

    /// The number of figures of an action.
    package func count(_ action: Action) -> Int { figures[action]?.count ?? 0 }

    /// Writes the file of an action.
    package func write(_ action: Action, to output: inout Output) throws {
        let names = SDMXNames(table.codebook)
        let header = ["STRUCTURE", "STRUCTURE_ID", "ACTION"] + SDMXNames.columns
        output.bytes.append(contentsOf: Array((header.joined(separator: ",") + "\n").utf8))
        let (frequency, period) = (table.period.frequency, table.period.observational)
        for figure in figures[action] ?? [] {
            output.bytes.append(
                contentsOf: Array("dataflow,\(names.dataflow),\(action.letter),\(frequency),".utf8)
            )
            output.bytes.append(field: figure.region)
            output.bytes.append(contentsOf: Array(",\(figure.topic),\(period),".utf8))
            // What is deleted is told by its key alone.
            output.bytes.append(contentsOf: action == .delete ? Array(",,,".utf8) : figure.text)
            output.bytes.append(10)
            try output.endRow()
        }
    }

    /// The figures of a table by region, in order; of these regions alone where they are named.
    private static func figures(_ table: ExtractTable, among regions: Set<Int32>?) -> [(Int32, [Figure])] {
        let ends = FigureStatus.allCases.map { status in
            Array(",\(status.observation(table.status)),\(status.confidentiality),\(status.key)".utf8)
        }
        var figures: [(Int32, [Figure])] = []
        table.forEach { region, values, statuses in
            let position = Int32(region.position)
            guard regions?.contains(position) ?? true else { return }
            let code = table.edition[region].code.description
            let row = table.columns.map { column in
                var text: [UInt8] = []
                if case .number(let number) = values[column] {
                    text.append(number, decimals: table.topics[column].decimals, width: 0)
                }
                text += ends[Int(statuses[column].rawValue)]
                return Figure(region: code, topic: table.topics[column].key, text: text)
            }
            figures.append((position, row))
        }
        return figures
    }
}
