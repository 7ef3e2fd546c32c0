import Audit
import Disclosure

/// An intruder with every release that was current, the numbers of units of all regions, the codebook and the rule, but
/// not the key: what the published figures leave open of withheld counts, by linear programmes.
struct OffsetIntruder {
    let model: OffsetModel
    /// By release, what was published of each region.
    private(set) var releases: [Release] = []

    /// Figures of one release, and the truth that they are judged by.
    struct Release {
        let country: OffsetCountry
        let outcome: OffsetOutcome
    }

    init(model: OffsetModel) { self.model = model }

    mutating func see(_ country: OffsetCountry, _ outcome: OffsetOutcome) {
        releases.append(Release(country: country, outcome: outcome))
    }

    /// The targets that are bounded tighter than they may be, by name.
    func leaks() -> [String] {
        var programme = LinearProgramme()
        var versions: [[Int]] = []
        var columns: [[Columns]] = []
        // A version of a withheld atom is one set of unknowns as long as it is not corrected.
        for (place, release) in releases.enumerated() {
            versions.append([])
            columns.append([])
            for atom in release.country.atoms.indices {
                if place > 0, release.country.atoms[atom] == releases[place - 1].country.atoms[atom] {
                    versions[place].append(versions[place - 1][atom])
                    columns[place].append(columns[place - 1][atom])
                } else {
                    versions[place].append(place)
                    columns[place].append(unknowns(of: units(release, atom), &programme))
                }
            }
        }
        tell(&programme, columns)
        let simplex = Simplex(programme)
        var leaks: [String] = []
        for (place, release) in releases.enumerated() {
            for atom in release.country.atoms.indices where versions[place][atom] == place {
                if model.countBase != nil, units(release, atom) >= model.settings.threshold {
                    leaks += small(release, atom, columns[place][atom], simplex).map { "\(place): \($0)" }
                }
                let isWished =
                    model.settings.wishes[release.country.names[atom]]?.withheld.contains(0) ?? false
                guard units(release, atom) > 0, isWished || units(release, atom) < model.settings.threshold
                else { continue }
                leaks += self.leaks(release, atom, columns[place][atom], simplex).map { "\(place): \($0)" }
                if place > 0, units(releases[place - 1], atom) < model.settings.threshold {
                    leaks += changes(place, atom, columns, simplex).map { "\(place - 1)-\(place): \($0)" }
                }
            }
        }
        return leaks
    }

    /// The unknowns of one version of one atom: the units of every group, and the sums of coefficients.
    struct Columns {
        var groups: [[Int]]
        var sums: [Int]
        var units: Int
    }

    func units(_ release: Release, _ atom: Int) -> Int {
        release.country.atoms[atom].reduce(0) { $0 + Int($1) }
    }

    private func unknowns(of units: Int, _ programme: inout LinearProgramme) -> Columns {
        var columns = Columns(groups: [], sums: [], units: units)
        for variable in model.variables {
            let groups = (0..<variable.groupCount).map { _ in programme.addUnknown(0, Double(units)) }
            programme.add(groups.map { ($0, 1) }, Double(units), Double(units))
            let sum = programme.addUnknown(-1e6, 1e6)
            func cone(_ extreme: ([Int]) -> Int) -> [(column: Int, weight: Double)] {
                [(sum, 1)]
                    + groups.enumerated().map { group, column in
                        let own = zip(variable.groups, variable.coefficients).filter { $0.0 == group }.map(
                            \.1
                        )
                        return (column, -Double(extreme(own)))
                    }
            }
            programme.add(cone { $0.min() ?? 0 }, 0, .infinity)
            programme.add(cone { $0.max() ?? 0 }, -.infinity, 0)
            columns.groups.append(groups)
            columns.sums.append(sum)
        }
        return columns
    }

    /// Adds the constraints on the unknowns that follow from the figures of all releases.
    private func tell(_ programme: inout LinearProgramme, _ columns: [[Columns]]) {
        var offsets: [String: Int] = [:]
        for (place, release) in releases.enumerated() {
            for (rank, region) in release.country.regions.enumerated() {
                guard let row = release.outcome.rowOf[rank].map({ release.outcome.rows[$0] }) else {
                    continue
                }
                for (figure, value) in row.values.sorted(by: { $0.key < $1.key }) where !figure.isSpread {
                    // A figure that says what it said before may be an old one.
                    let before = place > 0 ? published(figure, row.code, in: releases[place - 1]) : nil
                    if before == value { continue }
                    let scale = weight(figure, row.units, value.unit)
                    var terms = terms(figure, region.atoms.map { columns[place][$0] }).map {
                        ($0.0, $0.1 * scale)
                    }
                    if value.hasOffset {
                        // He is told which figures were begun anew, though nothing marks them.
                        let name = "\(row.code) \(figure) \(value.unit) \(value.turn)"
                        let offset = offsets[name] ?? programme.addUnknown(0, 1)
                        offsets[name] = offset
                        terms.append((offset, 1))
                        programme.add(terms, Double(value.value), Double(value.value) + 1)
                    } else {
                        programme.add(terms, Double(value.value) - 0.5, Double(value.value) + 0.5)
                    }
                }
            }
        }
    }

    private func published(_ figure: RowFigure, _ code: String, in release: Release) -> OffsetOutcome
        .Published?
    {
        release.outcome.rows.first { $0.code == code }?.values[figure]
    }

    private func weight(_ figure: RowFigure, _ units: Int, _ unit: Int) -> Double {
        switch figure {
        case .share where model.countBase != nil: 1 / Double(unit)
        case .share: 1000.0 / (Double(units) * Double(unit))
        default: 1000.0 / (Double(units) * Double(unit) * Double(model.scoreUnit))
        }
    }

    private func terms(_ figure: RowFigure, _ atoms: [Columns]) -> [(Int, Double)] {
        atoms.flatMap { atom -> [(Int, Double)] in
            switch figure {
            case .share(let variable, let groups):
                atom.groups[variable].enumerated().filter { groups >> UInt32($0.offset) & 1 == 1 }.map {
                    ($0.element, 1)
                }
            case .score(let rank): (rank < atom.sums.count ? [atom.sums[rank]] : atom.sums).map { ($0, 1) }
            case .deviation, .difference: []
            }
        }
    }

    /// The true counts of an atom: by variable its groups, and the sums.
    private func truth(_ release: Release, _ atom: Int) -> (groups: [[Int]], sums: [Int]) {
        var groups = model.variables.map { [Int](repeating: 0, count: $0.groupCount) }
        var sums = model.variables.map { _ in 0 }
        for (cell, count) in release.country.atoms[atom].enumerated() where count > 0 {
            var rest = cell
            for variable in model.variables.indices.reversed() {
                let category = rest % model.variables[variable].groups.count
                rest /= model.variables[variable].groups.count
                groups[variable][model.variables[variable].groups[category]] += Int(count)
                sums[variable] += Int(count) * model.variables[variable].coefficients[category]
            }
        }
        return (groups, sums)
    }

    private func leaks(_ release: Release, _ atom: Int, _ columns: Columns, _ simplex: Simplex) -> [String] {
        let truth = truth(release, atom)
        var leaks: [String] = []
        let apart = Double(model.settings.scoreInterval * model.scoreUnit * columns.units) / 1000
        for (rank, variable) in model.variables.enumerated() {
            for (group, count) in truth.groups[rank].enumerated() {
                let wanted = (
                    max(0, count - model.settings.interval),
                    min(columns.units, count + model.settings.interval)
                )
                let range = range([(columns.groups[rank][group], 1)], simplex)
                if range.0 > Double(wanted.0) + 1e-4 || range.1 < Double(wanted.1) - 1e-4 {
                    leaks.append(
                        "\(release.country.names[atom])/\(variable.key)/\(group) \(range) of \(count)"
                    )
                }
            }
            let sum = Double(truth.sums[rank])
            let least = Double(columns.units * (variable.coefficients.min() ?? 0))
            let most = Double(columns.units * (variable.coefficients.max() ?? 0))
            let range = range([(columns.sums[rank], 1)], simplex)
            if range.0 > max(least, sum - apart) + 1e-3 || range.1 < min(most, sum + apart) - 1e-3 {
                leaks.append("\(release.country.names[atom])/\(variable.key) \(range) of \(sum)")
            }
        }
        return leaks
    }

    /// The small groups of a shown region of which some small count is not possible.
    private func small(_ release: Release, _ atom: Int, _ columns: Columns, _ simplex: Simplex) -> [String] {
        let minimum = model.settings.minimum
        return truth(release, atom).groups[0].enumerated().compactMap { group, count in
            guard (1..<minimum).contains(count) else { return nil }
            let range = range([(columns.groups[0][group], 1)], simplex)
            guard range.0 > 1 + 1e-4 || range.1 < Double(minimum - 1) - 1e-4 else { return nil }
            return "\(release.country.names[atom])/\(group) \(range) of the small \(count)"
        }
    }

    /// Disclosures of an atom's change between two releases.
    private func changes(_ place: Int, _ atom: Int, _ columns: [[Columns]], _ simplex: Simplex) -> [String] {
        let (old, new) = (truth(releases[place - 1], atom), truth(releases[place], atom))
        let (before, after) = (columns[place - 1][atom], columns[place][atom])
        let interval = model.settings.interval
        var leaks: [String] = []
        for (rank, variable) in model.variables.enumerated() {
            for group in 0..<variable.groupCount {
                let (a, b) = (old.groups[rank][group], new.groups[rank][group])
                let up = max(min(interval, after.units - b), min(interval, a))
                let down = max(min(interval, b), min(interval, before.units - a))
                let range = range(
                    [(after.groups[rank][group], 1), (before.groups[rank][group], -1)],
                    simplex
                )
                if range.0 > Double(b - a - down) + 1e-4 || range.1 < Double(b - a + up) - 1e-4 {
                    leaks.append(
                        "\(releases[place].country.names[atom])/\(variable.key)/\(group) change \(range) of \(b - a)"
                    )
                }
            }
        }
        return leaks
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
