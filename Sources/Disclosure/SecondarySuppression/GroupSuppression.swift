import Codebook
import Statistics

/// Withholds single groups of regions for the sake of others, instead of whole rows, until flows of units prove
/// every withheld count safe.
///
/// For a table of one variable whose regions lie in each other; what is withheld for its size is withheld whole.
/// The groups of a row that are withheld are one block: their sum follows from the others.
/// Source: docs/decisions/0026-groups-instead-of-rows.md.
struct GroupSuppression {
    private let component: Component
    private let network: GroupNetwork
    private let isFrozen: [Bool]
    /// By arc, whether its count is withheld, and nothing that is out tells it.
    private var isOpen: [Bool]
    /// By arc, whether it was opened for the sake of others.
    private var isComplement: [Bool]
    /// By withheld count, how far units flow up and down.
    private var flows: [Int: [GroupNetwork.Flow]] = [:]
    /// The withheld counts that only move where groups may seem empty that are not.
    private var emptying: Set<Int> = []
    /// By unit, how much of it is shown.
    private(set) var views: [RegionView]
    /// The units that nothing can prove safe, because too much is out already.
    private(set) var unproven: Set<Int> = []
    /// The units of which groups were withheld for the sake of others.
    private(set) var complements: Set<Int> = []

    /// Starts from the views that small regions and small groups ask for.
    init(_ component: Component, _ network: GroupNetwork, views: [RegionView], isFrozen: [Bool]) {
        self.component = component
        self.network = network
        self.views = views
        self.isFrozen = isFrozen
        isOpen = network.arcs.map { arc in
            guard let unit = arc.unit else { return true }
            return views[unit].hidesGroup(arc.group)
                && Self.isMovable(component.units[unit], arc.group, isFrozen[unit])
        }
        isComplement = network.arcs.map { _ in false }
    }

    /// Whether nothing that is out fixes the count of a group.
    private static func isMovable(_ unit: Component.Unit, _ group: Int, _ isFrozen: Bool) -> Bool {
        !isFrozen
            && unit.nearViews.allSatisfy { view in
                !view.isShown || view.merged(0).count == 1 && view.hidesGroup(group)
            }
    }

    /// Withholds groups until everything is proved, then shows again what was withheld in vain.
    mutating func run() {
        var targets = network.arcs.indices.filter { network.arcs[$0].unit != nil && isOpen[$0] }
            .sorted { (network.arcs[$0].count, $0) < (network.arcs[$1].count, $1) }
        var next = 0
        while next < targets.count {
            targets += open(for: targets[next])
            next += 1
        }
        dropNeedless()
        for place in network.arcs.indices where isComplement[place] {
            guard let unit = network.arcs[place].unit else { continue }
            complements.insert(unit)
        }
        for unit in complements {
            views[unit] = views[unit].merging(hidden(unit), of: 0)
            if GroupMerging.all(views[unit].blocks[0]) { views[unit].isShown = false }
        }
    }

    /// The worlds in which the withheld counts move as far as the rule wants.
    var worlds: [SafetyCertificate.World] {
        flows.sorted { $0.key < $1.key }.flatMap { $0.value }.filter { $0.moved > 0 }.map { flow in
            SafetyCertificate.World(GroupExchanges(component, network).exchanges(of: flow))
        }
    }

    // MARK: - Flows

    /// The groups of a region that are withheld.
    private func hidden(_ unit: Int) -> [Int] {
        views[unit].blocks[0].indices.filter { group in
            views[unit].hidesGroup(group) || network.arc(of: unit, group).map { isComplement[$0] } ?? false
        }
    }

    /// How far a withheld count has to move, clipped at nothing and at the units of what is withheld with it.
    private func wanted(_ target: Int) -> [(isUp: Bool, units: Int64)] {
        let arc = network.arcs[target]
        guard let unit = arc.unit else { return [] }
        let all = hidden(unit).reduce(0) { $0 + component.units[unit].groups[$1] }
        return [
            (true, min(component.rule.interval, all - arc.count)),
            (false, min(component.rule.interval, arc.count)),
        ]
    }

    /// The flows of a withheld count through what is withheld; nil where they do not go far enough.
    private func flows(of target: Int) -> [GroupNetwork.Flow]? {
        var flows: [GroupNetwork.Flow] = []
        for (isUp, units) in wanted(target) {
            let leavesSome = !emptying.contains(target)
            let flow = network.move(target, isUp: isUp, by: units, leavesSome: leavesSome) {
                isOpen[$0] ? 0 : nil
            }
            guard flow.moved >= units else { return nil }
            flows.append(flow)
        }
        return flows
    }

    /// Withholds what it takes to move a count far enough; returns the counts that have to be looked at for it.
    private mutating func open(for target: Int) -> [Int] {
        if let known = flows(of: target) {
            flows[target] = known
            return []
        }
        var own: [GroupNetwork.Flow] = []
        var opened: [Int] = []
        for (isUp, units) in wanted(target) {
            let cost = { isOpen[$0] ? 0 : self.cost(of: $0) }
            var flow = network.move(target, isUp: isUp, by: units, leavesSome: true, cost: cost)
            if flow.moved < units {
                emptying.insert(target)
                flow = network.move(target, isUp: isUp, by: units, leavesSome: false, cost: cost)
            }
            if flow.moved < units, let unit = network.arcs[target].unit { unproven.insert(unit) }
            own.append(flow)
            for arc in flow.changes.keys.sorted() where !isOpen[arc] && flow.changes[arc] != 0 {
                isOpen[arc] = true
                isComplement[arc] = true
                opened.append(arc)
            }
        }
        flows[target] = own
        // With more groups in its block, a count has further to go.
        let units = Set(opened.compactMap { network.arcs[$0].unit }).sorted()
        return units.flatMap { unit in hidden(unit).compactMap { network.arc(of: unit, $0) } }
            .filter { isOpen[$0] }
    }

    /// Cost of withholding a count: as few as possible, then of the fewest units; nil where it is published.
    private func cost(of place: Int) -> Int64? {
        guard let position = network.arcs[place].unit else { return nil }
        let unit = component.units[position]
        let group = network.arcs[place].group
        guard Self.isMovable(unit, group, isFrozen[position]) else { return nil }
        let tie = Int64(truncatingIfNeeded: BitMixing.mixed(unit.tie ^ UInt64(group)) & 0xFF)
        if unit.versions.contains(where: { $0.view.hidesGroup(group) }) { return 1 + tie }
        // A region under two codes has two rows; what nothing holds that is published is dearest to do without.
        let weight = Int64(max(1, unit.keys.count)) * (network.isOutermost(place) ? 8 : 1)
        return (weight << 44) + (min(unit.cost, 1 << 30) << 8) + tie
    }

    // MARK: - What was withheld in vain

    private mutating func dropNeedless() {
        let order = network.arcs.indices.filter { isComplement[$0] }.sorted { a, b in
            (cost(of: b) ?? 0, a) < (cost(of: a) ?? 0, b)
        }
        for place in order where isComplement[place] {
            var trial = self
            if trial.show(place) { self = trial }
        }
    }

    /// Shows a count that was withheld for others, and others of its kind that are told then; false where one is
    /// told that has to be withheld.
    private mutating func show(_ place: Int) -> Bool {
        var open = [place]
        while let place = open.popLast() {
            guard isOpen[place] else { continue }
            isOpen[place] = false
            isComplement[place] = false
            flows[place] = nil
            for target in flows.keys.sorted()
            where flows[target]?.contains(where: { $0.changes[place] != nil }) == true {
                if let other = flows(of: target) {
                    flows[target] = other
                } else if isComplement[target] {
                    open.append(target)
                } else {
                    return false
                }
            }
        }
        return true
    }
}

extension RegionView {
    /// Whether the count of a group of the only variable is withheld, or merged with others.
    func hidesGroup(_ group: Int) -> Bool { !isShown || block(of: group, variable: 0).count > 1 }
}
