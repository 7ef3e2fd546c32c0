import Codebook

/// How far exchanges can move what is withheld of a region.
///
/// Of the units of a class, those in the region can take any of the class's groups, as far as the others have
/// them to give and have room for what they get. Source: docs/decisions/0017-proved-by-exchange.md.
struct ExchangeReach {
    let component: Component
    let classes: ExchangeClasses

    /// By group, how many more and how many fewer units of it the region can have.
    func groups(of unit: Component.Unit) -> (up: [Int64], down: [Int64]) {
        let space = component.space
        var up = [Int64](repeating: 0, count: space.groupTotal)
        var down = up
        for part in classes.parts(of: unit) {
            var own = [Int64](repeating: 0, count: space.groupTotal)
            var ownUnits: Int64 = 0
            for atom in part.atoms {
                ownUnits += component.atomUnits[atom]
                for group in own.indices { own[group] += component.atomGroups[atom][group] }
            }
            let isFree = classes.isFree(part.place)
            let otherUnits = classes.units[part.place] - ownUnits
            for group in own.indices {
                let others = classes.groups[part.place][group] - own[group]
                up[group] += isFree ? ownUnits - own[group] : min(ownUnits - own[group], others)
                down[group] += isFree ? own[group] : min(own[group], otherUnits - others)
            }
        }
        return (up, down)
    }

    /// How many withheld figures of a region cannot be moved as far as the rule wants: counts of groups, up and
    /// down, each clipped at nothing and at the region's units; and scores.
    func shortfalls(of unit: Component.Unit) -> Int {
        let reach = groups(of: unit)
        let interval = component.rule.interval
        var short = 0
        for group in unit.groups.indices {
            if reach.up[group] < min(interval, unit.count - unit.groups[group]) { short += 1 }
            if reach.down[group] < min(interval, unit.groups[group]) { short += 1 }
        }
        return short + ScoreReach(component: component, classes: classes).shortfalls(of: unit)
    }
}
