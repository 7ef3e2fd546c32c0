import Classification
public import Codebook
public import Statistics

/// Demands of a protection rule on the rows of one table, each row by itself.
public struct AskedRows: Sendable {
    private let rule: ProtectionRule
    private let sieved: ScreenedTable
    private var table: PublishedTable { sieved.table }
    /// Whether nothing in the table may be of an earlier release.
    private let isFirst: Bool

    /// Takes the rule and a table.
    public init(_ rule: ProtectionRule, _ sieved: ScreenedTable) {
        self.rule = rule
        self.sieved = sieved
        isFirst = !sieved.table.rows.contains { $0.map(Self.isKept) ?? false }
    }

    /// Whether some figure of a row may be of an earlier release.
    private static func isKept(_ row: PublishedRow) -> Bool {
        (row.shares.map(\.slack) + row.scores.map(\.slack)).contains(.kept)
    }

    /// Disclosures in the row of a region that hold whatever the true counts are.
    public func leaks(_ region: RegionIndex) -> [ReleaseLeak] {
        guard let row = table.rows[region.position], row.isShown else { return [] }
        return shownRow(region, row) + unexplained(region, row) + finer(region, row)
            + coarserAsked(region, row) + recodings(region, row)
    }

    /// A row with figures of a region that is under the threshold.
    private func shownRow(_ region: RegionIndex, _ row: PublishedRow) -> [ReleaseLeak] {
        let most = row.ownUnits?.upper ?? .max
        guard most < table.knowledge.threshold, !(row.shares.isEmpty && row.scores.isEmpty) else { return [] }
        return [ReleaseLeak(.row, of: region, within: 0...Double(max(0, most)))]
    }

    /// A row in coarser units than anything explains: all parts are shown, and none recodes.
    ///
    /// So one of them should not be. This is certain of the first release of a period only: later a part may have grown,
    /// and units stay coarse.
    private func unexplained(_ region: RegionIndex, _ row: PublishedRow) -> [ReleaseLeak] {
        guard table.isByOffsets, row.saysUnits, isFirst, !table.isBesidePostcodes,
            !table.edition.isLeaf(region),
            !table.smallVariables(region.position).contains(true)
        else { return [] }
        let isExplained = table.edition.descendants(of: region).contains { part in
            table.edition.isLeaf(RegionIndex(part)) && table.smallVariables(part).contains(true)
        }
        let isCoarse =
            row.scores.contains { $0.step > 1 } || row.shares.contains { $0.step > $0.whole / 100 }
        guard isCoarse, !isExplained else { return [] }
        return [ReleaseLeak(.row, of: region, within: 0...Double(table.knowledge.threshold - 1))]
    }

    /// Figures with more digits than the row says.
    private func finer(_ region: RegionIndex, _ row: PublishedRow) -> [ReleaseLeak] {
        guard row.saysUnits else { return [] }
        let shares = row.shares.filter { $0.value % $0.step != 0 }.map { share in
            let number = Double(share.value) / Double(share.whole) * 100
            return ReleaseLeak(
                .unit,
                of: region,
                variable: share.variable,
                groups: share.groups,
                within: number...number
            )
        }
        let scores = row.scores.filter { $0.value % $0.step != 0 }.map { score in
            let number = Double(score.value) / Double(score.scale)
            return ReleaseLeak(.unit, of: region, variable: score.variable, within: number...number)
        }
        return shares + scores
    }

    /// Figures in units that hold less than the rule asks of the largest withheld part, however small it is taken and
    /// however large the region.
    private func coarserAsked(_ region: RegionIndex, _ row: PublishedRow) -> [ReleaseLeak] {
        guard table.isByOffsets, row.hasOffsets, let most = row.ownUnits?.upper, most < WholeRange.open else {
            return []
        }
        let need = needed(region)
        let units = nearestFive(most)
        let factor = min(rule.offsets.factor, rule.offsets.widestFactor)
        var leaks: [ReleaseLeak] = []
        if need > 0, let score = row.scores.first {
            let wanted = Double(factor) * Double(rule.scoreInterval) / 1000 * Double(need)
            let stored = Double(score.step) / Double(score.scale) * Double(units)
            if stored < wanted * (1 - 1e-9) {
                leaks.append(
                    ReleaseLeak(.unit, of: region, within: stored / Double(units)...wanted / Double(units))
                )
            }
        }
        for variable in table.knowledge.groups.indices {
            guard let share = row.shares.first(where: { $0.variable == variable && $0.slack != .rounded }),
                need > 0 || isAboveRecoded(region, variable, units: row.ownUnits?.lower ?? 0)
            else { continue }
            let wanted = factor * (need > 0 ? min(rule.interval, need) : rule.interval) * share.whole
            guard share.step * units < wanted else { continue }
            let percent = 100 / Double(share.whole)
            leaks.append(
                ReleaseLeak(
                    .unit,
                    of: region,
                    variable: variable,
                    groups: share.groups,
                    within: Double(share.step) * percent...Double(wanted) / Double(units) * percent
                )
            )
        }
        return leaks
    }

    /// The fewest units of the largest withheld part, as others publish them; 0 where there may be none.
    private func needed(_ region: RegionIndex) -> Int64 {
        table.edition.descendants(of: region).map { part in
            guard table.isWithheld(RegionIndex(part)), let least = table.rows[part]?.ownUnits?.lower,
                least > 0,
                least < table.knowledge.threshold
            else { return 0 }
            return nearestFive(least)
        }.max() ?? 0
    }

    /// Whether a smaller region certainly lies in it that recodes a variable.
    private func isAboveRecoded(_ region: RegionIndex, _ variable: Int, units: Int64) -> Bool {
        table.edition.descendants(of: region).contains { part in
            guard table.edition.isLeaf(RegionIndex(part)), table.isShown(RegionIndex(part)),
                let most = table.rows[part]?.ownUnits?.upper
            else { return false }
            return most < units && table.smallVariables(part)[variable]
        }
    }

    /// Groups published as one of which none can have every small number of units: that one of them is small is said by
    /// the recoding, and no more may be.
    private func recodings(_ region: RegionIndex, _ row: PublishedRow) -> [ReleaseLeak] {
        // Figures of one row that are of several releases need not go together.
        guard table.isByOffsets, !Self.isKept(row) else { return [] }
        let parts = sieved.mergedParts(region)
        return row.shares.filter { $0.groups.count > 1 }.compactMap { block in
            let own = parts.filter { $0.variable == block.variable && block.groups.contains($0.group) }
            let isOpen = own.contains { $0.range.lower <= 1 && $0.range.upper >= rule.minimum - 1 }
            guard !own.isEmpty, !isOpen else { return nil }
            let (least, most) = (own.map(\.range.lower).min() ?? 0, own.map(\.range.upper).max() ?? 0)
            return ReleaseLeak(
                .recoding,
                of: region,
                variable: block.variable,
                groups: block.groups,
                within: Double(least)...Double(max(least, most))
            )
        }
    }

    private func nearestFive(_ units: Int64) -> Int64 { units == 0 ? 0 : max(5, (units + 2) / 5 * 5) }
}
