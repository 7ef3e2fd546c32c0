import Codebook
import Disclosure
import Statistics
import TestSupport

/// Small countries for trials of protection: one variable of three groups, or a joint table of two.
enum TrialCounts {
    static let none = Text(nl: "", en: "")

    /// A codebook of variables with these groups; every group has one category, coefficients rise.
    static func codebook(
        _ sizes: [Int],
        categories: Int = 1,
        rule: ProtectionRule = ProtectionRule(threshold: 100, rounding: 100),
        merges: MergeLadder = .neighbours
    ) -> Codebook {
        let variables = sizes.enumerated().map { rank, size in
            Variable(
                key: "v\(rank)",
                title: none,
                dimension: [],
                categories: (0..<size * categories).map { .init(key: "\($0)", title: none, spellings: []) },
                groups: (0..<size).map {
                    .init(key: "\($0)", title: none, categories: $0 * categories..<($0 + 1) * categories)
                },
                merges: merges
            )
        }
        let parts: [Int?] = [nil] + variables.indices.map(Optional.some)
        let topics =
            [topic(.population, .count)]
            + variables.enumerated().flatMap { rank, variable in
                variable.groups.indices.map { topic(.share(variable: rank, group: $0), .percentage) }
                    + merged(variable).map { topic(.mergedShare(variable: rank, groups: $0), .percentage) }
            } + parts.map { topic(.score(variable: $0), .score) }
            + parts.map { topic(.standardDeviation(variable: $0), .spread) }
            + parts.map { topic(.meanDifference(variable: $0), .spread) }
        return Codebook(
            dataset: "trial",
            title: none,
            unit: none,
            attribution: none,
            version: "1",
            keys: KeyColumns(region: [], regionCode: [], regionName: [], period: [], ignored: []),
            years: 2019...2019,
            levels: ["gemeente", "wijk", "buurt"],
            variables: variables,
            topics: topics,
            forms: [Form(key: "joint", title: none, layout: .joint, topics: [topic(.cell, .count)])],
            scheme: .coefficients(
                CoefficientScheme(
                    divisor: max(1, sizes.count),
                    sets: [
                        CoefficientSet(
                            key: "1",
                            serves: 2019...2019,
                            provenance: none,
                            decimals: 1,
                            coefficients: variables.map { variable in
                                variable.categories.indices.map { Int64($0 * $0 * 3) - 9 }
                            }
                        )
                    ]
                )
            ),
            protection: rule,
            rules: [:]
        )
    }

    static func merged(_ variable: Variable) -> [[Int]] {
        let count = variable.groups.count
        return (1..<(1 << count)).map { mask in (0..<count).filter { mask >> $0 & 1 == 1 } }
            .filter(variable.mayMerge)
    }

    static func topic(_ measure: Measure, _ kind: Topic.Kind) -> Topic {
        Topic(
            key: "\(measure)",
            title: none,
            unit: none,
            decimals: kind == .count ? 0 : kind == .percentage ? 1 : 3,
            kind: kind,
            spellings: [],
            measure: measure
        )
    }

    static let period = Period(year: 2019)

    static func space(_ codebook: Codebook) -> CellSpace {
        guard let space = CellSpace(codebook: codebook, form: codebook.forms[0], period: period) else {
            fatalError("no cells")
        }
        return space
    }
}

/// A country of gemeenten, wijken and buurten, written as counts of the cells of each buurt.
struct TrialLand {
    var codebook: Codebook
    /// Gemeenten of wijken of buurten: the counts of every cell.
    var counts: [[[[Int64]]]]

    /// A region's place: gemeente, wijk and buurt, -1 for the whole.
    struct Place: Hashable {
        var gemeente: Int
        var wijk = -1
        var buurt = -1
    }

    /// The regions in publication order.
    var places: [Place] {
        counts.indices.flatMap { gemeente in
            [Place(gemeente: gemeente)]
                + counts[gemeente].indices.flatMap { wijk in
                    [Place(gemeente: gemeente, wijk: wijk)]
                        + counts[gemeente][wijk].indices.map {
                            Place(gemeente: gemeente, wijk: wijk, buurt: $0)
                        }
                }
        }
    }

    var regions: LinkedRegions { regions(of: counts.indices.map(\.self)) }

    /// The regions of some gemeenten.
    func regions(of gemeenten: [Int]) -> LinkedRegions {
        var atoms: [[Int64]] = []
        var numbers: [Place: Int] = [:]
        for place in places where place.buurt >= 0 && gemeenten.contains(place.gemeente) {
            numbers[place] = atoms.count
            atoms.append(counts[place.gemeente][place.wijk][place.buurt])
        }
        let members = places.enumerated().filter { gemeenten.contains($0.element.gemeente) }.map {
            rank,
            place in
            LinkedRegions.Member(
                key: .init(region: RegionIndex(rank)),
                atoms: numbers.filter { place.holds($0.key) }.map(\.value).sorted()
            )
        }
        return LinkedRegions(space: TrialCounts.space(codebook), atoms: atoms, members: members)
    }

    func key(_ gemeente: Int, _ wijk: Int = -1, _ buurt: Int = -1) -> LinkedRegions.Key {
        let place = Place(gemeente: gemeente, wijk: wijk, buurt: buurt)
        return .init(region: RegionIndex(places.firstIndex(of: place) ?? -1))
    }
}

extension TrialLand.Place {
    func holds(_ other: Self) -> Bool {
        gemeente == other.gemeente && (wijk < 0 || wijk == other.wijk) && (buurt < 0 || buurt == other.buurt)
    }
}
