import Audit
import Classification
import Codebook
import Statistics

/// Bounds by the intruder.
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

    /// Something withheld, or shown with others: the parts that it is of, as they were in one release.
    struct Whole {
        let name: String
        let versions: [Version]
        /// The rest of the shown leaf, which can take from the whole or give to it; nil where the leaf is withheld.
        var rest: Version?
        var units: Int { versions.reduce(0) { $0 + $1.units } }
    }

    /// The version of a part that a release was of.
    private func version(_ part: Part, _ place: Int) -> Version? {
        versions[part]?.last { $0.first <= place }
    }

    /// The parts that were inhabited in a release.
    private func inhabited(_ place: Int, _ isOf: (Part) -> Bool) -> [Part] {
        versions.keys.sorted().filter { isOf($0) && (version($0, place)?.units ?? 0) > 0 }
    }

    /// Withheld wholes of a release: leaves, their parts, postcodes, small parts of shown leaves; and the leaves
    /// and postcodes that are shown.
    func wholes(_ place: Int) -> (withheld: [Whole], shown: [Whole]) {
        let threshold = Int(codebook.protection.threshold)
        var all: (withheld: [Whole], shown: [Whole]) = ([], [])
        func whole(_ name: String, _ parts: [Part], rest: Version? = nil) -> Whole {
            Whole(name: name, versions: parts.compactMap { version($0, place) }, rest: rest)
        }
        func add(_ own: Whole) {
            if own.units < threshold { all.withheld.append(own) } else { all.shown.append(own) }
        }
        for leaf in leaves.map({ edition[$0].code }).sorted() {
            let parts = inhabited(place) { $0.region == leaf }
            guard !parts.isEmpty else { continue }
            let own = whole("\(leaf)", parts)
            add(own)
            guard parts.count > 1 else { continue }
            for part in parts {
                let name = "\(leaf)/\(part.postcode ?? 0)"
                // Each version has unknowns of its own.
                let rest = own.versions.filter { $0.groups != version(part, place)?.groups }
                let small = whole(name, [part], rest: rest.max { $0.units < $1.units })
                if own.units < threshold {
                    all.withheld.append(whole(name, [part]))
                } else if small.units < threshold {
                    all.withheld.append(small)
                }
            }
        }
        for postcode in Set(versions.keys.compactMap(\.postcode)).sorted() {
            let parts = inhabited(place) { $0.postcode == postcode }
            if !parts.isEmpty { add(whole("\(Edition.postcodePrefix)\(postcode)", parts)) }
        }
        return all
    }

    /// True counts of a whole.
    func truth(_ whole: Whole) -> (groups: [[Int]], sums: [Int]) {
        whole.versions.map(truth).reduce(
            (codebook.variables.map { $0.groups.map { _ in 0 } }, codebook.variables.map { _ in 0 })
        ) { sum, own in
            (
                zip(sum.0, own.groups).map { zip($0, $1).map { $0 + $1 } },
                zip(sum.1, own.sums).map { $0 + $1 }
            )
        }
    }

    func terms(_ whole: Whole, _ variable: Int, _ group: Int) -> [(column: Int, weight: Double)] {
        whole.versions.map { ($0.groups[variable][group], 1) }
    }

    /// How many units fewer and more of a group must be possible.
    ///
    /// Of a part of a shown leaf, as many as the largest other part can take or give.
    func ends(_ whole: Whole, _ variable: Int, _ group: Int) -> (down: Int, up: Int) {
        let interval = Int(codebook.protection.interval)
        let count = truth(whole).groups[variable][group]
        let (down, up) = (min(interval, count), min(interval, whole.units - count))
        guard let rest = whole.rest else { return (down, up) }
        let other = truth(rest).groups[variable][group]
        return (min(down, rest.units - other), min(up, other))
    }

    /// The targets that were looked at.
    struct Findings {
        /// The targets that are bounded more tightly than the rule asks, by name.
        var leaks: [String] = []
        /// How many there are.
        var targets = 0
        /// The width of the narrowest interval, in widths of what the rule asks.
        var narrowest = Double.infinity
    }

    /// Bounds everything that is withheld.
    func findings() -> Findings {
        let simplex = Simplex(programme)
        let rule = codebook.protection
        var findings = Findings()
        var before: [Whole] = []
        func look(_ name: String, _ terms: [(column: Int, weight: Double)], _ least: Double, _ most: Double) {
            findings.targets += 1
            let range = range(terms, simplex)
            if most > least {
                findings.narrowest = min(findings.narrowest, (range.1 - range.0) / (most - least))
            }
            // Nothing is claimed within what a solver is exact to.
            if range.0 > least + 1e-3 || range.1 < most - 1e-3 {
                findings.leaks.append("\(name): \(range), not \(least) to \(most)")
            }
        }
        let apart = Double(rule.scoreInterval) / 1000 * Double(scheme.divisor) * Double(set.scale)
        for place in releases.indices {
            let (withheld, shown) = wholes(place)
            func isNew(_ whole: Whole) -> Bool { whole.versions.contains { $0.first == place } }
            for whole in withheld where isNew(whole) {
                let own = truth(whole)
                let old = before.first { $0.name == whole.name && ($0.rest == nil) == (whole.rest == nil) }
                for (variable, groups) in own.groups.enumerated() {
                    for (group, count) in groups.enumerated() {
                        let (down, up) = ends(whole, variable, group)
                        let terms = terms(whole, variable, group)
                        look(
                            "\(whole.name) \(place) \(variable)/\(group)",
                            terms,
                            Double(count - down),
                            Double(count + up)
                        )
                        guard let old else { continue }
                        let was = truth(old).groups[variable][group]
                        let then = ends(old, variable, group)
                        look(
                            "\(whole.name) change \(place) \(variable)/\(group)",
                            difference(terms, self.terms(old, variable, group)),
                            Double(count - was - max(down, then.up)),
                            Double(count - was + max(up, then.down))
                        )
                    }
                    // What the rest of a shown leaf lets the sum of a part be is no whole number of units.
                    guard whole.rest == nil else { continue }
                    let list = set.coefficients[variable].map { Double($0) }
                    let units = Double(whole.units)
                    look(
                        "\(whole.name) \(place) \(variable)",
                        whole.versions.map { ($0.sums[variable], 1) },
                        max(units * (list.min() ?? 0), Double(own.sums[variable]) - apart * units),
                        min(units * (list.max() ?? 0), Double(own.sums[variable]) + apart * units)
                    )
                }
            }
            for whole in shown where isNew(whole) { lookAtSmall(whole, look) }
            before = withheld
        }
        return findings
    }

    private func difference(_ terms: [(column: Int, weight: Double)], _ old: [(column: Int, weight: Double)])
        -> [(column: Int, weight: Double)]
    {
        var weights: [Int: Double] = [:]
        for term in terms { weights[term.column, default: 0] += term.weight }
        for term in old { weights[term.column, default: 0] -= term.weight }
        return weights.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { ($0.key, $0.value) }
    }

    /// A small group that is published with others: every small number must be possible.
    private func lookAtSmall(
        _ whole: Whole,
        _ look: (String, [(column: Int, weight: Double)], Double, Double) -> Void
    ) {
        let minimum = Int(codebook.protection.minimum)
        for (variable, counts) in truth(whole).groups.enumerated() {
            for (group, count) in counts.enumerated() where (1..<minimum).contains(count) {
                look(
                    "\(whole.name) small \(variable)/\(group)",
                    terms(whole, variable, group),
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
