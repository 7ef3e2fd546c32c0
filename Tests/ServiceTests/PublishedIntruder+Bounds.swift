import Audit
import Classification
import Codebook
import Statistics

/// What the intruder bounds.
extension PublishedIntruder {
    func truth(_ version: Version) -> (groups: [[Int]], sums: [Int]) {
        var groups = codebook.variables.map { $0.groups.map { _ in 0 } }
        var sums = codebook.variables.map { _ in 0 }
        for (cell, count) in version.truth.enumerated() where count > 0 {
            var rest = cell
            for variable in codebook.variables.indices.reversed() {
                let size = codebook.variables[variable].categories.count
                let category = rest % size
                rest /= size
                if let group = codebook.variables[variable].groups.firstIndex(where: {
                    $0.categories.contains(category)
                }) {
                    groups[variable][group] += Int(count)
                }
                sums[variable] += Int(count) * Int(set.coefficients[variable][category])
            }
        }
        return (groups, sums)
    }

    /// The targets that are bounded more tightly than the rule asks, by name, and how many were looked at.
    func leaks() -> (leaks: [String], targets: Int) {
        let simplex = Simplex(programme)
        let rule = codebook.protection
        var leaks: [String] = []
        var targets = 0
        func look(_ name: String, _ terms: [(column: Int, weight: Double)], _ least: Double, _ most: Double) {
            targets += 1
            let range = range(terms, simplex)
            // Nothing is claimed within what a solver is exact to.
            if range.0 > least + 1e-3 || range.1 < most - 1e-3 {
                leaks.append("\(name): \(range), not \(least) to \(most)")
            }
        }
        let (interval, apart) = (
            Int(rule.interval), Double(rule.scoreInterval) / 1000 * Double(scheme.divisor) * Double(set.scale)
        )
        for (code, list) in versions.sorted(by: { $0.key < $1.key }) {
            for (rank, version) in list.enumerated() {
                let isWithheld = version.units > 0 && version.units < Int(rule.threshold)
                let own = truth(version)
                if isWithheld {
                    for (variable, groups) in own.groups.enumerated() {
                        for (group, count) in groups.enumerated() {
                            look(
                                "\(code) \(rank) \(variable)/\(group)",
                                [(version.groups[variable][group], 1)],
                                Double(max(0, count - interval)),
                                Double(min(version.units, count + interval))
                            )
                        }
                        let list = set.coefficients[variable].map { Double($0) }
                        let units = Double(version.units)
                        look(
                            "\(code) \(rank) \(variable)",
                            [(version.sums[variable], 1)],
                            max(units * (list.min() ?? 0), Double(own.sums[variable]) - apart * units),
                            min(units * (list.max() ?? 0), Double(own.sums[variable]) + apart * units)
                        )
                    }
                } else if version.units > 0 {
                    lookAtSmall(version, own.groups, code, look)
                }
                guard rank > 0, isWithheld, list[rank - 1].units < Int(rule.threshold) else { continue }
                let (before, old) = (list[rank - 1], truth(list[rank - 1]))
                for (variable, groups) in own.groups.enumerated() {
                    for (group, count) in groups.enumerated() {
                        let was = old.groups[variable][group]
                        let up = max(min(interval, version.units - count), min(interval, was))
                        let down = max(min(interval, count), min(interval, before.units - was))
                        look(
                            "\(code) change \(rank) \(variable)/\(group)",
                            [(version.groups[variable][group], 1), (before.groups[variable][group], -1)],
                            Double(count - was - down),
                            Double(count - was + up)
                        )
                    }
                }
            }
        }
        return (leaks, targets)
    }

    /// A small group that is published with others: every small number must be possible.
    private func lookAtSmall(
        _ version: Version,
        _ groups: [[Int]],
        _ code: RegionCode,
        _ look: (String, [(column: Int, weight: Double)], Double, Double) -> Void
    ) {
        let minimum = Int(codebook.protection.minimum)
        for (variable, counts) in groups.enumerated() {
            for (group, count) in counts.enumerated() where (1..<minimum).contains(count) {
                look(
                    "\(code) small \(variable)/\(group)",
                    [(version.groups[variable][group], 1)],
                    1,
                    Double(minimum - 1)
                )
            }
        }
    }

    private func range(_ terms: [(column: Int, weight: Double)], _ simplex: Simplex) -> (Double, Double) {
        func bound(_ answer: Simplex.Answer, _ open: Double, _ failed: Double) -> Double {
            switch answer {
            case .extreme(let value): value
            case .unbounded: open
            case .impossible, .failed: failed
            }
        }
        return (
            bound(simplex.least(terms), -.infinity, .infinity),
            bound(simplex.greatest(terms), .infinity, -.infinity)
        )
    }
}
