/// The withheld figures of a country and how far each must be able to be another.
struct TargetList {
    let model: OffsetModel
    let ground: OffsetGround

    /// All withheld regions, small groups and slivers.
    ///
    /// - Parameters:
    ///   - rows: The rows with their layouts.
    ///   - isSmall: By variable and atom, whether the atom's counts of the variable may be others.
    /// - Returns: What is withheld.
    func entities(_ rows: [OffsetRow], isSmall: [[Bool]]) -> [TargetEntity] {
        withheld() + unions() + recoded(rows, isSmall) + slivers(rows) + wished(rows)
    }

    /// Variables of shown regions that an office wants withheld.
    private func wished(_ rows: [OffsetRow]) -> [TargetEntity] {
        rows.flatMap { row in
            row.wish.withheld.sorted().map { variable in
                var own = entity(.withheld, row.atoms, "\(row.code)/\(model.variables[variable].key)")
                own.targets = own.targets.filter { target in
                    if case .count = target.goal { target.variable == variable } else { false }
                }
                return own
            }
        }
    }

    /// Regions that are too small, and where several atoms are in them each of these.
    private func withheld() -> [TargetEntity] {
        var seen: Set<[Int]> = []
        var entities: [TargetEntity] = []
        for row in ground.rows where !row.isShown {
            let apart = row.atoms.count > 1 && row.kind != .other ? row.atoms.map({ [$0] }) : []
            for atoms in [row.atoms] + apart where seen.insert(atoms).inserted {
                let name = atoms.count == row.atoms.count ? row.code : "\(row.code)/\(atoms[0])"
                entities.append(entity(.withheld, atoms, name))
            }
        }
        return entities
    }

    /// Withheld regions of one shown row that together are too small as well: they are known by subtraction.
    private func unions() -> [TargetEntity] {
        ground.rows.compactMap { row in
            guard row.isShown, row.kind == .made else { return nil }
            let atoms = row.atoms.filter { ground.isWithheld[$0] }
            let units = atoms.reduce(0) { $0 + ground.atoms[$1].units }
            guard atoms.count > 1, units < model.settings.threshold,
                Set(atoms.map { ground.smallestOf[$0] }).count > 1
            else { return nil }
            return entity(.union, atoms, "\(row.code)/rest")
        }
    }

    private func entity(_ kind: TargetEntity.Kind, _ atoms: [Int], _ name: String) -> TargetEntity {
        var counts = RowCounts(nothing: model)
        for atom in atoms { counts.add(ground.atoms[atom]) }
        let sorted = atoms.sorted { (ground.atoms[$0].units, $1) > (ground.atoms[$1].units, $0) }
        return TargetEntity(
            kind: kind,
            atoms: sorted,
            scope: sorted,
            partners: sorted.map { _ in -1 },
            targets: targets(counts),
            name: name
        )
    }

    /// Both sides of every count and sum of a region of these counts.
    ///
    /// - Parameters:
    ///   - counts: The counts of the region.
    ///   - rest: The largest other part of the shown region that it is a part of: what they have together is known, so
    ///     that neither can be more than the other leaves.
    /// - Returns: The targets, in order.
    func targets(_ counts: RowCounts, rest: RowCounts? = nil) -> [Target] {
        var targets: [Target] = []
        let interval = model.settings.interval
        let apart = (model.settings.scoreInterval * model.scoreUnit * counts.units + 999) / 1000
        var total = (low: 0, high: 0)
        for (rank, variable) in model.variables.enumerated() {
            for group in 0..<variable.groupCount {
                let count = counts.groups[model.groupBase[rank] + group]
                var (low, high) = (min(interval, count), min(interval, counts.units - count))
                if let rest {
                    let other = rest.groups[model.groupBase[rank] + group]
                    (low, high) = (min(low, rest.units - other), min(high, other))
                }
                if low > 0 { targets.append(Target(variable: rank, goal: .count(group: group, step: -low))) }
                if high > 0 { targets.append(Target(variable: rank, goal: .count(group: group, step: high))) }
            }
            guard model.scoreDecimals != nil else { continue }
            let sum = counts.sums[rank]
            var low = sum - counts.units * model.sums[rank].least
            var high = counts.units * model.sums[rank].greatest - sum
            if let rest {
                let range = range(rest.units, of: rank, counts, rest)
                low = min(low, range.upperBound - rest.sums[rank])
                high = min(high, rest.sums[rank] - range.lowerBound)
            }
            // Of a part whose sum with another is known, the total moves as far as some variable does.
            total =
                rest == nil
                ? (total.low + low, total.high + high) : (max(total.low, low), max(total.high, high))
            if low > 0 { targets.append(Target(variable: rank, goal: .sum(step: -min(apart, low)))) }
            if high > 0 { targets.append(Target(variable: rank, goal: .sum(step: min(apart, high)))) }
        }
        if model.scoreDecimals != nil {
            let all = model.variables.count
            if total.low > 0 {
                targets.append(Target(variable: all, goal: .sum(step: -min(apart, total.low))))
            }
            if total.high > 0 {
                targets.append(Target(variable: all, goal: .sum(step: min(apart, total.high))))
            }
        }
        return targets
    }

    /// Between what the coefficients of some units add up to, when they are any of the units that two have together.
    private func range(_ units: Int, of rank: Int, _ one: RowCounts, _ other: RowCounts) -> ClosedRange<Int> {
        let groups = model.sums[rank].groups.indices.map { group in
            (
                model.sums[rank].groups[group],
                one.groups[model.groupBase[rank] + group] + other.groups[model.groupBase[rank] + group]
            )
        }
        func extreme(_ sorted: [(GroupReach, Int)], _ coefficient: (GroupReach) -> Int) -> Int {
            var left = units
            return sorted.reduce(0) { sum, entry in
                let taken = min(left, entry.1)
                left -= taken
                return sum + taken * coefficient(entry.0)
            }
        }
        let low = extreme(groups.sorted { $0.0.base < $1.0.base }) { $0.base }
        let high = extreme(groups.sorted { $0.0.base + $0.0.widest > $1.0.base + $1.0.widest }) {
            $0.base + $0.widest
        }
        return low...max(low, high)
    }

    /// Small groups of shown rows: every other small count must be possible.
    private func recoded(_ rows: [OffsetRow], _ isSmall: [[Bool]]) -> [TargetEntity] {
        var entities: [TargetEntity] = []
        for (rank, row) in rows.enumerated() where ground.rows[rank].isShown {
            for variable in model.variables.indices where row.layout.variables[variable].isRecoded {
                let small = row.layout.variables[variable].small
                for group in 0..<model.variables[variable].groupCount where small >> UInt32(group) & 1 == 1 {
                    let count = row.counts.groups[model.groupBase[variable] + group]
                    let targets = others(count, row, variable, group, isSmall[variable]).map {
                        Target(variable: variable, goal: .count(group: group, step: $0 - count))
                    }
                    var atoms: [Int] = []
                    var partners: [Int] = []
                    var spare: [Int] = []
                    for atom in row.atoms {
                        let units = ground.atoms[atom].groups[model.groupBase[variable] + group]
                        let isFree = isSmall[variable][atom] || ground.isWithheld[atom]
                        if isFree, row.kind != .other || units > 0 || row.atoms.count == 1 {
                            atoms.append(atom)
                            partners.append(-1)
                        } else if isFree {
                            spare.append(atom)
                        }
                        if row.kind == .other, let other = partner(of: atom) {
                            atoms.append(atom)
                            partners.append(other)
                        }
                    }
                    entities.append(
                        TargetEntity(
                            kind: .recoded(row: rank),
                            atoms: atoms,
                            scope: row.atoms,
                            partners: partners,
                            spare: spare,
                            targets: targets,
                            name: "\(row.code)/\(model.variables[variable].key)/\(group)"
                        )
                    )
                }
            }
        }
        return entities
    }

    /// The other counts that must be possible for a small group, or for one of all units.
    ///
    /// Of numbers, what a row above is told of is not whether one of its own groups is small: its count must be able to be
    /// the interval more, as far as what is withheld or small in it has units at all, and less as far as these do not
    /// tell that each has a unit.
    private func others(_ count: Int, _ row: OffsetRow, _ variable: Int, _ group: Int, _ isSmall: [Bool])
        -> [Int]
    {
        let minimum = model.settings.minimum
        guard model.countBase != nil, row.kind != .smallest else {
            let all = count < minimum ? Array(1..<minimum) : (1..<minimum).map { row.counts.units - $0 }
            return all.filter { $0 != count }
        }
        let interval = model.settings.interval
        let base = model.groupBase[variable]
        // How many units such regions have is known, and all others are told exactly; a part of one of those has as much
        // as the largest other part can take.
        let (least, most) = row.atoms.reduce((count, count)) { known, atom in
            let (counts, own) = (ground.atoms[atom], ground.atoms[atom].groups[base + group])
            if isSmall[atom] || ground.isWithheld[atom] {
                return (known.0 - own, known.1 + counts.units - own)
            }
            guard row.kind == .other, let partner = partner(of: atom) else { return known }
            let (rest, other) = (ground.atoms[partner], ground.atoms[partner].groups[base + group])
            return (known.0 - min(own, rest.units - other), known.1 + min(counts.units - own, other))
        }
        guard count < minimum else { return [max(count - interval, least)].filter { $0 != count } }
        // Of a region that lies in others of a second geography the row holds a part, which may have none of its units.
        let own = Set(row.atoms)
        let sure = Set(row.atoms.map { ground.smallestOf[$0] }).count { smallest in
            guard smallest >= 0 else { return false }
            let part = ground.rows[smallest]
            return part.isShown && part.atoms.allSatisfy { isSmall[$0] && own.contains($0) }
                && part.counts.groups[base + group] > 0
        }
        return [max(count - interval, least + sure), min(count + interval, most)].filter { $0 != count }
    }

    /// Small parts of shown regions that another geography cuts off.
    private func slivers(_ rows: [OffsetRow]) -> [TargetEntity] {
        ground.atoms.indices.compactMap { atom in
            guard !ground.isWithheld[atom], ground.isShared(atom),
                (1..<model.settings.threshold).contains(ground.atoms[atom].units)
            else { return nil }
            let others = ground.rows[ground.smallestOf[atom]].atoms.filter { $0 != atom }
                .sorted { (ground.atoms[$0].units, $1) > (ground.atoms[$1].units, $0) }
            return TargetEntity(
                kind: .sliver,
                atoms: others.map { _ in atom },
                scope: [atom],
                partners: others,
                targets: targets(ground.atoms[atom], rest: others.first.map { ground.atoms[$0] }),
                name: "\(rows[ground.smallestOf[atom]].code)/\(atom)"
            )
        }
    }

    /// The largest other atom of the region that an atom is a part of; nil where the atom is all of it.
    private func partner(of atom: Int) -> Int? {
        guard ground.isShared(atom) else { return nil }
        return ground.rows[ground.smallestOf[atom]].atoms.filter { $0 != atom }
            .max { (ground.atoms[$0].units, $1) < (ground.atoms[$1].units, $0) }
    }
}
