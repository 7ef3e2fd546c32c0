import Codebook

/// What the levels of a unit and of its persons say together, worked out beforehand for every combination.
///
/// The unit's level is the highest of its persons'. It is known when it is delivered, when the levels of all
/// persons present are, and when one of them is at the highest level there is.
struct LevelTable: Sendable {
    /// The bit of an entry that says that the levels contradict each other.
    static let contradiction: UInt8 = 0x80

    /// The entries: the unit's level from 1, or 0 where it is not known, with the bit of a contradiction.
    let entries: [UInt8]
    /// The number of levels and unknown.
    let size: Int

    /// - Parameters:
    ///   - levels: The number of levels.
    ///   - checks: Whether levels that contradict each other are noted.
    ///   - hasPersons: Whether the levels of persons say anything of the unit's.
    init(levels: Int, checks: Bool, hasPersons: Bool) {
        let size = levels + 1
        self.size = size
        entries = (0..<2 * size * size * size).map { index in
            let partner = index % size
            let main = index / size % size
            let unit = index / (size * size) % size
            let isPresent = index / (size * size * size) == 1
            let others = [main] + (isPresent ? [partner] : [])
            let highest = others.max() ?? 0
            let isCertain = !others.contains(0) || highest == levels
            if unit > 0 {
                let isWrong = highest > unit || (!others.contains(0) && highest != unit)
                return UInt8(unit) | (isWrong && checks ? Self.contradiction : 0)
            }
            return hasPersons && isCertain ? UInt8(highest) : 0
        }
    }
}
