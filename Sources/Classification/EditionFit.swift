public import Statistics

/// The fit of a set of delivered codes to an edition and to the years around it.
public struct EditionFit: Hashable, Sendable {
    /// A year other than the edition's that the codes fit better.
    public struct Better: Hashable, Sendable {
        /// The years that fit best, nearest to the edition first.
        public let years: [Int]
        /// Delivered codes that exist in these years and not in the edition, in delivered order.
        public let evidence: [RegionCode]
    }

    /// The years that fit better than the edition; nil when none does.
    public let better: Better?
    /// For each delivered code that the edition lacks, the other years that have it.
    public let years: [RegionCode: [Int]]

    /// Compares delivered codes, each given once, with an edition and the years around it.
    public init(of codes: [RegionCode], to edition: Edition) {
        var own = 0
        var counts = [Int](repeating: 0, count: edition.otherYears.count)
        var years: [RegionCode: [Int]] = [:]
        var letters = LettersInEdition(edition)
        for code in codes {
            let holders = Array(code.withHolders)
            if case .known = edition.lookUp(code) {
                own += 1
                for (position, other) in edition.otherYears.enumerated() where !other.lacks(holders) {
                    counts[position] += 1
                }
            } else if let level = edition.level(of: code) {
                let isNew = letters.areNew(in: code, at: level)
                for (position, other) in edition.otherYears.enumerated()
                where other.has(holders, withLetters: isNew) {
                    counts[position] += 1
                    years[code, default: []].append(other.year)
                }
            }
        }
        self.years = years

        let best = counts.max() ?? 0
        guard let home = edition.year, best - own >= Self.leastEvidence(among: codes.count) else {
            better = nil
            return
        }
        let fitting = zip(edition.otherYears, counts)
            .filter { $0.1 == best }
            .map(\.0.year)
            .sorted { (abs($0 - home), $0) < (abs($1 - home), $1) }
        let evidence = codes.filter { years[$0]?.contains(where: fitting.contains) == true }
        better = Better(years: fitting, evidence: evidence)
    }

    /// The number of codes that another year must have more than the edition, to count as the year of the
    /// delivery.
    ///
    /// One code of another year is a mistake in its line, not another year. The gemeenten alone differ
    /// between two years by three in three hundred and fifty, so one code in two hundred is required, and at
    /// least two; half of a small delivery is enough as well.
    private static func leastEvidence(among count: Int) -> Int {
        max(1, min((count + 1) / 2, max(2, count / 200)))
    }
}

/// The levels of an edition that have letters in their codes, computed once a level.
private struct LettersInEdition {
    private let edition: Edition
    private var occur: [Int: Bool] = [:]

    init(_ edition: Edition) { self.edition = edition }

    /// True if a well-formed code has letters and no code of its level in the edition has.
    mutating func areNew(in code: RegionCode, at level: Int) -> Bool {
        let definition = edition.levels[level]
        guard definition.holdsLetters(code) else { return false }
        if let known = occur[level] { return !known }
        let known = edition.regions.contains { $0.level == level && definition.holdsLetters($0.code) }
        occur[level] = known
        return !known
    }
}
