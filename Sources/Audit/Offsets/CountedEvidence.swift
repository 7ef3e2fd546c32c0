import Statistics

/// Evidence with what every check of it goes by, worked out once: confidential.
public struct CountedEvidence: Sendable {
    let evidence: OffsetEvidence
    /// By row.
    let counts: [AuditedCounts]
    /// Which rows its regions have.
    let regions: AuditedRegions
    /// By atom, the rows that contain it.
    let rowsOf: [[Int]]
    /// The rows of smallest regions.
    let smallest: Set<Int>

    init(_ evidence: OffsetEvidence, _ counts: [AuditedCounts], _ rule: OffsetRule) {
        self.evidence = evidence
        self.counts = counts
        let regions = AuditedRegions(evidence, rule)
        self.regions = regions
        var rowsOf = [[Int]](repeating: [], count: evidence.atoms.count)
        for (rank, row) in evidence.rows.enumerated() { for atom in row.atoms { rowsOf[atom].append(rank) } }
        self.rowsOf = rowsOf
        smallest = Set(
            evidence.regions.filter { $0.place == .smallest }.compactMap { regions.rowOf[$0.code] }
                .filter { $0 >= 0 }
        )
    }
}

/// The regions of evidence, by what is published of them.
struct AuditedRegions {
    /// By the code of a region, the rank of the row of the same units; -1 for none.
    private(set) var rowOf: [String: Int] = [:]
    /// By the code of a smallest region without a row, its units.
    private(set) var withheldUnits: [String: Int] = [:]
    /// By atom, its units.
    let units: [Int]
    /// By region, its atoms with units.
    let inhabited: [[Int]]

    init(_ evidence: OffsetEvidence, _ rule: OffsetRule) {
        // Counts of each category of every variable count units once a variable.
        let first = rule.isJoint ? nil : rule.groups.first?.count
        let units = evidence.atoms.map { atom in
            atom.prefix(first ?? atom.count).reduce(0) { $0 + Int($1) }
        }
        self.units = units
        inhabited = evidence.regions.map { region in region.atoms.filter { units[$0] > 0 }.sorted() }
        var known: [[Int]: Int] = [:]
        for (rank, row) in evidence.rows.enumerated() { known[row.atoms.sorted()] = rank }
        for (region, atoms) in zip(evidence.regions, inhabited) {
            rowOf[region.code] = known[atoms] ?? -1
            if known[atoms] == nil, region.place == .smallest {
                withheldUnits[region.code] = atoms.reduce(0) { $0 + units[$1] }
            }
        }
    }
}
