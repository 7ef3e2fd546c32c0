import Classification
import Codebook
import Foundation
import Ingest
import Statistics
import Testing

@testable import Disclosure

@Suite struct `means of areas` {
    private func published(_ areas: [(size: Int64, people: Int64, index: Int128)], step: Int64? = nil) throws
        -> [Value]
    {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        let codebook = try CodebookFile.read(path: url.path + "/etc/datasets/kansarmoede.yaml")
        let people = areas.reduce(0) { $0 + $1.people }
        let sum = areas.reduce(Int128(0)) { $0 + $1.index * Int128($1.people) }
        func row(_ place: Int, _ size: Int64, _ people: Int64, _ index: Fraction) -> FiguresTable.Row {
            .init(
                region: RegionIndex(place),
                figures: RegionFigures(population: size, figures: [.count(people), .ratio(index)])
            )
        }
        let table = FiguresTable(
            period: Period(year: 2021),
            status: .definitive,
            columns: [0, 4],
            rows: [row(0, 9999, people, Fraction(sum, Int128(people)))]
                + areas.enumerated().map { row($0 + 1, $1.size, $1.people, Fraction($1.index, 1)) }
        )
        let mean = WeightedMean(
            region: RegionIndex(0),
            parts: areas.enumerated().map { (RegionIndex($0 + 1), $1.people) }
        )
        return protect(table, means: [mean], within: 0...10, with: codebook).rows.map { $0.values[1] }
    }

    @Test func `are published where all areas are`() throws {
        #expect(
            try published([(100, 100, 7), (1000, 1000, 8)]) == [.number(791), .number(700), .number(800)]
        )
    }

    @Test func `are withheld where they would give a small area away`() throws {
        #expect(
            try published([(5, 100, 7), (1000, 1000, 8)]) == [
                .missing(.unknown), .missing(.unknown), .number(800),
            ]
        )
    }

    @Test func `are published where a small area weighs next to nothing`() throws {
        #expect(try published([(5, 10, 7), (9000, 9000, 8)])[0] == .number(800))
    }
}
