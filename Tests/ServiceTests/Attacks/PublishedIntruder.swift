import Audit
import Classification
import Codebook
import Foundation
import Statistics

/// An intruder with the files of every release that was current, the codebook, all numbers of units and what was corrected
/// when, but not the key: what published figures leave open, by linear programmes over all releases.
///
/// It knows protection by what is written of it: which figures have an offset, that an offset is the same in every release,
/// and that a figure that says what it said may be an old one. It is told which offset a figure has, as the guarantee takes
/// for known: one that was begun anew can lie one unit beside what it was, and looks like one that moved.
struct PublishedIntruder {
    /// Part of a leaf with one postcode, or none.
    struct Part: Hashable, Comparable {
        let region: RegionCode
        var postcode: Int?

        static func < (a: Part, b: Part) -> Bool {
            (a.region, a.postcode ?? 0) < (b.region, b.postcode ?? 0)
        }
    }

    /// A figure of a region.
    struct Figure: Hashable {
        let code: String
        let measure: OffsetEvidence.Measure
    }

    /// Which of its offsets a figure has; those of a region with the same units as another are that one's.
    struct Draw: Hashable {
        let code: String
        let number: Int
    }

    /// Knowledge of the intruder about one release.
    struct Release {
        let table: PublishedText
        /// The table of postcodes; nil where there is none.
        let postcodes: PublishedText?
        /// By part, the exact counts by cell; the intruder uses the units of parts only.
        let counts: [Part: [Int64]]
        /// Which of its offsets each figure has.
        let draws: [Figure: Draw]
    }

    /// One of the offsets of a figure.
    private struct Offset: Hashable {
        let draw: Draw
        let measure: OffsetEvidence.Measure
        let unit: Double
    }

    /// The unknowns of one version of a part.
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
    /// Whether the intruder knows which parts of a leaf a correction touched, and not only which leaves: nothing that is
    /// published tells that.
    var knowsParts = false
    /// How many releases were held back, so that nobody saw them.
    var heldBack = 0
    private(set) var programme = LinearProgramme()
    /// By part, its versions, the oldest first.
    private(set) var versions: [Part: [Version]] = [:]
    private var offsets: [Offset: Int] = [:]
    /// By figure and offset, what it said last.
    private var said: [Offset: Double] = [:]
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

    var leaves: [RegionIndex] {
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
        var parts = Dictionary(grouping: release.counts.keys.sorted(), by: \.region)
        for part in versions.keys.sorted() where release.counts[part] == nil {
            parts[part.region, default: []].append(part)
        }
        for leaf in leaves {
            let code = edition[leaf].code
            let own = parts[code] ?? [Part(region: code)]
            // The row of a shown leaf follows when enough of its units do; until then it is of what it was of. So does one
            // that grew over the threshold by fewer.
            let isKnown = own.contains { versions[$0] != nil }
            let units = own.reduce(0) { $0 + (release.counts[$1] ?? []).reduce(0, +) }
            let isWaiting =
                isShown(code.description, release.table)
                ? place > 0
                    && row(code.description, release.table)
                        == row(code.description, releases[place - 1].table)
                : units >= codebook.protection.threshold
            if isKnown, isWaiting { continue }
            let isTouched = own.contains { versions[$0]?.last?.truth != release.counts[$0] ?? [] }
            for part in own {
                let counts = release.counts[part] ?? []
                if let last = versions[part]?.last, last.truth == counts, knowsParts || !isTouched {
                    continue
                }
                versions[part, default: []].append(version(counts, first: place))
            }
        }
        for region in edition.indices where edition[region].level > 0 { tell(region, release, place) }
        for postcode in Set(versions.keys.compactMap(\.postcode)).sorted() {
            tell(postcode: postcode, release, place)
        }
        releases.append(release)
    }

    /// The current versions of the parts of some leaves that have any units.
    private func current(_ isOf: (Part) -> Bool) -> [(part: Part, version: Version)] {
        versions.keys.sorted().filter(isOf).compactMap { part in
            versions[part]?.last.flatMap { $0.units > 0 ? (part, $0) : nil }
        }
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

    /// Adds the constraints on the unknowns from the figures of a region.
    private mutating func tell(_ region: RegionIndex, _ release: Release, _ place: Int) {
        let code = edition[region].code.description
        let leaves = ([region] + edition.descendants(of: region).map { RegionIndex($0) }).filter {
            edition.isLeaf($0)
        }
        let codes = Set(leaves.map { edition[$0].code })
        let current = current { codes.contains($0.region) }
        let isAbove = Set(current.map(\.part.region)).count > 1
        let small = codebook.variables.indices.map { variable in
            isAbove
                && current.contains {
                    hides(variable, $0.part.region, release.table) || isHidden($0.part.postcode, release)
                }
        }
        tell(code, (release.table, releases.last?.table, release.draws), current.map(\.version), small, place)
    }

    /// Adds the constraints on the unknowns from the figures of a postcode.
    private mutating func tell(postcode: Int, _ release: Release, _ place: Int) {
        guard let table = release.postcodes else { return }
        let current = current { $0.postcode == postcode }
        // A postcode of a single whole leaf is that leaf.
        let isLeaf = current.count == 1 && self.current { $0.region == current[0].part.region }.count == 1
        let isShared = current.contains { part, _ in self.current { $0.region == part.region }.count > 1 }
        let small = codebook.variables.indices.map { variable in
            !isLeaf && (isShared || current.contains { hides(variable, $0.part.region, release.table) })
        }
        tell(
            "\(Edition.postcodePrefix)\(postcode)",
            (table, releases.last?.postcodes, release.draws),
            current.map(\.version),
            small,
            place
        )
    }

    /// Whether a postcode is withheld as a whole.
    private func isHidden(_ postcode: Int?, _ release: Release) -> Bool {
        guard let postcode, let table = release.postcodes else { return false }
        return !isShown("\(Edition.postcodePrefix)\(postcode)", table)
    }

    /// A table, the one before, and which of its offsets each figure has.
    private typealias Tables = (now: PublishedText, before: PublishedText?, draws: [Figure: Draw])

    /// The quantity of a measure.
    private func evidence(_ measure: Measure) -> OffsetEvidence.Measure {
        switch measure {
        case .share(let variable, let group): .share(variable: variable, groups: 1 << UInt32(group))
        case .mergedShare(let variable, let groups):
            .share(variable: variable, groups: groups.reduce(0) { $0 | 1 << UInt32($1) })
        case .score(let variable): .score(variable ?? codebook.variables.count)
        default: preconditionFailure("no such figure is used")
        }
    }

    /// Whether a leaf withholds any percentage of a variable.
    private func hides(_ variable: Int, _ leaf: RegionCode, _ table: PublishedText) -> Bool {
        codebook.variables[variable].groups.indices.contains {
            table[leaf.description, .share(variable: variable, group: $0)] == nil
        }
    }

    /// Adds the constraints on the unknowns of the versions that lie in a row, from its figures.
    private mutating func tell(
        _ code: String,
        _ tables: Tables,
        _ current: [Version],
        _ small: [Bool],
        _ place: Int
    ) {
        let table = tables.now
        let units = current.reduce(0) { $0 + $1.units }
        guard units > 0, isShown(code, table) else { return }
        for (measure, variable, groups) in shares(code, table) {
            let terms = current.flatMap { version in
                groups.map { (column: version.groups[variable][$0], weight: 100.0 / Double(units)) }
            }
            tell(
                code,
                measure,
                .unit(of: .shares(variable: variable)),
                terms,
                small[variable],
                tables,
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
            tell(code, .score(variable: rank), .unit(of: .scores), terms, isAbove, tables, place)
        }
    }

    private mutating func tell(
        _ code: String,
        _ measure: Measure,
        _ unitOf: Measure,
        _ terms: [(column: Int, weight: Double)],
        _ hasOffset: Bool,
        _ tables: Tables,
        _ place: Int
    ) {
        guard let value = tables.now[code, measure], let unit = tables.now[code, unitOf] else { return }
        // A figure that says what it said before may be an old one.
        if let before = tables.before, before[code, measure] == value, before[code, unitOf] == unit { return }
        guard hasOffset else {
            tellWhole(measure, value, unit / 2, terms)
            programme.add(terms, value - unit / 2, value + unit / 2)
            return
        }
        let quantity = evidence(measure)
        let draw = tables.draws[Figure(code: code, measure: quantity)] ?? Draw(code: code, number: 0)
        let name = Offset(draw: draw, measure: quantity, unit: unit)
        let offset = offsets[name] ?? programme.addUnknown(0, 1)
        offsets[name] = offset
        // One that is taken up again as it was may be an old one too.
        if said.updateValue(value, forKey: name) == value { return }
        tellWhole(measure, value, unit, terms)
        let inUnits = terms.map { (column: $0.column, weight: $0.weight / unit) }
        let shown = (value / unit).rounded()
        programme.add(inUnits + [(offset, 1)], shown, shown + 1)
        if place == 0 {
            windows.append(inUnits)
            published.append(shown)
        }
    }

    /// Which whole numbers of units a percentage is of, and that what is shown, by itself or as one, is empty or not small.
    private mutating func tellWhole(
        _ measure: Measure,
        _ value: Double,
        _ reach: Double,
        _ terms: [(column: Int, weight: Double)]
    ) {
        guard let weight = terms.first?.weight else { return }
        var least = ((value - reach) / weight - 1e-6).rounded(.up)
        var most = ((value + reach) / weight + 1e-6).rounded(.down)
        switch measure {
        case .share, .mergedShare:
            let minimum = Double(codebook.protection.minimum)
            if least >= 1 { least = max(least, minimum) } else if most < minimum { most = 0 }
        default: return
        }
        programme.add(terms.map { ($0.column, 1) }, least, most)
    }
}
