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
    init(_ component: Component, variable: Int, block: [Int], views: [RegionView]) {
        self.init(
            component: component,
            variable: variable,
            block: block,
            classes: ExchangeClasses(component) { unit in
                !views[unit].hides(block, of: variable)
                    || component.units[unit].hasNearView { !$0.hides(block, of: variable) }
            }
        )
    }

    /// How many parts of the block cannot be moved as far as the rule wants, up and down, each clipped at
    /// nothing and at the block's units.
    func shortfalls(of unit: Component.Unit) -> Int {
        let first = component.space.groupStarts[variable]
        let counts = block.map { unit.groups[first + $0] }
        let sum = counts.reduce(0, +)
        var up = counts.map { _ in Int64(0) }
        var down = up
        let restCount = component.space.restCounts[variable]
        for part in classes.parts(of: unit) {
            let own = matched(part.atoms)
            guard !part.class.isFree else {
                let all = own.reduce(0, +)
                for place in block.indices {
                    let inside = own[place * restCount..<(place + 1) * restCount].reduce(0, +)
                    up[place] += all - inside
                    down[place] += inside
                }
                continue
            }
            let whole = matched(part.class.atoms)
            for rest in 0..<restCount {
                var (mine, all) = (Int64(0), Int64(0))
                for place in block.indices {
                    mine += own[place * restCount + rest]
                    all += whole[place * restCount + rest]
                }
                let theirs = all - mine
                guard mine > 0, theirs > 0 else { continue }
                for place in block.indices {
                    let inside = own[place * restCount + rest]
                    let other = whole[place * restCount + rest] - inside
                    up[place] += min(mine - inside, other)
                    down[place] += min(inside, theirs - other)
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
    private func matched(_ atoms: [Int]) -> [Int64] {
        let space = component.space
        let restCount = space.restCounts[variable]
        var sums = [Int64](repeating: 0, count: block.count * restCount)
        for (place, group) in block.enumerated() {
            let cells = space.cellsOfGroups[variable][group]
            for atom in atoms {
                let counts = component.cells[atom]
                for cell in cells { sums[place * restCount + space.rests[variable][cell]] += counts[cell] }
            }
        }
        return sums
    }
}
