import Codebook

/// How far exchanges can move the mean scores of a withheld region.
struct ScoreReach {
    let component: Component
    let classes: ExchangeClasses

    /// How many scores cannot be moved as far as the rule wants: those of the variables and of all together, up
    /// and down, clipped at the lowest and the highest score that there is.
    func shortfalls(of unit: Component.Unit) -> Int {
        guard unit.count > 0 else { return 0 }
        let parts = classes.parts(of: unit)
        var short = 0
        var sums = Movement()
        for place in component.space.scales.indices {
            let movement = movement(of: unit, parts, place)
            short += movement.shortfalls(component, units: unit.count)
            sums += movement
        }
        // Variables that are counted apart are exchanged apart, so their scores move together as they like.
        return component.space.isJoint ? short : short + sums.shortfalls(component, units: unit.count)
    }

    /// How far a sum of scores can move, and how far it could if anything were possible.
    private struct Movement {
        var up: Int64 = 0
        var down: Int64 = 0
        var roomUp: Int64 = 0
        var roomDown: Int64 = 0

        static func += (a: inout Self, b: Self) {
            a.up += b.up
            a.down += b.down
            a.roomUp += b.roomUp
            a.roomDown += b.roomDown
        }

        func shortfalls(_ component: Component, units: Int64) -> Int {
            // A mean moves by the sum's movement / (units x score unit); the interval is in thousandths.
            let wanted = component.rule.scoreInterval * units * component.space.scoreUnit
            return (up * 1000 < min(wanted, roomUp * 1000) ? 1 : 0)
                + (down * 1000 < min(wanted, roomDown * 1000) ? 1 : 0)
        }
    }

    private func movement(
        of unit: Component.Unit,
        _ parts: [(place: Int, atoms: [Int])],
        _ scale: Int
    ) -> Movement {
        let scores = component.space.scales[scale].scores
        let lowest = scores.min() ?? 0
        let highest = scores.max() ?? 0
        let sum = Self.sum(kinds(of: unit.atoms, scale), scores)
        var movement = Movement(roomUp: unit.count * highest - sum, roomDown: sum - unit.count * lowest)
        let rising = component.space.scales[scale].rising
        for part in parts {
            let own = kinds(of: part.atoms, scale)
            let units = own.reduce(0, +)
            let now = Self.sum(own, scores)
            if classes.isFree(part.place) {
                movement.up += units * highest - now
                movement.down += now - units * lowest
            } else {
                let all = kinds(of: classes.members[part.place], scale)
                movement.up += Self.extreme(units, of: all, scores, in: rising.reversed()) - now
                movement.down += now - Self.extreme(units, of: all, scores, in: rising)
            }
        }
        return movement
    }

    private func kinds(of atoms: [Int], _ scale: Int) -> [Int64] {
        var sums = [Int64](repeating: 0, count: component.space.scales[scale].scores.count)
        for atom in atoms {
            let kinds = component.atomKinds[atom][scale]
            for kind in sums.indices { sums[kind] += kinds[kind] }
        }
        return sums
    }

    private static func sum(_ counts: [Int64], _ scores: [Int64]) -> Int64 {
        zip(counts, scores).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The sum of the scores of the first units of a class, in an order of their kinds.
    private static func extreme(
        _ units: Int64,
        of all: [Int64],
        _ scores: [Int64],
        in order: some Sequence<Int>
    )
        -> Int64
    {
        var left = units
        var sum: Int64 = 0
        for kind in order where left > 0 {
            let taken = min(left, all[kind])
            left -= taken
            sum += taken * scores[kind]
        }
        return sum
    }
}
