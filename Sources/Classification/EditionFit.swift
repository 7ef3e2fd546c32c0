public import Statistics

/// How well a set of delivered codes fits an edition and the years around it.
public struct EditionFit: Hashable, Sendable {
    /// A year other than the edition's that the codes fit better.
    public struct Better: Hashable, Sendable {
        /// The years that fit equally well and best, nearest to the edition first.
        public let years: [Int]
        /// Delivered codes that these years have and the edition has not, in delivered order.
        public let evidence: [RegionCode]
    }

    /// The years that fit better than the edition; nil when none does.
    public let better: Better?
    /// For each delivered code that the edition lacks, the other years that have it.
    public let years: [RegionCode: [Int]]

    /// Confronts delivered codes with an edition and the years around it.
    public init(of codes: [RegionCode], to edition: Edition) {
        var own = 0
        var counts = [Int](repeating: 0, count: edition.otherYears.count)
        var years: [RegionCode: [Int]] = [:]
        for code in codes {
            if case .known = edition.lookUp(code) {
                own += 1
                for (position, other) in edition.otherYears.enumerated() where !other.lacks(code) {
                    counts[position] += 1
                }
            } else {
                for (position, other) in edition.otherYears.enumerated() where other.has(code, beside: edition) {
                    counts[position] += 1
                    years[code, default: []].append(other.year)
                }
            }
        }
        self.years = years

        guard let best = counts.max(), best > own, let home = edition.year else {
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
}

extension OtherYear {
    /// Whether a code of the edition does not exist in this year.
    fileprivate func lacks(_ code: RegionCode) -> Bool { code.withHolders.contains(where: removed.contains) }

    /// Whether a code that the edition lacks exists in this year.
    fileprivate func has(_ code: RegionCode, beside edition: Edition) -> Bool {
        guard edition.level(of: code) != nil else { return false }
        return code.withHolders.contains(where: added.contains)
    }
}

extension RegionCode {
    /// The code itself, then the codes of the wijk and the gemeente that its digits name.
    ///
    /// The codes of Statistics Netherlands nest: `BU03630907` lies in `WK036309`, and that in `GM0363`.
    fileprivate var withHolders: [RegionCode] {
        let digits = description.utf8.dropFirst(2)
        var codes = [self]
        if digits.count > 6 { codes.append(RegionCode("WK" + String(decoding: digits.prefix(6), as: UTF8.self))) }
        if digits.count > 4 { codes.append(RegionCode("GM" + String(decoding: digits.prefix(4), as: UTF8.self))) }
        return codes
    }
}
