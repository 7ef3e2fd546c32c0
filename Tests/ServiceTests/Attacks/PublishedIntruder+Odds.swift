import Audit
import Classification
import Codebook
import Foundation
import Statistics

/// Inferences by the intruder from the law of offsets.
extension PublishedIntruder {
    /// By target, how likely the likeliest counts are with which it lies at the end of its interval, against the truth.
    ///
    /// Targets are the withheld counts of the first release. An offset is as likely anywhere between none and a unit, so a
    /// figure that is `d` units off is published with the odds `1 - |d|`.
    ///
    /// Beside it the same against the likeliest counts of all, which is what whoever does not know the truth compares with.
    func odds() -> [(ofTruth: Double, ofBest: Double)] {
        var base = programme
        var logs: [Int] = []
        var differences: [[(column: Int, weight: Double)]] = []
        for (terms, shown) in zip(windows, published) {
            let log = base.addUnknown(-10, 0)
            logs.append(log)
            differences.append(terms)
            for point in [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] {
                // The tangent of log(1 - d) at the point, for either sign of d.
                let start = Foundation.log(1 - point) + point / (1 - point)
                for sign in [1.0, -1.0] {
                    base.add(
                        [(log, 1)] + terms.map { ($0.column, sign * $0.weight / (1 - point)) },
                        -.infinity,
                        start + sign * shown / (1 - point)
                    )
                }
            }
        }
        let real = zip(differences, published).reduce(0.0) { sum, each in
            sum + Foundation.log(max(1e-9, 1 - abs(value(each.0) - each.1)))
        }
        func logarithm(_ simplex: Simplex) -> Double? {
            guard case .extreme = simplex.greatest(logs.map { ($0, 1) }) else { return nil }
            return zip(differences, published).reduce(0.0) { sum, each in
                let at = each.0.reduce(0.0) { $0 + simplex.value(of: $1.column) * $1.weight }
                return sum + Foundation.log(max(1e-9, 1 - abs(at - each.1)))
            }
        }
        let best = logarithm(Simplex(base)) ?? 0
        var odds: [(ofTruth: Double, ofBest: Double)] = []
        for whole in wholes(0).withheld {
            for (variable, groups) in truth(whole).groups.enumerated() {
                for (group, count) in groups.enumerated() {
                    let (down, up) = ends(whole, variable, group)
                    for end in [count - down, count + up] where end != count {
                        var world = base
                        world.add(
                            terms(whole, variable, group),
                            end < count ? 0 : Double(end),
                            end < count ? Double(end) : .infinity
                        )
                        let own = logarithm(Simplex(world))
                        odds.append((own.map { exp($0 - real) } ?? 0, own.map { exp($0 - best) } ?? 0))
                    }
                }
            }
        }
        return odds
    }

    /// A figure in units, by the true counts of the first release.
    private func value(_ terms: [(column: Int, weight: Double)]) -> Double {
        var known: [Int: Double] = [:]
        for list in versions.values {
            guard let version = list.first else { continue }
            let own = truth(version)
            for (columns, counts) in zip(version.groups, own.groups) {
                for (column, count) in zip(columns, counts) { known[column] = Double(count) }
            }
            for (column, sum) in zip(version.sums, own.sums) { known[column] = Double(sum) }
        }
        return terms.reduce(0) { $0 + (known[$1.column] ?? 0) * $1.weight }
    }
}
