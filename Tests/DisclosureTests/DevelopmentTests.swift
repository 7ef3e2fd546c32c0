import Codebook
import Statistics
import TestSupport
import Testing

@testable import Disclosure

/// The change of a score between two years, and the standard error beside it.
@Suite struct DevelopmentTests {
    private let region = RegionIndex(0)

    /// A table of one region whose total score is so many thousandths, with a standard error of 0.004.
    private func table(_ year: Int, score: Int64, _ topics: DevelopmentTopics) -> FiguresTable {
        let columns = topics.wanted.sorted()
        let figures = columns.map { rank -> Figure in
            switch topics.source.topics[rank].measure {
            case .population: .count(1000)
            case .standardError: .ratio(Fraction(4, 1000))
            default: .ratio(Fraction(Int128(score), 1000))
            }
        }
        return FiguresTable(
            period: Period(year: year),
            status: .definitive,
            columns: columns,
            rows: [.init(region: region, figures: RegionFigures(population: 1000, figures: figures))]
        )
    }

    /// Version of the region in a release by offsets: a score, in units of a hundredth.
    private func version(_ score: Int64, _ topics: DevelopmentTopics) -> SaidFigures {
        var version = OffsetVersion()
        version.columns = topics.scores
        version.values = topics.scores.map { _ in .number(score) }
        version.scoreUnit = 10
        return SaidFigures(version)
    }

    private func protected(saying score: Int64) throws -> (change: Value, error: Value) {
        var codebook = SampleCodebook.codebook
        codebook.development = DevelopmentSetting()
        let topics = try #require(DevelopmentTopics(codebook))
        let now = table(2020, score: 104, topics)
        let then = table(2019, score: 60, topics)
        let changes = protectDevelopment(
            of: now,
            since: [.previousYear: then],
            topics: topics,
            standing: [
                now.period: [region: version(score, topics)], then.period: [region: version(60, topics)],
            ]
        )
        let column = topics.column(of: 0, since: .previousYear)
        return (changes.rows[0].values[column], changes.rows[0].values[column + 1])
    }

    @Test func `by offsets the standard error does not tell whether a figure stayed as it was`() throws {
        let fresh = try protected(saying: 100)
        let kept = try protected(saying: 120)
        #expect(fresh.change == .number(40))
        #expect(kept.change == .number(60))
        #expect(fresh.error == .number(10))
        #expect(kept.error == fresh.error)
    }
}
