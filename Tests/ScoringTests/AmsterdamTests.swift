import Codebook
import Foundation
import Scoring
import Statistics
import TestSupport
import Testing

/// The published figures of Amsterdam, 2019, where they stand beside the project.
@Suite(.enabled(if: PackageFiles.hasShared("data/statline-csv")))
struct `the published figures of Amsterdam` {
    private struct Row {
        let code: String
        let households: Double
        let shares: [Double]
        let score: Double
    }

    /// The rows that are published.
    private func rows() throws -> [Row] {
        let path = PackageFiles.shared(
            "data/statline-csv/SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv"
        )
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let cells = line.split(separator: ";").map { $0.trimmingCharacters(in: ["\"", " "]) }
            let numbers = cells.dropFirst(3).map { Double($0) }
            guard let households = numbers[0], let score = numbers[4] else { return nil }
            return Row(
                code: cells[2],
                households: households,
                shares: numbers[1...3].compactMap(\.self),
                score: score
            )
        }
    }

    @Test func `lie within what the coefficients and the divisor allow`() throws {
        let codebook = TrialCodebook.sesWoa
        let scheme = try #require(codebook.coefficientScheme)
        let set = scheme.sets[0]
        let unit = Double(set.scale) * Double(scheme.divisor)
        // The least and the greatest mean that the coefficients allow, given the shares of education.
        func bound(_ shares: [Double], _ extreme: ([Int64]) -> Int64?) -> Double {
            let education = zip(codebook.variables[1].groups, shares).reduce(0.0) { sum, entry in
                sum + Double(extreme(Array(set.coefficients[1][entry.0.categories])) ?? 0) * entry.1 / 100
            }
            let others = [0, 2].reduce(0.0) { $0 + Double(extreme(set.coefficients[$1]) ?? 0) }
            return (education + others) / unit
        }
        let rows = try rows()
        try #require(rows.count > 100)
        for row in rows {
            let bounds = bound(row.shares) { $0.min() } - 0.01...bound(row.shares) { $0.max() } + 0.01
            #expect(bounds.contains(row.score), "\(row.code)")
        }
    }

    @Test func `add up as means over households do`() throws {
        let rows = try rows()
        let gemeente = try #require(rows.first { $0.code.hasPrefix("GM") })
        for level in ["WK", "BU"] {
            let parts = rows.filter { $0.code.hasPrefix(level) }
            let households = parts.reduce(0) { $0 + $1.households }
            let mean = parts.reduce(0) { $0 + $1.households * $1.score } / households
            #expect(abs(mean - gemeente.score) < 0.005)
        }
    }
}
