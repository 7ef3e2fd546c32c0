import Audit
import Classification
import Codebook
import Disclosure
import Scoring
import Statistics
import TestSupport
import Testing

/// A gemeente of wijken of buurten with one variable of three groups, published as asked for.
struct TrialRelease {
    static let none = Text(nl: "", en: "")
    static let period = Period(year: 2019)

    var codebook: Codebook
    let edition: Edition
    /// By position in the edition, the counts of every cell.
    let counts: [[Int64]]
    /// By position in the edition, the buurten in it.
    let atoms: [[Int]]
    let leaves: [[Int64]]

    /// Takes the counts of every buurt, by wijk.
    init(_ wijken: [[[Int64]]], percentages: ProtectionRule.PercentageRounding = .wholeBelow(1000)) throws {
        codebook = Self.codebook
        codebook.protection.percentages = percentages
        var entries: [Edition.Entry] = []
        var atoms: [[Int]] = [[]]
        var leaves: [[Int64]] = []
        func add(_ code: String, _ level: Int, _ parent: String?) {
            entries.append(
                .init(
                    code: RegionCode(code),
                    name: "",
                    nameTrust: .none,
                    level: level,
                    parent: parent.map { RegionCode($0) }
                )
            )
        }
        add("GM1001", 0, nil)
        for (wijk, buurten) in wijken.enumerated() {
            let code = "WK1001\(10 + wijk)"
            add(code, 1, "GM1001")
            atoms.append([])
            let place = atoms.count - 1
            for (buurt, counts) in buurten.enumerated() {
                add("BU1001\(10 + wijk)\(10 + buurt)", 2, code)
                for holder in [0, place] { atoms[holder].append(leaves.count) }
                atoms.append([leaves.count])
                leaves.append(counts)
            }
        }
        edition = try Edition(
            key: "trial",
            year: nil,
            attribution: Self.none,
            levels: [("gemeente", "GM", 4), ("wijk", "WK", 6), ("buurt", "BU", 8)].map {
                key,
                prefix,
                digits in
                Level(
                    key: key,
                    title: Self.none,
                    prefix: prefix,
                    digits: digits,
                    lettersAllowed: 0,
                    officialCount: nil,
                    completeness: .complete
                )
            },
            entries: entries
        )
        self.atoms = atoms
        self.leaves = leaves
        counts = atoms.map { atoms in
            atoms.reduce(into: [Int64](repeating: 0, count: 3)) { sum, atom in
                for cell in sum.indices { sum[cell] += leaves[atom][cell] }
            }
        }
    }

    static let codebook: Codebook = {
        let variable = Variable(
            key: "v",
            title: none,
            dimension: [],
            categories: (0..<3).map { .init(key: "\($0)", title: none, spellings: []) },
            groups: (0..<3).map { .init(key: "\($0)", title: none, categories: $0..<$0 + 1) }
        )
        func topic(_ measure: Measure, _ kind: Topic.Kind, _ decimals: Int) -> Topic {
            Topic(
                key: "\(measure)",
                title: none,
                unit: none,
                decimals: decimals,
                kind: kind,
                spellings: [],
                measure: measure
            )
        }
        let shares = (0..<3).map { topic(.share(variable: 0, group: $0), .percentage, 1) }
        let merged = [[0, 1], [1, 2]].map { topic(.mergedShare(variable: 0, groups: $0), .percentage, 1) }
        let scores = [nil, 0].flatMap {
            [topic(.score(variable: $0), .score, 3), topic(.standardDeviation(variable: $0), .spread, 3)]
        }
        return Codebook(
            dataset: "trial",
            title: none,
            unit: none,
            attribution: none,
            version: "1",
            keys: KeyColumns(region: [], regionCode: [], regionName: [], period: [], ignored: []),
            years: 2019...2019,
            levels: ["gemeente", "wijk", "buurt"],
            variables: [variable],
            topics: [topic(.population, .count, 0)] + shares + merged + scores,
            forms: [Form(key: "joint", title: none, layout: .joint, topics: [topic(.cell, .count, 0)])],
            scheme: .coefficients(
                CoefficientScheme(
                    divisor: 1,
                    sets: [
                        CoefficientSet(
                            key: "1",
                            serves: 2019...2019,
                            provenance: none,
                            decimals: 1,
                            coefficients: [[-9, 0, 12]]
                        )
                    ]
                )
            ),
            protection: ProtectionRule(threshold: 100, rounding: 100),
            rules: [:]
        )
    }()

    /// The rows of a release that withholds just the regions at these positions, and publishes some groups of
    /// others as one, with the scores all the same where asked for.
    func rows(withheld: Set<Int>, merged: [Int: [Int]] = [:], hidesScores: Bool = true) throws
        -> [SafetyCertificate.Key: SafetyCertificate.Row]
    {
        let scorer = try #require(
            Scorer(codebook: codebook, form: codebook.forms[0], period: Self.period)
        )
        var rows: [SafetyCertificate.Key: SafetyCertificate.Row] = [:]
        for (position, counts) in counts.enumerated() {
            let figures = scorer.figures(of: counts)
            let isCoarse = codebook.protection.hasWholePercents(figures.population)
            let values = zip(scorer.columns, figures.figures).map { column, figure -> Value in
                let topic = codebook.topics[column]
                let isHidden =
                    switch topic.measure {
                    case .mergedShare(_, let groups): merged[position] != groups
                    case .share(_, let group): merged[position]?.contains(group) ?? false
                    case .population: false
                    case .score: merged[position] != nil && hidesScores
                    default: merged[position] != nil
                    }
                if isHidden { return .missing(.unknown) }
                if withheld.contains(position), topic.measure != .population { return .missing(.unknown) }
                return PublishedRounding(topic, by: codebook.protection)
                    .published(figure, mayShow: true, wholePercents: isCoarse)
            }
            rows[.init(region: RegionIndex(position))] = .init(columns: scorer.columns, values: values)
        }
        return rows
    }

    /// A certificate of these worlds.
    func certificate(_ worlds: [[SafetyCertificate.Exchange]]) -> SafetyCertificate {
        SafetyCertificate(
            atoms: leaves,
            regions: atoms.enumerated().map { .init(key: .init(region: RegionIndex($0)), atoms: $1) },
            worlds: worlds.map { SafetyCertificate.World($0) }
        )
    }

    /// The worlds in which two atoms exchange as many units as they can of each two cells, and so are each other's
    /// opposites.
    func exchanges(_ one: Int, _ other: Int) -> [[SafetyCertificate.Exchange]] {
        var worlds: [[SafetyCertificate.Exchange]] = []
        for from in 0..<3 {
            for to in 0..<3 where from != to {
                worlds.append([
                    .init(
                        atom: Int32(one),
                        partner: Int32(other),
                        from: Int32(from),
                        to: Int32(to),
                        units: min(leaves[one][from], leaves[other][to])
                    )
                ])
            }
        }
        return worlds
    }

    func judge(
        _ rows: [SafetyCertificate.Key: SafetyCertificate.Row],
        _ certificate: SafetyCertificate,
        earlier: [SafetyCertificate.Key: [SafetyCertificate.Row]] = [:]
    ) throws -> AuditVerdict {
        try #require(
            ReleaseAudit(codebook: codebook, form: codebook.forms[0], period: Self.period, edition: edition)
        ).judge(AuditedRelease(rows: rows, certificates: [certificate], earlier: earlier))
    }
}
