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
        groups(of: unit, classes.parts(of: unit))
    }

    private func groups(of unit: Component.Unit, _ parts: [ExchangeClasses.Part])
        -> (up: [Int64], down: [Int64])
    {
        var up = [Int64](repeating: 0, count: component.space.groupTotal)
        var down = up
        for part in parts {
            let own = part.groups
            let whole = part.class.groups
            let otherUnits = part.class.units - part.units
            for group in own.indices {
                let others = whole[group] - own[group]
                let room = part.units - own[group]
                up[group] += part.class.isFree ? room : min(room, others)
                down[group] += part.class.isFree ? own[group] : min(own[group], otherUnits - others)
            }
        }
        return (up, down)
    }

    /// How many withheld figures of a region cannot be moved as far as the rule wants: counts of groups, up and
    /// down, each clipped at nothing and at the region's units; and scores.
    func shortfalls(of unit: Component.Unit) -> Int {
        let parts = classes.parts(of: unit)
        return shortGroups(of: unit, parts)
            + ScoreReach(component: component).shortfalls(of: unit, parts)
    }

    /// Whether some withheld figure of a region cannot be moved as far as the rule wants.
    func isShort(_ unit: Component.Unit) -> Bool {
        let parts = classes.parts(of: unit)
        return shortGroups(of: unit, parts) > 0
            || ScoreReach(component: component).shortfalls(of: unit, parts) > 0
    }

    private func shortGroups(of unit: Component.Unit, _ parts: [ExchangeClasses.Part]) -> Int {
        let reach = groups(of: unit, parts)
        let interval = component.rule.interval
        var short = 0
        for group in unit.groups.indices {
            if reach.up[group] < min(interval, unit.count - unit.groups[group]) { short += 1 }
            if reach.down[group] < min(interval, unit.groups[group]) { short += 1 }
        }
        return short
    }
}
