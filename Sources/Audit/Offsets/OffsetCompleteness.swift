public import Codebook
public import Statistics

/// Checks that evidence leaves nothing out: that whatever is withheld has its worlds, or stands as the release before left
/// it, and that figures with offset go on from what is kept of all releases.
///
/// It works out by itself what is withheld and what a rule asks of it. Source:
/// docs/decisions/0081-the-gate-reads-the-written-table.md.
public struct OffsetCompleteness: Sendable {
    private let evidence: OffsetEvidence
    private let standing: OffsetStanding
    private let rule: OffsetRule
    private let audit: OffsetAudit
    private let counts: [AuditedCounts]
    private let regions: AuditedRegions
    /// By atom, the rows that contain it.
    private let rowsOf: [[Int]]
    /// By row, whether any share or score of it was published anew.
    private let isAnew: [Bool]
    /// The rows of smallest regions.
    private let smallest: Set<Int>
    /// The rows that regions of a second geography alone have.
    private let ofOthers: Set<Int>
    /// By variable and atom, whether its counts are withheld, or coarse in the smallest region that holds it.
    private let isFree: [[Bool]]

    /// Prepares the check.
    ///
    /// - Parameters:
    ///   - counted: What protection hands in.
    ///   - standing: What the ledger keeps of the releases before.
    ///   - audit: What the check knows of the data set.
    public init(_ counted: CountedEvidence, after standing: OffsetStanding, _ audit: OffsetAudit) {
        let evidence = counted.evidence
        self.evidence = evidence
        counts = counted.counts
        self.standing = standing
        self.audit = audit
        rule = audit.rule
        let regions = counted.regions
        self.regions = regions
        rowsOf = counted.rowsOf
        smallest = counted.smallest
        var ofOthers = Set(evidence.rows.indices)
        var withheld = [Bool](repeating: false, count: evidence.atoms.count)
        for (region, atoms) in zip(evidence.regions, regions.inhabited) {
            let row = regions.rowOf[region.code] ?? -1
            if row < 0 { for atom in atoms { withheld[atom] = true } }
            if region.place != .other { ofOthers.remove(row) }
        }
        self.ofOthers = ofOthers
        let smallest = counted.smallest
        isFree = audit.rule.groups.indices.map { variable in
            var free = withheld
            for row in smallest where evidence.rows[row].isRecoded[variable] {
                for atom in evidence.rows[row].atoms { free[atom] = true }
            }
            return free
        }
        isAnew = evidence.rows.map { row in
            row.figures.contains { figure in
                figure.offset != nil && Self.isCounted(figure.measure) && figure.anchor >= evidence.release
            }
        }
    }

    /// Evidence that is missing or does not follow, by name: never values.
    public func faults(_ codebook: Codebook) -> [String] {
        let protection = codebook.protection
        var faults: [String] = []
        let hasOffsets = protection.offsets.rounding == .offset
        var small: Set<Int> = []
        for (region, atoms) in zip(evidence.regions, regions.inhabited) {
            let units = atoms.reduce(0) { $0 + regions.units[$1] }
            let isShown = (regions.rowOf[region.code] ?? -1) >= 0
            if units < protection.threshold {
                small.formUnion(atoms)
                if isShown { faults.append("\(region.code): shown, and too small") }
            }
        }
        for (rank, row) in evidence.rows.enumerated() {
            if hasOffsets, !smallest.contains(rank), row.atoms.contains(where: small.contains) {
                let isBare = row.figures.contains { Self.isCounted($0.measure) && $0.offset == nil }
                if isBare { faults.append("\(row.code): above what is withheld, and without an offset") }
            }
            faults +=
                rule.isOfNumbers
                ? numberFaults(row, counts[rank], hasOffsets: hasOffsets) : groupFaults(row, counts[rank])
            if hasOffsets {
                for figure in row.figures where !goesOn(figure, row, counts[rank]) {
                    faults.append("\(row.code): \(figure.measure) does not go on from what is out")
                }
            }
        }
        return faults + unproved(codebook)
    }

    private static func isCounted(_ measure: OffsetEvidence.Measure) -> Bool {
        switch measure {
        case .share, .score: true
        case .deviation, .difference: false
        }
    }

    /// Groups that are shown and too small, or that are too small and not said to be.
    private func groupFaults(_ row: OffsetEvidence.Row, _ counts: AuditedCounts) -> [String] {
        var faults: [String] = []
        for figure in row.figures {
            guard case .share = figure.measure, let count = counts.count(figure.measure) else { continue }
            if (1..<rule.minimum).contains(count) {
                faults.append("\(row.code): \(figure.measure) is too small")
            }
        }
        for (variable, groups) in counts.groups.enumerated()
        where !row.isRecoded[variable] && groups.contains(where: (1..<rule.minimum).contains) {
            faults.append("\(row.code): \(variable) has a small group")
        }
        return faults
    }

    /// Numbers of a variable with a small group, or with nearly all units in one, that are told exactly or not said to be
    /// coarse.
    private func numberFaults(_ row: OffsetEvidence.Row, _ counts: AuditedCounts, hasOffsets: Bool)
        -> [String]
    {
        var faults: [String] = []
        for (variable, groups) in counts.groups.enumerated() {
            let isCoarse = groups.contains { count in
                (1..<rule.minimum).contains(count)
                    || rule.hidesOneGroup && counts.units - count < rule.minimum
            }
            guard isCoarse else { continue }
            if !row.isRecoded[variable] { faults.append("\(row.code): \(variable) has a small group") }
            let isBare = row.figures.contains { figure in
                if case .share(variable, _) = figure.measure { figure.offset == nil } else { false }
            }
            if hasOffsets, isBare { faults.append("\(row.code): \(variable) is told exactly") }
        }
        return faults
    }

    /// Whether a figure with offset follows from its counts, or is what it was, and takes nothing back of what stands.
    private func goesOn(_ figure: OffsetEvidence.Figure, _ row: OffsetEvidence.Row, _ counts: AuditedCounts)
        -> Bool
    {
        guard let offset = figure.offset, let count = counts.count(figure.measure) else { return true }
        let one = 1 << 40
        guard max(offset.lowerBound, 0) <= min(offset.upperBound, one) else { return false }
        let own = standing.figures[row.code] ?? []
        // A unit never becomes finer.
        if let old = own.first(where: { $0.measure == figure.measure }), figure.unit < old.unit {
            return false
        }
        // With another offset it is another figure: the old one binds what was counted then.
        let old = (own + (standing.buried[row.code] ?? [])).first {
            $0.measure == figure.measure && $0.unit == figure.unit && $0.draw == figure.draw
        }
        if let old, let before = old.offset {
            guard offset.lowerBound >= before.lowerBound, offset.upperBound <= before.upperBound,
                figure.fewest <= old.fewest, figure.reserve.lowerBound <= old.reserve.lowerBound,
                figure.reserve.upperBound >= old.reserve.upperBound
            else { return false }
            if figure.anchor < evidence.release {
                return figure.value == old.value && figure.anchor == old.anchor && offset == before
            }
        }
        guard figure.anchor == evidence.release else { return false }
        // What is published of these counts tells this of the offset.
        let (times, over) = audit.scale(figure)
        let unit = rule.isOfNumbers ? Int128(over) : Int128(counts.units) * Int128(over)
        let exact = Int128(count) * Int128(times) << 40
        let low = (Int128(figure.value) * unit << 40) - exact
        let high = (Int128(figure.value + 1) * unit << 40) - exact
        return Int128(offset.lowerBound) * unit >= low && Int128(offset.upperBound) * unit <= high
            && figure.fewest <= counts.units
    }

    /// Withheld figures without a world in the evidence that are not as the release before left them.
    private func unproved(_ codebook: Codebook) -> [String] {
        var known: [[Int]: [OffsetEvidence.Target]] = [:]
        for target in evidence.targets { known[target.atoms.sorted(), default: []].append(target) }
        var faults: [String] = []
        var seen: Set<[Int]> = []
        for (region, atoms) in zip(evidence.regions, regions.inhabited) where !atoms.isEmpty {
            guard (regions.rowOf[region.code] ?? -1) < 0, seen.insert(atoms).inserted, !stands(atoms) else {
                continue
            }
            let own = known[atoms] ?? []
            for asked in asked(of: atoms, codebook) where !own.contains(where: { $0.reaches(asked) }) {
                faults.append("\(region.code): a figure of \(asked.variable) has no world")
            }
        }
        for (rank, row) in evidence.rows.enumerated() where !stands(row.atoms) {
            let own = known[row.atoms.sorted()] ?? []
            for asked in askedSmall(rank, codebook) where !own.contains(where: { $0.reaches(asked) }) {
                faults.append("\(row.code): a small group of \(asked.variable) has no world")
            }
        }
        return faults
    }

    /// Whether counts are what they were, and nothing above them was published anew: then what was proved holds.
    private func stands(_ atoms: [Int]) -> Bool {
        guard
            atoms.allSatisfy({
                standing.atoms.indices.contains($0) && standing.atoms[$0] == evidence.atoms[$0]
            })
        else { return false }
        return atoms.allSatisfy { atom in rowsOf[atom].allSatisfy { !isAnew[$0] } }
    }

    /// The worlds that a rule asks of the small groups of a row, or of one with all units where numbers are the figures.
    private func askedSmall(_ rank: Int, _ codebook: Codebook) -> [AskedWorld] {
        let own = counts[rank]
        let interval = Int(codebook.protection.interval)
        // Of numbers above the smallest regions it is not told whether one of their own groups is small.
        let isAbove = rule.isOfNumbers && !smallest.contains(rank)
        var asked: [AskedWorld] = []
        for (variable, groups) in own.groups.enumerated() {
            let small = groups.indices.filter { (1..<rule.minimum).contains(groups[$0]) }
            func ask(_ group: Int, _ steps: [Int]) {
                for step in steps where step != 0 {
                    asked.append(AskedWorld(variable: variable, group: group, step: step, isExact: true))
                }
            }
            for group in small {
                guard isAbove else {
                    ask(group, (1..<rule.minimum).map { $0 - groups[group] })
                    continue
                }
                let room = room(rank, variable, group)
                ask(
                    group,
                    [
                        -min(interval, room.down - sure(rank, variable, group)),
                        min(interval, room.up),
                    ]
                )
            }
            guard rule.isOfNumbers, rule.hidesOneGroup, small.isEmpty else { continue }
            for group in groups.indices where groups[group] == own.units {
                ask(
                    group,
                    isAbove
                        ? [-min(interval, room(rank, variable, group).down)] : (1..<rule.minimum).map { -$0 }
                )
            }
        }
        return asked
    }

    /// How many units fewer and more a group of a row can have, as far as is known of what lies in it.
    ///
    /// All else than what is withheld or coarse is told exactly, and of that it is known how many units it has. A part of a
    /// region that is told exactly has what the largest other part can take or give.
    private func room(_ rank: Int, _ variable: Int, _ group: Int) -> (down: Int, up: Int) {
        var room = (down: 0, up: 0)
        for atom in evidence.rows[rank].atoms {
            let count = units(atom, variable, group)
            let others = regions.units[atom] - count
            if isFree[variable][atom] {
                room = (room.down + count, room.up + others)
            } else if ofOthers.contains(rank), let partner = partner(of: atom) {
                let given = units(partner, variable, group)
                let rest = regions.units[partner] - given
                room = (room.down + min(count, rest), room.up + min(others, given))
            }
        }
        return room
    }

    /// The largest other part of the smallest region that an atom is a part of.
    private func partner(of atom: Int) -> Int? {
        guard let region = rowsOf[atom].first(where: smallest.contains) else { return nil }
        return evidence.rows[region].atoms.filter { $0 != atom && regions.units[$0] > 0 }
            .max { (regions.units[$0], $1) < (regions.units[$1], $0) }
    }

    /// The units of a group in an atom.
    private func units(_ atom: Int, _ variable: Int, _ group: Int) -> Int {
        let cells = audit.cells
        var units = 0
        for (cell, count) in evidence.atoms[atom].enumerated() where count != 0 {
            for place in (cell * cells.width)..<((cell + 1) * cells.width) {
                let (own, category) = cells.categories[place]
                if own == variable, rule.groups[variable][category] == group { units += Int(count) }
            }
        }
        return units
    }

    /// The counts of atoms together.
    private func counts(of atoms: [Int]) -> AuditedCounts {
        var own = AuditedCounts(rule, audit.cells)
        for atom in atoms {
            for (cell, count) in evidence.atoms[atom].enumerated() where count != 0 {
                own.add(Int(count), ofCell: cell, rule, audit.cells)
            }
        }
        return own
    }

    /// How many units of a group a row has at least: one of each smallest region that lies in it, is coarse as a whole and has
    /// any.
    private func sure(_ rank: Int, _ variable: Int, _ group: Int) -> Int {
        let own = Set(evidence.rows[rank].atoms)
        return Set(own.flatMap { rowsOf[$0] }).count { row in
            smallest.contains(row) && counts[row].groups[variable][group] > 0
                && evidence.rows[row].atoms.allSatisfy { own.contains($0) && isFree[variable][$0] }
        }
    }

    /// The worlds that a rule asks of a withheld region.
    private func asked(of atoms: [Int], _ codebook: Codebook) -> [AskedWorld] {
        let protection = codebook.protection
        let hasScores = codebook.topics.contains { if case .score = $0.measure { true } else { false } }
        let own = counts(of: atoms)
        let interval = Int(protection.interval)
        let apart = (Int(protection.scoreInterval) * rule.scoreUnit * own.units + 999) / 1000
        var asked: [AskedWorld] = []
        var room = (down: 0, up: 0)
        func add(_ variable: Int, _ group: Int?, down: Int, up: Int) {
            if down > 0 { asked.append(AskedWorld(variable: variable, group: group, step: -down)) }
            if up > 0 { asked.append(AskedWorld(variable: variable, group: group, step: up)) }
        }
        for (variable, groups) in own.groups.enumerated() {
            for (group, count) in groups.enumerated() {
                add(variable, group, down: min(interval, count), up: min(interval, own.units - count))
            }
            let coefficients = rule.coefficients[variable]
            let down = own.sums[variable] - own.units * (coefficients.min() ?? 0)
            let up = own.units * (coefficients.max() ?? 0) - own.sums[variable]
            room = (room.down + down, room.up + up)
            if hasScores { add(variable, nil, down: min(apart, down), up: min(apart, up)) }
        }
        if hasScores { add(own.groups.count, nil, down: min(apart, room.down), up: min(apart, room.up)) }
        return asked
    }
}

/// A world that a rule asks for.
struct AskedWorld {
    let variable: Int
    let group: Int?
    let step: Int
    var isExact = false
}

extension OffsetEvidence.Target {
    /// Whether it is about what is asked, and far enough.
    fileprivate func reaches(_ asked: AskedWorld) -> Bool {
        guard variable == asked.variable, group == asked.group, isExact == asked.isExact else { return false }
        if isExact { return step == asked.step }
        return asked.step > 0 ? step >= asked.step : step <= asked.step
    }
}
