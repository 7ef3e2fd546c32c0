import Classification
import Codebook
import Disclosure
import Foundation
import Kinds
import Statistics
import TestSupport
import Testing

@testable import Codebooks
@testable import Service

@Suite struct `means of areas` {
    /// The published index of areas, and then of unions of them, in that order.
    ///
    /// Areas have the regions from 0; unions behind them. A size under 30 is small.
    private func published(
        _ areas: [(size: Int64, people: Int64, index: Fraction)],
        _ unions: [[Int]]
    ) throws -> [Value] {
        let codebook = try CodebookFile.read(path: PackageFiles.codebook("kansarmoede"))
        func row(_ place: Int, _ size: Int64, _ people: Int64, _ index: Fraction) -> FiguresTable.Row {
            .init(
                region: RegionIndex(place),
                figures: RegionFigures(population: size, figures: [.count(people), .ratio(index)])
            )
        }
        let rows = unions.enumerated().map { place, members in
            let people = members.reduce(0) { $0 + areas[$1].people }
            let sum = members.reduce(Int128(0)) { sum, member in
                let area = areas[member]
                return sum + area.index.numerator * (6 / area.index.denominator) * Int128(area.people)
            }
            let size = members.reduce(0) { $0 + areas[$1].size }
            return row(areas.count + place, size, people, Fraction(sum, 6 * Int128(people)))
        }
        let table = FiguresTable(
            period: Period(year: 2021),
            status: .definitive,
            columns: [0, 4],
            rows: areas.enumerated().map { row($0, $1.size, $1.people, $1.index) } + rows
        )
        let means = unions.enumerated().map { place, members in
            WeightedMean(
                region: RegionIndex(areas.count + place),
                parts: members.map { (RegionIndex($0), areas[$0].people) }
            )
        }
        return protect(
            table,
            means: means,
            within: 0...10,
            inStepsOf: { _ in Fraction(1, 3) },
            ranges: { $0.solved() },
            with: codebook
        ).rows.map { $0.values[1] }
    }

    private func area(_ size: Int64, _ people: Int64, _ thirds: Int128) -> (Int64, Int64, Fraction) {
        (size, people, Fraction(thirds, 3))
    }

    @Test func `are published where all areas are`() throws {
        let values = try published([area(100, 100, 21), area(1000, 1000, 24)], [[0, 1]])
        #expect(values == [.number(700), .number(800), .number(791)])
    }

    @Test func `are withheld where they would give a small area away`() throws {
        let values = try published([area(5, 100, 21), area(1000, 1000, 24)], [[0, 1]])
        #expect(values == [.missing(.unknown), .number(800), .missing(.unknown)])
    }

    @Test func `are published where a small area weighs next to nothing`() throws {
        #expect(try published([area(5, 10, 21), area(9000, 9000, 24)], [[0, 1]]).last == .number(800))
    }

    @Test func `are withheld where one figure of the small area alone fits them`() throws {
        // 0.005 x 1100 / 40 either way: a range of 0.275, narrower than a third.
        #expect(try published([area(5, 40, 21), area(1060, 1060, 24)], [[0, 1]]).last == .missing(.unknown))
    }

    @Test func `are withheld where two of them together would tell`() throws {
        // The second less the first is the third small area, though neither tells of any alone.
        let small = [area(29, 40, 3), area(29, 40, 20), area(29, 40, 28)]
        let values = try published(small, [[0, 1], [0, 1, 2]])
        #expect(values[3] != .missing(.unknown))
        #expect(values[4] == .missing(.unknown))
        #expect(try published(small, [[0, 1, 2]])[3] != .missing(.unknown))
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `leave more than one figure possible of every small area, however they overlap`(seed: UInt64) throws
    {
        var random = SplitMix64(seed: seed)
        // One to three small areas, so that every world can be tried.
        var areas: [(Int64, Int64, Fraction)] = []
        repeat {
            areas = (0..<6).map { _ in
                area(
                    Bool.random(using: &random) ? 5 : 500,
                    .random(in: 1...60, using: &random),
                    Int128(Int.random(in: 0...30, using: &random))
                )
            }
        } while !(1...3).contains(areas.count { $0.0 < 30 })
        let unions = (0..<5).map { _ in areas.indices.filter { _ in Bool.random(using: &random) } }.filter {
            !$0.isEmpty
        }
        let values = try published(areas, unions)
        let small = areas.indices.filter { areas[$0].0 < 30 }
        // Every world of thirds, as an outsider would try them all.
        var possible = small.map { _ in Set<Int128>() }
        var world = small.map { _ in Int128(0) }
        while true {
            let index = { (place: Int) -> Int128 in
                small.firstIndex(of: place).map { world[$0] } ?? areas[place].2.numerator
            }
            let fits = unions.enumerated().allSatisfy { rank, members in
                guard case .number(let published) = values[areas.count + rank] else { return true }
                let people = members.reduce(Int128(0)) { $0 + Int128(areas[$1].1) }
                let sum = members.reduce(Int128(0)) { $0 + index($1) * Int128(areas[$1].1) }
                return Rounding.halfUp(sum * 100, 3 * people) == published
            }
            if fits { for (place, value) in world.enumerated() { possible[place].insert(value) } }
            var digit = 0
            while digit < world.count, world[digit] == 30 {
                world[digit] = 0
                digit += 1
            }
            guard digit < world.count else { break }
            world[digit] += 1
        }
        #expect(possible.allSatisfy { $0.count > 1 }, "\(possible.map(\.count)) \(areas) \(unions) \(values)")
    }
}
