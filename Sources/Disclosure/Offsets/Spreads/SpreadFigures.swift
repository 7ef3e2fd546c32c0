/// The measures of spread of one row, in units, in the truth and in worlds.
struct SpreadFigures: Sendable {
    /// By variable and last for the total.
    let distributions: [Distribution]
    /// The units of the row.
    let units: Int
    /// Standard deviations by variable and of the total, then mean differences, in steps of the coefficients.
    let truth: [Double]

    init(_ row: OffsetRow, _ cells: [[Int32]], _ model: OffsetModel, _ places: OffsetModel.ScorePlaces) {
        units = row.counts.units
        var all: [Distribution] = []
        for variable in model.variables.indices {
            var own = Distribution(
                scores: places.scores[variable],
                counts: places.scores[variable].map { _ in 0 }
            )
            for (category, place) in places.places[variable].enumerated() {
                own.counts[place] += row.counts.categories[model.categoryBase[variable] + category]
            }
            all.append(own)
        }
        if model.isJoint, let scores = places.scores.last, let ranks = places.places.last {
            var own = Distribution(scores: scores, counts: scores.map { _ in 0 })
            for atom in row.atoms {
                for (cell, count) in cells[atom].enumerated() where count != 0 {
                    own.counts[ranks[cell]] += Int(count)
                }
            }
            all.append(own)
        }
        distributions = all
        let own = all.map { $0.spreads(row.counts.units) }
        truth = own.map(\.deviation) + own.map(\.difference)
    }

    /// The truth with some distributions changed; nil for those that are not.
    func changed(_ steps: [Int: [Int: Int]]) -> [Double?] {
        var result = [Double?](repeating: nil, count: truth.count)
        for (rank, steps) in steps {
            var own = distributions[rank]
            for (place, step) in steps { own.counts[place] += step }
            let spreads = own.spreads(units)
            result[rank] = spreads.deviation
            result[distributions.count + rank] = spreads.difference
        }
        return result
    }
}
