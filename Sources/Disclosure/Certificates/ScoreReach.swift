import Codebook

/// How far exchanges can move the mean scores of a withheld region.
struct ScoreReach {
    let component: Component

    /// How many scores cannot be moved as far as the rule wants: those of the variables and of all together, up
    /// and down, clipped at the lowest and the highest score that there is.
    ///
    /// - Parameters:
    ///   - unit: The region.
    ///   - parts: Its atoms by class.
    /// - Returns: How many scores are short, up and down.
    func shortfalls(of unit: Component.Unit, _ parts: [ExchangeClasses.Part]) -> Int {
        guard unit.count > 0 else { return 0 }
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

    private func movement(of unit: Component.Unit, _ parts: [ExchangeClasses.Part], _ place: Int) -> Movement
    {
        let scale = component.space.scales[place]
        let first = component.space.kindStarts[place]
        let (lowest, highest) = (scale.lowest, scale.highest)
        let sum = unit.scores[place]
        var movement = Movement(roomUp: unit.count * highest - sum, roomDown: sum - unit.count * lowest)
        for part in parts {
            let now = part.scores[place]
            if part.class.isFree {
                movement.up += part.units * highest - now
                movement.down += now - part.units * lowest
            } else {
                let all = part.class.kinds
                movement.up += Self.extreme(part.units, of: all, scale.scores, first, in: scale.falling) - now
                movement.down +=
                    now - Self.extreme(part.units, of: all, scale.scores, first, in: scale.rising)
            }
        }
        return movement
    }

    /// The sum of the scores of the first units of a class, in an order of their kinds.
    private static func extreme(
        _ units: Int64,
        of all: [Int64],
        _ scores: [Int64],
        _ first: Int,
        in order: [Int]
    ) -> Int64 {
        var left = units
        var sum: Int64 = 0
        for kind in order where left > 0 {
            let taken = min(left, all[first + kind])
            left -= taken
            sum += taken * scores[kind]
        }
        return sum
    }
}
