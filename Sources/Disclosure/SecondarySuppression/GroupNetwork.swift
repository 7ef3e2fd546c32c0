import Codebook
import HeapModule

/// The groups of one variable in regions that lie in each other, as a network that units flow through.
///
/// Every atom is a node, and so is every group of a region that holds more. An arc is a count: of a group in a
/// region, from the region to the one that it lies in. What flows into a node flows out of it: an atom keeps its
/// units, a sum stays the sum of its parts. So a cycle through withheld counts changes nothing that is shown, in
/// whole units; and by the theory of flows, what no cycle reaches is told by the sums.
struct GroupNetwork {
    /// A count of a group, or what nobody publishes of an atom without a region of its own.
    struct Arc {
        let tail: Int
        let head: Int
        /// The region; nil for an atom that none stands for.
        let unit: Int?
        /// The atom that the arc leaves; nil where it leaves a sum.
        let atom: Int?
        let group: Int
        let count: Int64
        /// Least count that stays where a group gives to others: that a group is not empty is often known of large
        /// regions, and of small ones where it has more than a few units.
        let least: Int64
    }

    /// A path through the network: arcs, and whether units are added to them.
    typealias Path = [(arc: Int, isUp: Bool)]

    let arcs: [Arc]
    /// By node, the arcs that meet in it.
    let incident: [[Int]]
    private let places: [[Int]: Int]

    /// Makes the network; nil where regions overlap, where there is more than one variable, or where scores
    /// would have to be left open too.
    init?(_ component: Component) {
        let space = component.space
        guard space.variableCount == 1, space.scales.allSatisfy({ Set($0.scores).count <= 1 }) else {
            return nil
        }
        let units = component.units
        let groups = space.groupTotal
        let outside = component.atomUnits.count + units.count * groups
        func node(_ unit: Int, _ group: Int) -> Int {
            component.atomUnits.count + unit * groups + group
        }
        func least(_ count: Int64, _ unit: Component.Unit) -> Int64 {
            let rule = component.rule
            return count > (unit.count < rule.threshold ? rule.interval : 0) ? 1 : 0
        }
        var parents = [Int?](repeating: nil, count: units.count)
        var hasParent = [Bool](repeating: false, count: units.count)
        var arcs: [Arc] = []
        for atom in component.holders.indices {
            let chain = component.holders[atom].sorted { units[$0].atoms.count < units[$1].atoms.count }
            guard let first = chain.first else { continue }
            for (place, unit) in chain.enumerated() {
                let parent = place + 1 < chain.count ? chain[place + 1] : nil
                if hasParent[unit], parents[unit] != parent { return nil }
                if let parent, units[parent].atoms.count == units[unit].atoms.count { return nil }
                (parents[unit], hasParent[unit]) = (parent, true)
            }
            let isOwn = units[first].atoms.count == 1
            let above = isOwn ? (chain.count > 1 ? chain[1] : nil) : first
            for group in 0..<groups {
                arcs.append(
                    Arc(
                        tail: atom,
                        head: above.map { node($0, group) } ?? outside,
                        unit: isOwn ? first : nil,
                        atom: atom,
                        group: group,
                        count: component.atomGroups[atom][group],
                        least: isOwn ? least(component.atomGroups[atom][group], units[first]) : 0
                    )
                )
            }
        }
        for unit in units.indices where units[unit].atoms.count > 1 {
            for group in 0..<groups {
                arcs.append(
                    Arc(
                        tail: node(unit, group),
                        head: parents[unit].map { node($0, group) } ?? outside,
                        unit: unit,
                        atom: nil,
                        group: group,
                        count: units[unit].groups[group],
                        least: least(units[unit].groups[group], units[unit])
                    )
                )
            }
        }
        var incident = [[Int]](repeating: [], count: outside + 1)
        var places: [[Int]: Int] = [:]
        for (place, arc) in arcs.enumerated() {
            incident[arc.tail].append(place)
            incident[arc.head].append(place)
            if let unit = arc.unit { places[[unit, arc.group]] = place }
        }
        self.arcs = arcs
        self.incident = incident
        self.places = places
    }

    /// The arc of a group of a region; nil where nobody lives there.
    func arc(of unit: Int, _ group: Int) -> Int? { places[[unit, group]] }

    /// Whether a count is of a region that lies in no other.
    func isOutermost(_ arc: Int) -> Bool { arcs[arc].head == incident.count - 1 }

    /// Outcome of moving a count.
    struct Flow {
        /// By arc, how many units more; negative for fewer.
        var changes: [Int: Int64] = [:]
        /// How far the count moved.
        var moved: Int64 = 0
    }

    /// Moves a count by so many units, or as far as it goes, along the cycles that cost least.
    ///
    /// - Parameters:
    ///   - target: The arc of the count.
    ///   - isUp: Whether it is to have more units.
    ///   - wanted: How many.
    ///   - leavesSome: Whether groups that give units keep what is known of them.
    ///   - cost: What it costs to use an arc that was not used before; nil for one that cannot be.
    /// - Returns: What flows, and how far the count moved.
    func move(_ target: Int, isUp: Bool, by wanted: Int64, leavesSome: Bool, cost: (Int) -> Int64?)
        -> Flow
    {
        func room(_ arc: Int, _ flow: Flow) -> Int64 {
            arcs[arc].count + flow.changes[arc, default: 0] - (leavesSome ? arcs[arc].least : 0)
        }
        var flow = Flow()
        while flow.moved < wanted {
            let path = path(past: target, isUp: isUp, cost: { flow.changes[$0] == nil ? cost($0) : 0 }) {
                room($0, flow)
            }
            guard let path else { break }
            let rooms = path.filter { !$0.isUp }.map { room($0.arc, flow) }
            var units = min(wanted - flow.moved, rooms.min() ?? .max)
            if !isUp { units = min(units, arcs[target].count + flow.changes[target, default: 0]) }
            guard units > 0 else { break }
            for step in path { flow.changes[step.arc, default: 0] += step.isUp ? units : -units }
            flow.changes[target, default: 0] += isUp ? units : -units
            flow.moved += units
        }
        return flow
    }

    /// The cheapest way back from one end of an arc to the other, of the shortest.
    private func path(past target: Int, isUp: Bool, cost: (Int) -> Int64?, room: (Int) -> Int64) -> Path? {
        let (start, end) =
            isUp ? (arcs[target].head, arcs[target].tail) : (arcs[target].tail, arcs[target].head)
        var best = [start: NetworkEntry(node: start, cost: 0, steps: 0)]
        var before: [Int: (arc: Int, isUp: Bool)] = [:]
        var done: Set<Int> = []
        var queue = Heap<NetworkEntry>()
        queue.insert(NetworkEntry(node: start, cost: 0, steps: 0))
        while let next = queue.popMin() {
            guard done.insert(next.node).inserted else { continue }
            if next.node == end { break }
            for arc in incident[next.node] where arc != target {
                let isUp = arcs[arc].tail == next.node
                let other = isUp ? arcs[arc].head : arcs[arc].tail
                guard !done.contains(other) else { continue }
                if !isUp, room(arc) <= 0 { continue }
                guard let own = cost(arc) else { continue }
                let entry = NetworkEntry(node: other, cost: next.cost + own, steps: next.steps + 1)
                if let known = best[other], !(entry < known) { continue }
                best[other] = entry
                before[other] = (arc, isUp)
                queue.insert(entry)
            }
        }
        guard done.contains(end) else { return nil }
        var path: Path = []
        var node = end
        while node != start, let step = before[node] {
            path.append(step)
            node = step.isUp ? arcs[step.arc].tail : arcs[step.arc].head
        }
        return path
    }
}
