import Codebook

/// How far exchanges can move the parts of a merged group of a region whose other figures are shown.
///
/// A unit of the region is exchanged for one elsewhere that differs in this variable only, and in it only
/// among the merged groups; both in regions that hide such a change. So all else that is published of either
/// stays, and everything above holds both. Source: docs/decisions/0017-proved-by-exchange.md.
struct MergedReach {
    let component: Component
    let variable: Int
    /// The groups that are published as one.
    let block: [Int]
    let classes: ExchangeClasses

    /// Prepares for classes that are known.
    init(component: Component, variable: Int, block: [Int], classes: ExchangeClasses) {
        self.component = component
        self.variable = variable
        self.block = block
        self.classes = classes
    }

    /// Prepares for the regions that are shown by `views`; what is out of a region is part of its views.
    init(_ component: Component, variable: Int, block: [Int], views: (_ unit: Int) -> [RegionView]) {
        self.component = component
        self.variable = variable
        self.block = block
        classes = ExchangeClasses(component) { unit in
            !views(unit).allSatisfy { $0.hides(block, of: variable) }
        }
    }

    /// How many parts of the block cannot be moved as far as the rule wants, up and down, each clipped at
    /// nothing and at the block's units.
    func shortfalls(of unit: Component.Unit) -> Int {
        let first = component.space.groupStarts[variable]
        let counts = block.map { unit.groups[first + $0] }
        let sum = counts.reduce(0, +)
        var up = counts.map { _ in Int64(0) }
        var down = up
        for part in classes.parts(of: unit) {
            let own = matched(part.atoms)
            guard !classes.isFree(part.place) else {
                let held = own.map { $0.reduce(0, +) }
                for place in block.indices {
                    up[place] += held.reduce(0, +) - held[place]
                    down[place] += held[place]
                }
                continue
            }
            let inside = Set(part.atoms)
            let other = matched(classes.members[part.place].filter { !inside.contains($0) })
            for rest in 0..<component.space.restCounts[variable] {
                let mine = block.indices.reduce(0) { $0 + own[$1][rest] }
                let theirs = block.indices.reduce(0) { $0 + other[$1][rest] }
                guard mine > 0, theirs > 0 else { continue }
                for place in block.indices {
                    up[place] += min(mine - own[place][rest], other[place][rest])
                    down[place] += min(own[place][rest], theirs - other[place][rest])
                }
            }
        }
        let interval = component.rule.interval
        return block.indices.reduce(0) { short, place in
            short + (up[place] < min(interval, sum - counts[place]) ? 1 : 0)
                + (down[place] < min(interval, counts[place]) ? 1 : 0)
        }
    }

    /// By group of the block and combination of the other variables, the units of some atoms.
    private func matched(_ atoms: [Int]) -> [[Int64]] {
        let space = component.space
        var sums = block.map { _ in [Int64](repeating: 0, count: space.restCounts[variable]) }
        var places = [Int](repeating: -1, count: space.groupRange(variable).count)
        for (place, group) in block.enumerated() { places[group] = place }
        let groups = space.groups[variable]
        let rests = space.rests[variable]
        for atom in atoms {
            let counts = component.cells[atom]
            for cell in groups.indices where counts[cell] > 0 && groups[cell] >= 0 {
                let place = places[groups[cell]]
                if place >= 0 { sums[place][rests[cell]] += counts[cell] }
            }
        }
        return sums
    }
}
