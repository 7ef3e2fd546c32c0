public import Statistics

/// Checks evidence of protection by offsets: publishes every world and looks whether it could have been the truth.
///
/// It knows nothing of how the worlds were found. A figure that is rounded half up must be the same; of one with an
/// offset there must be an offset with which every release so far publishes what it did, in whatever subset of them
/// the world stands. Everything but spreads is whole-number arithmetic.
public struct OffsetAudit: Sendable {
    let rule: OffsetRule
    let cells: AuditedCells

    /// Prepares the check for a data set.
    public init(_ rule: OffsetRule) {
        self.rule = rule
        cells = AuditedCells(rule)
    }

    /// Outcome of a check.
    public struct Verdict: Sendable {
        /// The worlds that publish the same.
        public var worlds = 0
        /// Faults, by name: never values.
        public var faults: [String] = []
    }

    /// Adds up the counts of every row of the evidence, once for all checks.
    ///
    /// - Parameters:
    ///   - evidence: What protection hands in.
    ///   - spreading: The spreading of work over threads.
    /// - Returns: The evidence with the counts of its rows, and which rows its regions have.
    public func counted(_ evidence: OffsetEvidence, spreading: Spreading = .none) -> CountedEvidence {
        let chunk = 64
        let counts = spreading.results(of: (evidence.rows.count + chunk - 1) / chunk) { part in
            evidence.rows[(part * chunk)..<min(evidence.rows.count, (part + 1) * chunk)].map { row in
                var counts = AuditedCounts(rule, cells)
                for atom in row.atoms {
                    for (cell, count) in evidence.atoms[atom].enumerated() where count != 0 {
                        counts.add(Int(count), ofCell: cell, rule, cells)
                    }
                }
                return counts
            }
        }.flatMap(\.self)
        return CountedEvidence(evidence, counts, rule)
    }

    /// Checks all worlds of the evidence.
    public func check(_ evidence: OffsetEvidence, spreading: Spreading = .none) -> Verdict {
        check(counted(evidence, spreading: spreading), spreading: spreading)
    }

    /// Checks all worlds of the evidence.
    public func check(_ counted: CountedEvidence, spreading: Spreading = .none) -> Verdict {
        let (evidence, counts) = (counted.evidence, counted.counts)
        var verdict = Verdict()
        for (rank, row) in evidence.rows.enumerated() where !isPublished(row, counts[rank]) {
            verdict.faults.append("\(row.code): not what its counts publish")
        }
        let chunk = 256
        let parts: [String?] = spreading.results(of: (evidence.targets.count + chunk - 1) / chunk) { part in
            evidence.targets[(part * chunk)..<min(evidence.targets.count, (part + 1) * chunk)].map { target in
                fault(target, counted)
            }
        }.flatMap(\.self)
        for (target, fault) in zip(evidence.targets, parts) {
            if let fault {
                verdict.faults.append("\(target.name): \(fault)")
            } else {
                verdict.worlds += 1
            }
        }
        return verdict
    }

    /// Whether figures that are rounded half up are those of the counts; figures with offset may wait for corrections.
    private func isPublished(_ row: OffsetEvidence.Row, _ counts: AuditedCounts) -> Bool {
        row.figures.allSatisfy { figure in
            figure.offset != nil || isRounded(figure, counts)
        }
    }

    /// Whether a figure is that of the counts, rounded half up.
    private func isRounded(_ figure: OffsetEvidence.Figure, _ counts: AuditedCounts) -> Bool {
        guard let spread = counts.spread(figure.measure, rule, cells) else {
            return plain(figure, counts) == figure.value
        }
        // Half of a last decimal may fall either way in floating point.
        let exact = spread * Double(rule.scoreScale) / Double(figure.unit)
        return abs(exact - Double(figure.value)) <= 0.5 + 1e-6
    }

    /// Value of a figure that is rounded half up, in its unit.
    private func plain(_ figure: OffsetEvidence.Figure, _ counts: AuditedCounts) -> Int {
        if let count = counts.count(figure.measure) {
            let (times, over) = scale(figure)
            let all = rule.isOfNumbers ? over : counts.units * over
            return floor(2 * count * times + all, 2 * all)
        }
        let exact =
            (counts.spread(figure.measure, rule, cells) ?? 0) * Double(rule.scoreScale) / Double(figure.unit)
        return Int((exact + 0.5).rounded(.down))
    }

    /// Multiplier of a count and multiplier of the units that put the figure in its unit.
    func scale(_ figure: OffsetEvidence.Figure) -> (times: Int, over: Int) {
        if case .share = figure.measure { return (rule.shareScale, figure.unit) }
        return (rule.scoreScale, figure.unit * rule.scoreUnit)
    }

    /// Fault in the world of a target; nil where there is none.
    private func fault(_ target: OffsetEvidence.Target, _ counted: CountedEvidence) -> String? {
        let (evidence, counts) = (counted.evidence, counted.counts)
        var left: [Int: Int] = [:]
        for move in target.moves {
            guard evidence.atoms.indices.contains(Int(move.atom)), move.units > 0 else {
                return "no such move"
            }
            left[Int(move.atom) << 32 | Int(move.from), default: 0] -= Int(move.units)
            left[Int(move.atom) << 32 | Int(move.to), default: 0] += Int(move.units)
        }
        for (place, step) in left where Int(evidence.atoms[place >> 32][place & 0xFFFF_FFFF]) + step < 0 {
            return "units that do not exist"
        }
        guard reaches(target) else { return "short of the interval" }
        for row in Set(target.moves.flatMap { counted.rowsOf[Int($0.atom)] }).sorted() {
            var after = counts[row]
            var since = 0
            for move in target.moves where evidence.rows[row].atoms.contains(Int(move.atom)) {
                after.add(-Int(move.units), ofCell: Int(move.from), rule, cells)
                after.add(Int(move.units), ofCell: Int(move.to), rule, cells)
                since = max(since, target.since[move.atom] ?? 0)
            }
            for figure in evidence.rows[row].figures
            where !keeps(figure, counts[row], after, since, evidence.release) {
                return "\(evidence.rows[row].code) would show another \(figure.measure)"
            }
            let isKept =
                rule.isOfNumbers
                // What lies above a region with a small group has offsets whatever it is itself.
                ? !counted.smallest.contains(row) || keepsCoarse(evidence.rows[row], counts[row], after)
                : keepsPattern(evidence.rows[row], counts[row], after)
            if !isKept {
                return "\(evidence.rows[row].code) would be recoded otherwise"
            }
        }
        return nil
    }

    /// Whether a world is far enough off.
    private func reaches(_ target: OffsetEvidence.Target) -> Bool {
        var change = AuditedCounts(rule, cells)
        for move in target.moves where target.atoms.contains(Int(move.atom)) {
            change.add(-Int(move.units), ofCell: Int(move.from), rule, cells)
            change.add(Int(move.units), ofCell: Int(move.to), rule, cells)
        }
        let step = target.group.map { change.groups[target.variable][$0] } ?? change.sums[target.variable]
        if target.isExact { return step == target.step }
        return target.step > 0 ? step >= target.step : step <= target.step
    }

    /// Whether a figure may be what it is in the world, in whatever subset of the releases.
    private func keeps(
        _ figure: OffsetEvidence.Figure,
        _ now: AuditedCounts,
        _ after: AuditedCounts,
        _ since: Int,
        _ release: Int
    ) -> Bool {
        guard let offset = figure.offset else {
            if rule.isOfNumbers, case .share(let variable, _) = figure.measure {
                return now.groups[variable] == after.groups[variable]
            }
            if let spread = after.spread(figure.measure, rule, cells),
                spread == now.spread(figure.measure, rule, cells)
            {
                return true
            }
            return plain(figure, after) == figure.value
        }
        guard figure.anchor >= since else { return true }
        let one = 1 << 40
        guard let was = now.count(figure.measure), let is_ = after.count(figure.measure) else {
            // What a unit does to a spread depends on all others: it is looked at when the spread is published.
            guard figure.anchor == release else { return true }
            let step =
                (after.spread(figure.measure, rule, cells) ?? 0)
                - (now.spread(figure.measure, rule, cells) ?? 0)
            let part = Int(step * Double(rule.scoreScale) / Double(figure.unit) * Double(one))
            return part >= 0
                ? max(offset.lowerBound, 0) + part < offset.upperBound
                : max(offset.lowerBound - part, 0) < min(offset.upperBound, one)
        }
        let step = is_ - was
        let (times, over) = scale(figure)
        let unit = Int128(figure.fewest) * Int128(over)
        // In units, rounded away from what would be allowed.
        let part = Int((Int128(abs(step)) * Int128(times) << 40) / unit) + (step == 0 ? 0 : 1)
        return step >= 0
            ? max(offset.lowerBound, 0) + part < min(offset.upperBound, one + part)
            : max(offset.lowerBound + part, 0) < min(offset.upperBound, one)
    }

    /// Whether a reader who knows the rule would see the same groups published as one.
    private func keepsPattern(_ row: OffsetEvidence.Row, _ now: AuditedCounts, _ after: AuditedCounts) -> Bool
    {
        let shown = Set(
            row.figures.compactMap { figure -> Int? in
                if case .share(let variable, _) = figure.measure { variable } else { nil }
            }
        )
        // What is published as one is not small itself.
        let small = 1..<rule.minimum
        let areMergedKept = row.figures.allSatisfy { figure in
            guard case .share(_, let groups) = figure.measure, groups.nonzeroBitCount > 1,
                let was = now.count(figure.measure), let is_ = after.count(figure.measure)
            else { return true }
            return small.contains(was) || !small.contains(is_)
        }
        return areMergedKept
            && now.groups.indices.allSatisfy { variable in
                !shown.contains(variable)
                    || now.groups[variable].indices.allSatisfy { group in
                        let (was, is_) = (now.groups[variable][group], after.groups[variable][group])
                        if was == is_ || row.merged[variable] >> UInt32(group) & 1 == 1 {
                            let isSmall = (1..<rule.minimum).contains(was) && row.isRecoded[variable]
                            return !isSmall || (1..<rule.minimum).contains(is_)
                        }
                        return is_ >= rule.minimum && was > 0
                    }
            }
    }

    /// Whether a smallest region would have offsets, or none, as it has.
    private func keepsCoarse(_ row: OffsetEvidence.Row, _ now: AuditedCounts, _ after: AuditedCounts) -> Bool
    {
        let shown = Set(
            row.figures.compactMap { if case .share(let own, _) = $0.measure { own } else { nil } }
        )
        return now.groups.indices.allSatisfy {
            !shown.contains($0)
                || hasSmall(now.groups[$0], of: now.units) == hasSmall(after.groups[$0], of: after.units)
        }
    }

    private func hasSmall(_ groups: [Int], of units: Int) -> Bool {
        groups.contains { count in
            (1..<rule.minimum).contains(count) || rule.hidesOneGroup && units - count < rule.minimum
        }
    }

    private func floor(_ a: Int, _ b: Int) -> Int {
        let quotient = a / b
        return quotient * b > a ? quotient - 1 : quotient
    }
}
