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
            entries.append(TrialEdition.entry(code, "", level: level, parent: parent, trust: .none))
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
        edition = TrialEdition.of(entries, year: nil, levels: TrialEdition.levelsBelowLand)
        self.atoms = atoms
        self.leaves = leaves
        counts = atoms.map { atoms in
            atoms.reduce(into: [Int64](repeating: 0, count: 3)) { sum, atom in
                for cell in sum.indices { sum[cell] += leaves[atom][cell] }
            }
        }
    }

    static let codebook: Codebook = {
        func topic(_ measure: Measure, _ kind: Topic.Kind) -> Topic { TrialCodebook.topic(measure, kind) }
        let shares = (0..<3).map { topic(.share(variable: 0, group: $0), .percentage) }
        let merged = [[0, 1], [1, 2]].map { topic(.mergedShare(variable: 0, groups: $0), .percentage) }
        let scores = [nil, 0].flatMap {
            [topic(.score(variable: $0), .score), topic(.standardDeviation(variable: $0), .spread)]
        }
        var codebook = TrialCodebook.make([[-9, 0, 12]], divisor: 1)
        codebook.topics = [topic(.population, .count)] + shares + merged + scores
        return codebook
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
