import Codebook

/// The level of a unit given the levels of its persons, computed beforehand for every combination.
///
/// The unit's level is the highest of its persons'. It is known if it is delivered, if the levels of all
/// persons present are, or if one of them is at the highest level of all. Where it is unknown whether there
/// is a second person, the level of the first is a lower bound.
struct LevelTable: Sendable {
    /// The bit of an entry that says that the levels contradict each other.
    static let contradiction: UInt8 = 0x80

    /// The presence of a second person of a unit.
    enum Presence: Int, CaseIterable { case absent, present, unknown }

    /// The entries: the unit's level from 1, or 0 for unknown, with the bit of a contradiction.
    let entries: [UInt8]
    /// The bits of each part of an entry's position: presence, unit, first and second person.
    static let bits = 4

    /// The position of an entry.
    @inline(__always)
    static func place(_ presence: Int, unit: Int, first: Int, second: Int) -> Int {
        ((presence &<< bits | unit) &<< bits | first) &<< bits | second
    }

    /// - Parameters:
    ///   - levels: The number of levels.
    ///   - checks: True to mark levels that contradict each other.
    ///   - hasPersons: True if the unit's level follows from those of its persons.
    init(levels: Int, checks: Bool, hasPersons: Bool) {
        let size = 1 << Self.bits
        entries = (0..<Presence.allCases.count * size * size * size).map { index in
            let second = index % size
            let first = index / size % size
            let unit = index / (size * size) % size
            let presence = Presence(rawValue: index / (size * size * size))
            let others = [first] + (presence == .present ? [second] : [])
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
