import Codebook

/// What the levels of a unit and of its persons say together, worked out beforehand for every combination.
///
/// The unit's level is the highest of its persons'. It is known when it is delivered, when the levels of all
/// persons present are, and when one of them is at the highest level there is. Where nobody says whether there is
/// a second person, the first says how high the level is at least.
struct LevelTable: Sendable {
    /// The bit of an entry that says that the levels contradict each other.
    static let contradiction: UInt8 = 0x80

    /// Whether a unit has a second person, as the entries have it.
    enum Presence: Int, CaseIterable { case absent, present, unknown }

    /// The entries: the unit's level from 1, or 0 where it is not known, with the bit of a contradiction.
    let entries: [UInt8]
    /// The bits of each number in the place of an entry: presence, unit, first and second person.
    static let bits = 4

    /// The place of an entry.
    @inline(__always)
    static func place(_ presence: Int, unit: Int, main: Int, partner: Int) -> Int {
        ((presence &<< bits | unit) &<< bits | main) &<< bits | partner
    }

    /// - Parameters:
    ///   - levels: The number of levels.
    ///   - checks: Whether levels that contradict each other are noted.
    ///   - hasPersons: Whether the levels of persons say anything of the unit's.
    init(levels: Int, checks: Bool, hasPersons: Bool) {
        let size = 1 << Self.bits
        entries = (0..<Presence.allCases.count * size * size * size).map { index in
            let partner = index % size
            let main = index / size % size
            let unit = index / (size * size) % size
            let presence = Presence(rawValue: index / (size * size * size))
            let others = [main] + (presence == .present ? [partner] : [])
            let highest = others.max() ?? 0
            let isComplete = !others.contains(0) && presence != .unknown
            let isCertain = isComplete || highest == levels
            if unit > 0 {
                let isWrong = highest > unit || (isComplete && highest != unit)
                return UInt8(unit) | (isWrong && checks ? Self.contradiction : 0)
            }
            return hasPersons && isCertain ? UInt8(highest) : 0
        }
    }
}
