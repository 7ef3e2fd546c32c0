import Classification
import Codebook
import Foundation
import Publish
import Statistics

/// Facts of a table that every page asks for: worked out once, since a release never changes.
///
/// It holds a number a row, and a number a row and column of the columns that were looked at last.
final class TableFacts: Sendable {
    let table: ReleaseTable
    /// By column, its topic; nil where the codebook has none.
    let topics: [Topic?]
    let places: RegionPlaces
    private let edition: Edition?
    private let alike = Kept<Int, [Int]>(most: 6)
    private let columns = Kept<Int, [Double]>(most: 6)
    private let searched = Kept<Bool, [[UInt8]]>(most: 1)
    private let filled = Kept<Bool, [Int]>(most: 1)

    init(_ table: ReleaseTable, _ codebook: Codebook, _ edition: Edition?, _ places: RegionPlaces) {
        self.table = table
        self.places = places
        self.edition = edition
        topics = table.topics(codebook)
    }

    /// The rows of the coarsest level of which the table has more than one region; all where there is none.
    var largest: [Int] { places.largest }

    /// The columns in which some row of ``largest`` has a number.
    var filledOfLargest: [Int] {
        filled.value(true) {
            let rows = largest.lazy.map { Set(self.filled($0)) }
            return rows.reduce(into: Set<Int>()) { $0.formUnion($1) }.sorted()
        }
    }

    /// The columns in which a row has a number.
    func filled(_ row: Int) -> [Int] {
        table.numbers(row).enumerated().compactMap { $1 == nil ? nil : $0 }
    }

    /// The rows whose codes have the form of a level.
    func rows(alike level: Int) -> [Int] {
        guard let edition else { return [] }
        return alike.value(level) {
            let level = edition.levels[level]
            return table.codes.indices.filter { level.isWellFormed(RegionCode(table.codes[$0])) }
        }
    }

    /// The figures of a column by row; not a number where none is published.
    func numbers(_ column: Int) -> [Double] {
        columns.value(column) { table.codes.indices.map { table.number($0, column) ?? .nan } }
    }

    /// The rows whose name or code holds some text, in whatever case.
    func rows(holding text: String) -> [Int] {
        let lines = searched.value(true) {
            table.codes.indices.map { Self.folded(table.name($0) + "\n" + table.codes[$0]) }
        }
        let needle = Self.folded(text)
        guard let first = needle.first else { return Array(table.codes.indices) }
        return lines.indices.filter { row in
            let line = lines[row]
            guard line.count >= needle.count else { return false }
            return (0...(line.count - needle.count)).contains { place in
                line[place] == first && line[place..<(place + needle.count)].elementsEqual(needle)
            }
        }
    }

    /// Letters in lower case, an accent as one with its letter: `u` does not find `ú`.
    private static func folded(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 128 }) {
            return text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
        }
        return Array(text.lowercased().precomposedStringWithCanonicalMapping.utf8)
    }

    /// The mean of the published figures of the coarsest level, weighted by the published number of units.
    ///
    /// It is made of what everybody can read, so it tells nothing that a reader could not work out.
    func whole(_ column: Int) -> Double? {
        var (sum, weight) = (0.0, 0.0)
        for row in places.coarsest {
            guard let value = table.number(row, column), let units = table.number(row, 0), units > 0 else {
                continue
            }
            sum += value * units
            weight += units
        }
        return weight > 0 ? sum / weight : nil
    }
}

/// The regions in the rows of a table, and what the edition says of them; tables of the same regions have one.
final class RegionPlaces: Sendable {
    let codes: [String]
    /// The rows of the coarsest level of which there is more than one region; all where there is none.
    let largest: [Int]
    /// The rows of the coarsest level that there is.
    let coarsest: [Int]
    private let places: [String: Int]

    init(_ table: ReleaseTable, _ edition: Edition?) {
        codes = table.codes
        places = table.rows
        var rows: [Int: [Int]] = [:]
        if let edition {
            for (row, code) in codes.enumerated() {
                guard case .known(let index) = edition.lookUp(RegionCode(code)) else { continue }
                rows[edition[index].level, default: []].append(row)
            }
        }
        let levels = rows.keys.sorted()
        largest = levels.first { (rows[$0]?.count ?? 0) > 1 }.flatMap { rows[$0] } ?? Array(codes.indices)
        coarsest = levels.first.flatMap { rows[$0] } ?? []
    }

    /// The place of a region; nil where it has none.
    subscript(_ code: String) -> Int? { places[code] }
}

/// One column of a table, without the table.
struct ColumnOfTable: Sendable {
    private let numbers: [Double]
    private let places: RegionPlaces
    /// The mean of the coarsest level.
    let whole: Double?

    init(_ facts: TableFacts, _ column: Int) {
        numbers = facts.numbers(column)
        places = facts.places
        whole = facts.whole(column)
    }

    /// The figure of a region; nil where none is published.
    subscript(_ code: String) -> Double? {
        places[code].flatMap { numbers[$0].isNaN ? nil : numbers[$0] }
    }
}

/// A figure over the periods of a release, by region, without the tables that it stands in.
struct FigureOverYears: Sendable {
    /// The periods, rising.
    let periods: [String]
    /// By period; nil where the release has no such table or column.
    let columns: [ColumnOfTable?]

    /// The figures of a region, by period; nil where none is published.
    func values(_ code: String) -> [Double?] { columns.map { $0.flatMap { $0[code] } } }

    /// By period, the mean of the coarsest level.
    var wholes: [Double?] { columns.map { $0?.whole } }
}
