import Classification
import Codebook
import Statistics
import TestSupport

/// A country of random households, delivered in any form.
struct TrialCountry {
    typealias Rank = TrialCodebook.Rank

    let edition: Edition
    /// The joint counts of each region, by position.
    var counts: [[Int64]]
    private let cells = JointCells(TrialCodebook.variables)

    /// Draws households; `empty` names buurten without any.
    init(seed: UInt64, edition: Edition = TrialEdition.complete, empty: Set<String> = []) {
        self.edition = edition
        var random = SplitMix64(seed: seed)
        counts = edition.indices.map { _ in [Int64](repeating: 0, count: 350) }
        for index in edition.indices
        where edition.isLeaf(index) && !empty.contains(edition[index].code.description) {
            let households = Int.random(in: 60...900, using: &random)
            for _ in 0..<households { counts[index.position][Int.random(in: 0..<350, using: &random)] += 1 }
            for above in edition.ancestors(of: index) {
                for rank in 0..<350 { counts[above.position][rank] += counts[index.position][rank] }
            }
        }
    }

    /// The regions of these levels, in publication order; all that are published when none is named.
    func regions(_ levels: [String] = ["gemeente", "wijk", "buurt"]) -> [RegionIndex] {
        edition.indices.filter { levels.contains(edition.levels[edition[$0].level].key) }
    }

    func joint(_ levels: [String] = ["gemeente", "wijk", "buurt"], period: String = "2019") -> TrialDelivery {
        TrialDelivery(
            "joint",
            rows: regions(levels).flatMap { index in
                (0..<350).filter { counts[index.position][$0] > 0 }.map { rank in
                    row(index, period, [rank: .number(counts[index.position][rank])])
                }
            }
        )
    }

    func marginal(_ levels: [String] = ["gemeente", "wijk", "buurt"], period: String = "2019")
        -> TrialDelivery
    {
        TrialDelivery(
            "marginal",
            columns: Array(0..<23),
            rows: regions(levels).map { index in
                var values = [Int64](repeating: 0, count: 23)
                for rank in 0..<350 {
                    let count = counts[index.position][rank]
                    values[0] += count
                    values[1 + cells.category(of: 0, in: rank)] += count
                    values[11 + cells.category(of: 1, in: rank)] += count
                    values[16 + cells.category(of: 2, in: rank)] += count
                }
                return row(
                    index,
                    period,
                    Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, .number($1)) })
                )
            }
        )
    }

    func published(
        _ levels: [String] = ["gemeente", "wijk", "buurt"],
        columns: [Int] = Array(0...9),
        period: String = "2019"
    ) -> TrialDelivery {
        TrialDelivery(
            "published",
            columns: columns,
            rows: regions(levels).map { index in
                row(index, period, figures(of: counts[index.position]).filter { columns.contains($0.key) })
            }
        )
    }

    private func row(_ index: RegionIndex, _ period: String, _ values: [Int: Value]) -> TrialDelivery.Row {
        let region = edition[index]
        return .init(
            code: region.code.description,
            name: region.name.isEmpty ? nil : region.name,
            period: period,
            values: values
        )
    }

    /// The published figures of a region: rounded, and withheld under 100 households.
    private func figures(of counts: [Int64]) -> [Int: Value] {
        let units = counts.reduce(0, +)
        var figures: [Int: Value] = [Rank.units: .number(Rounding.halfUp(Int128(units), 100) * 100)]
        guard units >= 100 else {
            for rank in 1...9 { figures[rank] = .missing(.unknown) }
            return figures
        }
        func share(_ group: Int) -> Int64 {
            counts.indices.filter {
                TrialCodebook.variables[1].groups[group].categories.contains(cells.category(of: 1, in: $0))
            }
            .reduce(0) { $0 + counts[$1] }
        }
        func score(_ variables: Range<Int>) -> Int64 {
            var sum: Int64 = 0
            for rank in counts.indices {
                for variable in variables {
                    sum +=
                        counts[rank]
                        * TrialCodebook.coefficients[variable][cells.category(of: variable, in: rank)]
                }
            }
            return Rounding.halfUp(Int128(sum) * 1000, Int128(units) * 30)
        }
        for group in 0..<3 {
            figures[Rank.low + group] = .number(Rounding.halfUp(Int128(share(group)) * 1000, Int128(units)))
            figures[Rank.wealth + group] = .number(score(group..<group + 1))
        }
        figures[Rank.total] = .number(score(0..<3))
        figures[Rank.spread] = .number(1010)
        figures[Rank.deviation] = .number(870)
        return figures
    }
}
