import Classification
import Codebook
import Disclosure
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Audit
@testable import Codebooks

/// Releases of one wijk of buurten, made by the primary rule alone from counts that are known here.
@Suite struct `attacks on a small release` {
    private struct Trial {
        let edition: Edition
        /// By position: the units and the units of every group.
        var counts: [[[Int64]]]
        let table: PublishedTable
    }

    private let codebook: Codebook

    /// Takes the shipped data set of ten published groups, as it is published by the threshold alone.
    init() throws {
        var shipped = try CodebookFile.read(path: PackageFiles.codebook("ses-woa"))
        shipped.protection.method = .threshold
        codebook = shipped
    }

    /// Publishes a gemeente of one wijk whose buurten have these units in the groups of every variable.
    private func trial(_ own: [[[Int64]]]) throws -> Trial {
        var entries: [Edition.Entry] = []
        func add(_ code: String, _ level: Int, _ parent: String?) {
            entries.append(TrialEdition.entry(code, "", level: level, parent: parent, trust: .none))
        }
        add("GM1001", 0, nil)
        add("WK100100", 1, "GM1001")
        for number in own.indices { add("BU100100\(10 + number)", 2, "WK100100") }
        let edition = TrialEdition.of(entries, year: nil, levels: TrialEdition.levelsBelowLand)
        let sum = codebook.variables.indices.map { variable in
            codebook.variables[variable].groups.indices.map { group in
                own.reduce(Int64(0)) { $0 + $1[variable][group] }
            }
        }
        let counts = [sum, sum] + own
        let columns = codebook.topics.indices.filter {
            switch codebook.topics[$0].measure {
            case .population, .share: true
            default: false
            }
        }
        let rows = counts.enumerated().map { position, groups in
            let units = groups[0].reduce(0, +)
            let figures = columns.map { rank -> Figure in
                guard case .share(let variable, let group) = codebook.topics[rank].measure else {
                    return .count(units)
                }
                return units == 0
                    ? .unavailable : .ratio(Fraction(Int128(groups[variable][group]), Int128(units)))
            }
            return FiguresTable.Row(
                region: RegionIndex(position),
                figures: RegionFigures(population: units, figures: figures)
            )
        }
        let figures = FiguresTable(
            period: Period(year: 2019),
            status: .definitive,
            columns: columns,
            rows: rows
        )
        let published = protect(figures, with: codebook)
        let table = PublishedTable(
            period: figures.period,
            columns: published.columns,
            values: published.rows.map { ($0.region, $0.values) },
            codebook: codebook,
            edition: edition
        )
        return Trial(edition: edition, counts: counts, table: table)
    }

    /// Units drawn into the groups of every variable.
    private func drawn(_ units: Int64, _ random: inout SplitMix64) -> [[Int64]] {
        codebook.variables.map { variable in
            var left = units
            var groups = variable.groups.dropLast().map { _ in
                let count = Int64.random(in: 0...left, using: &random)
                left -= count
                return count
            }
            groups.append(left)
            return groups
        }
    }

    private func random(seed: UInt64) throws -> Trial {
        var random = SplitMix64(seed: seed)
        return try trial((0..<6).map { _ in drawn(Int64.random(in: 5...700, using: &random), &random) })
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `what is true is never ruled out, by the sieve or by programmes`(seed: UInt64) throws {
        let trial = try random(seed: seed)
        let sieved = ScreenedTable(trial.table)
        #expect(sieved.holds)
        for region in trial.edition.indices where trial.table.isShown(region) {
            let truth = trial.counts[region.position]
            #expect(sieved.candidates(region).contains(truth[0].reduce(0, +)))
        }
        for breadth in AttackScope.Breadth.allCases {
            for scope in AttackScope.all(of: trial.table, breadth: breadth) {
                guard case .exposed(let exposures) = Attack(sieved).run(scope) else {
                    Issue.record("a true table is impossible")
                    continue
                }
                #expect(exposures.map(\.region) == scope.targets)
                for exposure in exposures {
                    let truth = trial.counts[exposure.region.position]
                    let units = truth[0].reduce(0, +)
                    #expect(exposure.units.lower <= units && units <= exposure.units.upper)
                    for (ranges, counts) in zip(exposure.groups, truth) {
                        for (range, count) in zip(ranges, counts) {
                            #expect(range.lower <= count && count <= range.upper)
                        }
                    }
                }
            }
        }
    }

    @Test func `percentages with a decimal give the counts of regions under 450 away`() throws {
        var random = SplitMix64(seed: 4)
        let units = (0..<60).map { _ in Int64.random(in: 100..<450, using: &random) }
        let trial = try trial(units.map { drawn($0, &random) })
        let sieved = ScreenedTable(trial.table)
        var found = 0
        for (place, count) in units.enumerated() {
            let region = RegionIndex(place + 2)
            guard sieved.candidates(region) == [count] else { continue }
            found += 1
            for (variable, groups) in trial.counts[region.position].enumerated() {
                for (group, truth) in groups.enumerated() {
                    let range = sieved.range(.group(variable: variable, group: group), of: region)
                    #expect(range == WholeRange(truth, truth))
                }
            }
        }
        // About one in fifty has a second number of units that fits.
        #expect(found >= 54)
    }

    @Test func `a withheld buurt whose wijk and sibling are known is found again`() throws {
        var random = SplitMix64(seed: 11)
        var told = 0
        for _ in 0..<10 {
            let trial = try trial([drawn(250, &random), drawn(90, &random)])
            let sieved = ScreenedTable(trial.table)
            let scope = try #require(AttackScope.all(of: trial.table, breadth: .wide).first)
            guard case .exposed(let exposures) = Attack(sieved).run(scope) else {
                Issue.record("a true table is impossible")
                continue
            }
            let exposure = try #require(exposures.first)
            if exposure.units == WholeRange(90, 90), exposure.tightest == 0 { told += 1 }
        }
        #expect(told >= 8)
    }
}
