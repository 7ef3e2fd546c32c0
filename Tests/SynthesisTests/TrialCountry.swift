import Classification
import Codebook
import Statistics
import TestSupport

/// A small edition and a codebook like those that are shipped.
enum TrialCountry {
    /// The country, `gemeenten` gemeenten of ten wijken of five buurten.
    static func edition(gemeenten: Int) -> Edition {
        var entries = [TrialEdition.entry("NL00", level: 0, parent: nil)]
        for gemeente in 1000..<1000 + gemeenten {
            entries.append(TrialEdition.entry("GM\(gemeente)", level: 1, parent: "NL00"))
            for wijk in 10..<20 {
                entries.append(TrialEdition.entry("WK\(gemeente)\(wijk)", level: 2, parent: "GM\(gemeente)"))
                for buurt in 10..<15 {
                    entries.append(
                        TrialEdition.entry(
                            "BU\(gemeente)\(wijk)\(buurt)",
                            level: 3,
                            parent: "WK\(gemeente)\(wijk)"
                        )
                    )
                }
            }
        }
        return TrialEdition.of(entries, year: nil)
    }

    /// Three variables, of 10, 5 and 7 categories.
    static let codebook = TrialCodebook.sesWoa

    /// The mean score of households by joint cell, on the scale of the published table.
    static func meanScore(_ counts: [Int64]) -> Double {
        let cells = JointCells(codebook.variables)
        guard case .coefficients(let scheme) = codebook.scheme else { return .nan }
        let steps = scheme.sets[0].coefficients
        var sum: Int64 = 0
        for (rank, count) in counts.enumerated() {
            sum += count * steps.indices.reduce(0) { $0 + steps[$1][cells.category(of: $1, in: rank)] }
        }
        return Double(sum) / Double(counts.reduce(0, +)) / 30
    }
}
