/// Fixed input of every search: one object, since copies of a search are many and short-lived.
final class WorldGround: Sendable {
    let model: OffsetModel
    /// By atom.
    let counts: [RowCounts]
    /// By atom, the units of every cell.
    let cells: [[Int32]]
    /// By atom, the rows that are shown and contain it.
    let rowsOf: [[Int]]
    /// By variable.
    let changes: [ChangeSearch]
    let writer: CellMoves

    init(model: OffsetModel, counts: [RowCounts], cells: [[Int32]], rowsOf: [[Int]]) {
        self.model = model
        self.counts = counts
        self.cells = cells
        self.rowsOf = rowsOf
        changes = model.variables.indices.map { ChangeSearch(model, variable: $0) }
        writer = CellMoves(model)
    }
}

/// The search for second worlds of withheld figures among given windows of the rows above.
struct WorldSearch: Sendable {
    /// How many changes are looked at for units that change places, before a change is made without.
    private static let mostSwaps = 12

    let ground: WorldGround
    /// By row.
    var windows: [RowWindows]
    /// Windows that stand for those of some rows.
    var instead: [(row: Int, windows: RowWindows)] = []
    /// By atom, the release since which its counts are what they are; empty where every figure binds.
    ///
    /// Figures that were published last before it bind nothing of them.
    var since: [Int] = []
    /// Whether units that change places are looked for, or any change will do.
    var prefersSwaps = true

    init(_ ground: WorldGround, windows: [RowWindows]) {
        self.ground = ground
        self.windows = windows
    }

    /// A world that reaches a target; nil where the search finds none.
    func world(of entity: TargetEntity, reaching target: Target) -> OffsetWorld? {
        if target.variable == ground.model.variables.count {
            guard case .sum(let step) = target.goal else { return nil }
            return worldOfTotal(entity, step)
        }
        var first: [OffsetWorld.Part]?
        for place in entity.atoms.indices {
            guard
                let parts = parts(entity, place, target.variable, target.goal, after: [], mayTakeAlong: true)
            else { continue }
            // Units that change places leave the region that they are of as it is: another partner may have them.
            if entity.partners[place] < 0 || parts[0].swaps != nil { return OffsetWorld(parts) }
            if first == nil { first = parts }
        }
        if let first { return OffsetWorld(first) }
        if entity.atoms.count > 1, let parts = several(entity, target.variable, target.goal, after: []) {
            return OffsetWorld(parts)
        }
        guard !entity.spare.isEmpty else { return nil }
        var wider = entity
        wider.spare = []
        wider.atoms += entity.spare
        wider.partners += entity.spare.map { _ in -1 }
        // No change of the others alone was found.
        for place in entity.atoms.count..<wider.atoms.count {
            if let parts = parts(wider, place, target.variable, target.goal, after: [], mayTakeAlong: true) {
                return OffsetWorld(parts)
            }
        }
        return several(wider, target.variable, target.goal, after: []).map { OffsetWorld($0) }
    }

    /// A change in one atom, and the opposite one in its partner if it has one.
    private func parts(
        _ entity: TargetEntity,
        _ place: Int,
        _ variable: Int,
        _ goal: Target.Goal,
        after: [OffsetWorld.Part],
        mayTakeAlong: Bool = false
    ) -> [OffsetWorld.Part]? {
        var atom = entity.atoms[place]
        var partner = entity.partners[place]
        var goal = goal
        // Of two the smaller has the fewer sums: what it can have is looked for, and the other takes the opposite.
        if partner >= 0, ground.counts[partner].units < ground.counts[atom].units {
            (atom, partner) = (partner, atom)
            goal = goal.opposite
        }
        guard !after.contains(where: { $0.variable == variable && ($0.atom == atom || $0.atom == partner) })
        else { return nil }
        if case .count(let group, let step) = goal, step < 0,
            ground.counts[atom].groups[ground.model.groupBase[variable] + group] + step < 0
        {
            return nil
        }
        let room = room(atom, partner, variable, after: after)
        let search = ground.changes[variable]
        let own = ground.counts[atom]
        // The first change that can be is kept, while some more are looked at for units that change places.
        var tries = prefersSwaps && after.isEmpty ? Self.mostSwaps : 0
        var first: ChangeSearch.Change?
        var swapped: [OffsetWorld.Part]?
        let take: (ChangeSearch.Change) -> Bool = { change in
            guard (partner < 0 || isOppositePossible(partner, variable, change)),
                odds(of: change, atom, partner, variable) * Double(ground.model.settings.oddsFloor) >= 1
            else { return false }
            guard partner >= 0, tries > 0 else { return true }
            swapped = swap(atom, partner, variable, change, mayTakeAlong: mayTakeAlong)
            if swapped != nil { return true }
            if first == nil { first = change }
            tries -= 1
            return tries == 0
        }
        // A partner of few units has few sums of its own.
        let patience = partner < 0 ? 3 : 8
        let searched: ChangeSearch.Change? =
            switch goal {
            case .count(let group, let step):
                search.change(
                    of: group,
                    by: step,
                    counts: own.groups,
                    sum: own.sums[variable],
                    room: room,
                    patience: patience,
                    take: take
                )
            case .sum(let step):
                search.change(
                    ofSumBy: step,
                    counts: own.groups,
                    sum: own.sums[variable],
                    room: room,
                    patience: patience,
                    take: take
                )
            }
        let last = searched ?? (first == nil ? lopsided(atom, variable, goal, room, take) : nil)
        if let swapped { return swapped }
        guard let found = first ?? last else { return nil }
        let part = OffsetWorld.Part(atom: atom, variable: variable, groups: found.groups, sum: found.sum)
        return partner < 0 ? [part] : [part, part.opposite(in: partner)]
    }

    /// Changes in several atoms that reach a goal together, each taking as much as it can.
    private func several(
        _ entity: TargetEntity,
        _ variable: Int,
        _ goal: Target.Goal,
        after: [OffsetWorld.Part]
    ) -> [OffsetWorld.Part]? {
        var taken = after
        switch goal {
        case .count(let group, let step):
            var rest = step
            for place in entity.atoms.indices where rest != 0 {
                for size in stride(from: min(abs(rest), ChangeTable.reach), through: 1, by: -1) {
                    let own = Target.Goal.count(group: group, step: rest < 0 ? -size : size)
                    guard let parts = parts(entity, place, variable, own, after: taken) else { continue }
                    taken += parts
                    rest -= rest < 0 ? -size : size
                    break
                }
            }
            return rest == 0 ? taken : nil
        case .sum(let step):
            var rest = step
            for place in entity.atoms.indices where step > 0 ? rest > 0 : rest < 0 {
                let own = ground.counts[entity.atoms[place]]
                let most =
                    step > 0
                    ? own.units * ground.changes[variable].sums.greatest - own.sums[variable]
                    : own.units * ground.changes[variable].sums.least - own.sums[variable]
                for share in [1, 2, 4, 8] {
                    let goal = (step > 0 ? min(rest, most) : max(rest, most)) / share
                    guard goal != 0,
                        let parts = parts(entity, place, variable, .sum(step: goal), after: taken)
                    else { continue }
                    taken += parts
                    rest -= parts.first { $0.atom == entity.atoms[place] }?.sum ?? 0
                    break
                }
            }
            return (step > 0 ? rest <= 0 : rest >= 0) ? taken : nil
        }
    }

    /// Changes of several variables whose sums together reach a goal.
    private func worldOfTotal(_ entity: TargetEntity, _ step: Int) -> OffsetWorld? {
        var taken: [OffsetWorld.Part] = []
        var rest = step
        for variable in ground.model.variables.indices where step > 0 ? rest > 0 : rest < 0 {
            let most = entity.atoms.reduce(0) { sum, atom in
                let bound =
                    step > 0 ? ground.changes[variable].sums.greatest : ground.changes[variable].sums.least
                return sum + ground.counts[atom].units * bound - ground.counts[atom].sums[variable]
            }
            for share in [1, 2, 4, 8] {
                let goal = (step > 0 ? min(rest, most) : max(rest, most)) / share
                guard goal != 0, let parts = several(entity, variable, .sum(step: goal), after: taken) else {
                    continue
                }
                let added = parts[taken.count...]
                rest -= added.reduce(0) { sum, part in
                    entity.partners[0] < 0 || part.atom == entity.atoms[0] ? sum + part.sum : sum
                }
                taken = parts
                break
            }
        }
        return (step > 0 ? rest <= 0 : rest >= 0) ? OffsetWorld(taken) : nil
    }

    /// A change of the sum by whole units at one end that become units of the other: what is left where many units
    /// have to change.
    private func lopsided(
        _ atom: Int,
        _ variable: Int,
        _ goal: Target.Goal,
        _ room: ChangeRoom,
        _ take: (ChangeSearch.Change) -> Bool
    ) -> ChangeSearch.Change? {
        guard case .sum(let step) = goal, step > 0 ? room.high >= step : room.low <= step else { return nil }
        let own = ground.model.variables[variable]
        let order = own.coefficients.indices.sorted { a, b in
            step > 0 ? own.coefficients[a] < own.coefficients[b] : own.coefficients[a] > own.coefficients[b]
        }
        guard let end = order.last else { return nil }
        var change = ChangeSearch.Change(groups: [Int8](repeating: 0, count: own.groupCount), sum: 0)
        for category in order.dropLast() {
            let gain = own.coefficients[end] - own.coefficients[category]
            var left = ground.counts[atom].categories[ground.model.categoryBase[variable] + category]
            guard gain != 0 else { continue }
            while left > 0, step > 0 ? change.sum < step : change.sum > step {
                guard change.groups[own.groups[category]] > -120, change.groups[own.groups[end]] < 120 else {
                    return nil
                }
                change.groups[own.groups[category]] -= 1
                change.groups[own.groups[end]] += 1
                change.sum += gain
                left -= 1
            }
        }
        guard step > 0 ? change.sum >= step : change.sum <= step, change.sum >= room.low,
            change.sum <= room.high,
            unsafe change.groups.withUnsafeBufferPointer({ groups in
                guard let start = groups.baseAddress else { return false }
                return unsafe room.allows(start)
            }), take(change)
        else { return nil }
        return change
    }

    private func isOppositePossible(_ atom: Int, _ variable: Int, _ change: ChangeSearch.Change) -> Bool {
        let base = ground.model.groupBase[variable]
        for (group, step) in change.groups.enumerated()
        where ground.counts[atom].groups[base + group] - Int(step) < 0 { return false }
        let opposite = change.groups.map { -$0 }
        return unsafe opposite.withUnsafeBufferPointer { buffer in
            unsafe ground.changes[variable].sums.contains(
                ground.counts[atom].sums[variable] - change.sum,
                ground.counts[atom].groups,
                base,
                buffer.baseAddress
            )
        }
    }

    /// A change by units of both that change places; nil where there are none, or what they take along is not free.
    private func swap(
        _ atom: Int,
        _ partner: Int,
        _ variable: Int,
        _ change: ChangeSearch.Change,
        mayTakeAlong: Bool
    ) -> [OffsetWorld.Part]? {
        var part = OffsetWorld.Part(atom: atom, variable: variable, groups: change.groups, sum: change.sum)
        let both = (ground.counts[atom], ground.counts[partner])
        guard
            let swaps = CellSwaps(
                ground.writer,
                part,
                both,
                (ground.cells[atom], ground.cells[partner]),
                withOthers: mayTakeAlong
            )
        else { return nil }
        part.swaps = swaps.units
        var parts = [part, part.opposite(in: partner)]
        var odds = odds(of: change, atom, partner, variable)
        for other in swaps.others(of: part, ground.model) {
            let room = room(atom, partner, other.variable, after: parts)
            let change = ChangeSearch.Change(groups: other.groups, sum: other.sum)
            guard other.sum >= room.low, other.sum <= room.high,
                unsafe other.groups.withUnsafeBufferPointer({ groups in
                    guard let start = groups.baseAddress else { return false }
                    return unsafe room.allows(start)
                })
            else { return nil }
            odds *= self.odds(of: change, atom, partner, other.variable)
            parts += [other, other.opposite(in: partner)]
        }
        return odds * Double(ground.model.settings.oddsFloor) >= 1 ? parts : nil
    }

    /// The windows of a row.
    @inline(__always)
    func windows(of row: Int) -> RowWindows {
        instead.isEmpty ? windows[row] : instead.last { $0.row == row }?.windows ?? windows[row]
    }
}
