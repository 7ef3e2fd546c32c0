import Codebook
import Scoring
import Statistics
import Testing

/// The figures of one region, to be asked for by what they measure.
struct Measured {
    let codebook: Codebook
    let columns: [Int]
    let figures: RegionFigures

    init(_ codebook: Codebook, _ layout: Form.Layout, _ counts: [Int64], year: Int = 2019) throws {
        let scorer = try #require(
            Scorer(codebook: codebook, form: codebook.form(layout), period: Period(year: year))
        )
        self.codebook = codebook
        columns = scorer.columns
        figures = scorer.figures(of: counts)
    }

    subscript(measure: Measure) -> Figure {
        guard let rank = codebook.topicRank(of: measure), let column = columns.firstIndex(of: rank) else {
            fatalError("no such column")
        }
        return figures.figures[column]
    }
}

extension Figure {
    /// The ratio, for a figure that is one.
    var ratio: Fraction? { if case .ratio(let ratio) = self { ratio } else { nil } }

    /// The square, for a figure that is a root.
    var square: Fraction? { if case .root(let square) = self { square } else { nil } }

    /// The figure in thousandths, rounded as it would be published.
    var thousandths: Int64? {
        switch self {
        case .ratio(let ratio): Rounding.halfUp(ratio.numerator * 1000, ratio.denominator)
        case .root(let square): Rounding.halfUpRoot(of: square, times: 1000)
        case .count, .delivered, .unavailable: nil
        }
    }
}

extension Fraction {
    /// Whether two ratios are the same number.
    func equals(_ other: Self) -> Bool {
        numerator * other.denominator == other.numerator * denominator
    }
}
