import Codebook
import Statistics

/// Builds the worlds that prove the withheld figures of a connected part safe: two for each of them.
///
/// Each differs from the counts by exchanges within classes that no region seen tells apart, and moves one
/// withheld figure as far as the rule wants, or as far as it can go at all.
/// Source: docs/decisions/0017-proved-by-exchange.md.
struct SecondWorlds {
    let component: Component
    let views: [RegionView]

    private var space: CellSpace { component.space }

    /// All worlds, in the order of the regions.
    func all() -> [SafetyCertificate.World] {
        var merges: [[Int]: ExchangeClasses] = [:]
        let rows = ExchangeClasses(component) {
            views[$0].isShown || component.units[$0].isOut
        }
        var worlds: [SafetyCertificate.World] = []
        for (place, unit) in component.units.enumerated() where unit.count > 0 {
            if views[place].isShown {
                worlds += merged(unit, views[place], &merges)
            } else if !unit.isOut {
                let parts = parts(of: unit, rows)
                worlds += groups(unit, parts) + scores(unit, parts)
            }
        }
        return worlds.filter { !$0.exchanges.isEmpty }
    }

    /// The atoms of a region in one class, and those of the class outside it; nil where the class is free.
    struct Part {
        var own: [Int]
        var others: [Int]?
    }

    private func parts(of unit: Component.Unit, _ classes: ExchangeClasses) -> [Part] {
        classes.parts(of: unit).map { part in
            guard !part.class.isFree else { return Part(own: part.atoms, others: nil) }
            let inside = Set(part.atoms)
            return Part(own: part.atoms, others: part.class.atoms.filter { !inside.contains($0) })
        }
    }

    // MARK: - Counts of groups

    private func groups(_ unit: Component.Unit, _ parts: [Part]) -> [SafetyCertificate.World] {
        let interval = component.rule.interval
        var worlds: [SafetyCertificate.World] = []
        for variable in 0..<space.variableCount {
            let first = space.groupStarts[variable]
            let members = space.cellsOfGroups[variable]
            for group in members.indices {
                let inside = members[group]
                let outside = members.indices.filter { $0 != group }.flatMap { members[$0] }
                let count = unit.groups[first + group]
                let up = UnitExchange(component, from: outside, to: inside)
                let down = UnitExchange(component, from: inside, to: outside)
                worlds.append(up.world(in: parts, units: min(interval, unit.count - count)))
                worlds.append(down.world(in: parts, units: min(interval, count)))
            }
        }
        return worlds
    }

    // MARK: - Parts of merged groups

    private func merged(
        _ unit: Component.Unit,
        _ view: RegionView,
        _ known: inout [[Int]: ExchangeClasses]
    ) -> [SafetyCertificate.World] {
        var worlds: [SafetyCertificate.World] = []
        for variable in 0..<space.variableCount {
            for block in view.merged(variable) {
                let key = [variable] + block
                let classes =
                    known[key]
                    ?? MergedReach(component, variable: variable, block: block, views: views).classes
                known[key] = classes
                worlds += merged(unit, variable, block, parts(of: unit, classes))
            }
        }
        return worlds
    }

    private func merged(_ unit: Component.Unit, _ variable: Int, _ block: [Int], _ parts: [Part])
        -> [SafetyCertificate.World]
    {
        let first = space.groupStarts[variable]
        let sum = block.reduce(0) { $0 + unit.groups[first + $1] }
        // Only units that differ in nothing else change places.
        let rests = space.rests[variable]
        let cells = space.cellsOfGroups[variable]
        return block.flatMap { group in
            let count = unit.groups[first + group]
            let inside = cells[group]
            let outside = block.filter { $0 != group }.flatMap { cells[$0] }.sorted()
            let up = UnitExchange(component, from: outside, to: inside, alike: rests)
            let down = UnitExchange(component, from: inside, to: outside, alike: rests)
            return [
                up.world(in: parts, units: min(component.rule.interval, sum - count)),
                down.world(in: parts, units: min(component.rule.interval, count)),
            ]
        }
    }

    // MARK: - Scores

    private func scores(_ unit: Component.Unit, _ parts: [Part]) -> [SafetyCertificate.World] {
        // A mean moves by the sum's movement / (units x score unit); the interval is in thousandths.
        let wanted = (component.rule.scoreInterval * unit.count * space.scoreUnit + 999) / 1000
        let all = Array(space.scales.indices)
        // Variables that are counted apart are exchanged apart, so the score of all is moved by each of them.
        let targets = all.map { [$0] } + (space.isJoint ? [] : [all])
        return targets.flatMap { scales in
            [true, false].map { isUp in
                var exchanges: [SafetyCertificate.Exchange] = []
                var left = wanted
                for scale in scales where left > 0 {
                    left -= ScoreExchange(component, space.scales[scale], isUp: isUp)
                        .move(in: parts, by: left, into: &exchanges)
                }
                return SafetyCertificate.World(exchanges)
            }
        }
    }
}
