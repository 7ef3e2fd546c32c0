import Audit
import Classification
import Codebook
import Foundation
import Statistics

/// An intruder with the files of every release that was current, the codebook, all numbers of units and what was corrected
/// when, but not the key: what published figures leave open, by linear programmes over all releases.
///
/// It knows protection by what is written of it: which figures have an offset, that an offset is the same in every release,
/// and that a figure that says what it said may be an old one.
struct PublishedIntruder {
    /// What the intruder holds of one release.
    struct Release {
        let table: PublishedText
        /// By leaf, the exact counts by cell; the intruder uses the units of withheld leaves only.
        let counts: [RegionCode: [Int64]]
    }

    /// The unknowns of one version of a leaf.
    struct Version {
        let units: Int
        let groups: [[Int]]
        let sums: [Int]
        let truth: [Int64]
        let first: Int
    }

    let codebook: Codebook
    let edition: Edition
    let scheme: CoefficientScheme
    let set: CoefficientSet
    private(set) var releases: [Release] = []
    /// How many releases were held back, so that nobody saw them.
    var heldBack = 0
    private(set) var programme = LinearProgramme()
    /// By leaf, its versions, the oldest first.
    private(set) var versions: [RegionCode: [Version]] = [:]
    private var offsets: [String: Int] = [:]
    private var turns: [String: Int] = [:]
    /// Of figures with offset of the first release: the terms of the figure less what is published, in units.
    private(set) var windows: [[(column: Int, weight: Double)]] = []
    private(set) var published: [Double] = []

    init?(_ country: MiniCountry) {
        codebook = country.codebook
        edition = country.edition
        guard case .coefficients(let scheme) = codebook.scheme,
            let set = scheme.set(for: Period(year: 2019))
        else { return nil }
        self.scheme = scheme
        self.set = set
    }

    private var leaves: [RegionIndex] {
        edition.indices.filter { edition.isLeaf($0) && edition[$0].level == 3 }
    }

    private func shares(_ code: String, _ table: PublishedText) -> [(
        measure: Measure, variable: Int, groups: [Int]
    )] {
        codebook.topics.compactMap { topic in
            guard table[code, topic.measure] != nil else { return nil }
            return switch topic.measure {
            case .share(let variable, let group): (topic.measure, variable, [group])
            case .mergedShare(let variable, let groups): (topic.measure, variable, groups)
            default: nil
            }
        }
    }

    private func isShown(_ code: String, _ table: PublishedText) -> Bool {
        table[code, .score(variable: nil)] != nil || !shares(code, table).isEmpty
    }

    private func row(_ code: String, _ table: PublishedText) -> [String] {
        table.row(code).map { Array(table.lines[$0].dropFirst()) } ?? []
    }

    /// Sees a release that became current.
    mutating func see(_ release: Release) {
        let place = releases.count
        for leaf in leaves {
            let code = edition[leaf].code
            let counts = release.counts[code] ?? []
            let last = versions[code]?.last
            // The row of a shown leaf follows when enough of its units do; until then it is of what it was of.
            let isSame =
                last?.truth == counts
                || place > 0 && last != nil && isShown(code.description, release.table)
                    && row(code.description, release.table)
                        == row(code.description, releases[place - 1].table)
            if isSame { continue }
            versions[code, default: []].append(version(counts, first: place))
        }
        for region in edition.indices where edition[region].level > 0 { tell(region, release, place) }
        releases.append(release)
    }

    private mutating func version(_ counts: [Int64], first: Int) -> Version {
        let units = Int(counts.reduce(0, +))
        var groups: [[Int]] = []
        var sums: [Int] = []
        for (rank, variable) in codebook.variables.enumerated() {
            let own = variable.groups.map { _ in programme.addUnknown(0, Double(units)) }
            programme.add(own.map { ($0, 1) }, Double(units), Double(units))
            let sum = programme.addUnknown(-1e7, 1e7)
            func cone(_ extreme: ([Int64]) -> Int64) -> [(column: Int, weight: Double)] {
                [(sum, 1)]
                    + zip(own, variable.groups).map { column, group in
                        (column, -Double(extreme(Array(set.coefficients[rank][group.categories]))))
                    }
            }
            programme.add(cone { $0.min() ?? 0 }, 0, .infinity)
            programme.add(cone { $0.max() ?? 0 }, -.infinity, 0)
            groups.append(own)
            sums.append(sum)
        }
        return Version(units: units, groups: groups, sums: sums, truth: counts, first: first)
    }

    /// What the figures of a region say of the unknowns.
    private mutating func tell(_ region: RegionIndex, _ release: Release, _ place: Int) {
        let code = edition[region].code.description
        guard isShown(code, release.table) else { return }
        let parts = ([region] + edition.descendants(of: region).map { RegionIndex($0) }).filter {
            edition.isLeaf($0)
        }
        let current = parts.compactMap { versions[edition[$0].code]?.last }.filter { $0.units > 0 }
        let units = current.reduce(0) { $0 + $1.units }
        guard units > 0 else { return }
        let isMade = current.count > 1
        let small = codebook.variables.indices.map { variable in
            isMade
                && parts.contains { part in
                    let own = edition[part].code.description
                    guard (versions[edition[part].code]?.last?.units ?? 0) > 0 else { return false }
                    return codebook.variables[variable].groups.indices.contains {
                        release.table[own, .share(variable: variable, group: $0)] == nil
                    }
                }
        }
        for (measure, variable, groups) in shares(code, release.table) {
            let terms = current.flatMap { version in
                groups.map { (column: version.groups[variable][$0], weight: 100.0 / Double(units)) }
            }
            tell(
                code,
                measure,
                .unit(of: .shares(variable: variable)),
                terms,
                small[variable],
                release,
                place
            )
        }
        let divisor = Double(scheme.divisor) * Double(set.scale)
        for rank in [nil] + codebook.variables.indices.map(Optional.some) {
            let terms = current.flatMap { version in
                (rank.map { [version.sums[$0]] } ?? version.sums).map {
                    (column: $0, weight: 1 / (divisor * Double(units)))
                }
            }
            let isAbove = rank.map { small[$0] } ?? small.contains(true)
            tell(code, .score(variable: rank), .unit(of: .scores), terms, isAbove, release, place)
        }
    }

    private mutating func tell(
        _ code: String,
        _ measure: Measure,
        _ unitOf: Measure,
        _ terms: [(column: Int, weight: Double)],
        _ hasOffset: Bool,
        _ release: Release,
        _ place: Int
    ) {
        guard let value = release.table[code, measure], let unit = release.table[code, unitOf] else { return }
        // A figure that says what it said before may be an old one.
        if place > 0, releases[place - 1].table[code, measure] == value,
            releases[place - 1].table[code, unitOf] == unit
        {
            return
        }
        guard hasOffset else {
            programme.add(terms, value - unit / 2, value + unit / 2)
            return
        }
        // A figure that jumps may have been begun anew, with another offset.
        let jumped =
            place > 0
            && releases[place - 1].table[code, measure].map { abs($0 - value) > 1.5 * unit } ?? false
        if jumped { turns["\(code) \(measure)", default: 0] += 1 }
        let name = "\(code) \(measure) \(unit) \(turns["\(code) \(measure)"] ?? 0)"
        let offset = offsets[name] ?? programme.addUnknown(0, 1)
        offsets[name] = offset
        let inUnits = terms.map { (column: $0.column, weight: $0.weight / unit) }
        let shown = (value / unit).rounded()
        programme.add(inUnits + [(offset, 1)], shown, shown + 1)
        if place == 0 {
            windows.append(inUnits)
            published.append(shown)
        }
    }
}
