/// Limits on a change of one variable's counts in one atom.
struct ChangeRoom: Sendable {
    /// Sums of groups that may change so far, a bit a group.
    var pieces: [(groups: UInt32, low: Int, high: Int)] = []
    /// The least change of the sum of coefficients.
    var low = FigureWindow.open.low
    /// The greatest.
    var high = FigureWindow.open.high
    /// Constraints from coarse numbers, and the direction in which the change counts there.
    private var coarse: [(pattern: CoarsePattern, sign: Int)] = []

    /// Adds what a row allows, less what it has to bear already, in either direction.
    mutating func meet(
        _ row: RowWindows,
        variable: Int,
        borne: (_ groups: UInt32) -> Int,
        bornePart: Int,
        borneTotal: Int,
        sign: Int = 1,
        since: Int = 0
    ) {
        for piece in row.pieces[variable] where piece.anchor >= since {
            let already = borne(piece.groups)
            add(piece.groups, piece.window, already, sign)
        }
        if var pattern = row.coarse[variable] {
            for group in pattern.groups.indices { pattern.groups[group] += borne(1 << UInt32(group)) }
            coarse.append((pattern, sign))
        }
        let all = row.sums.count - 1
        var part = row.sums[variable].anchor >= since ? row.sums[variable].window : .open
        var total = row.sums[all].anchor >= since ? row.sums[all].window : .open
        for old in row.buried where old.anchor >= since {
            if old.rank == variable { part = part.meet(old.window) }
            if old.rank == all { total = total.meet(old.window) }
        }
        let (partLow, partHigh) = (part.low - bornePart, part.high - bornePart)
        let (totalLow, totalHigh) = (total.low - borneTotal, total.high - borneTotal)
        if sign > 0 {
            low = max(low, partLow, totalLow)
            high = min(high, partHigh, totalHigh)
        } else {
            low = max(low, -partHigh, -totalHigh)
            high = min(high, -partLow, -totalLow)
        }
    }

    private mutating func add(_ groups: UInt32, _ window: FigureWindow, _ already: Int, _ sign: Int) {
        var (least, most) = (window.low - already, window.high - already)
        if sign < 0 { (least, most) = (-most, -least) }
        if let place = pieces.firstIndex(where: { $0.groups == groups }) {
            pieces[place].low = max(pieces[place].low, least)
            pieces[place].high = min(pieces[place].high, most)
        } else {
            pieces.append((groups, least, most))
        }
    }

    /// Whether a change of the groups keeps every sum of groups, and what coarse numbers tell.
    @inline(__always)
    func allows(_ change: UnsafePointer<Int8>) -> Bool {
        for piece in pieces {
            var sum = 0
            var rest = piece.groups
            while rest != 0 {
                sum &+= unsafe Int(change[rest.trailingZeroBitCount])
                rest &= rest &- 1
            }
            if sum < piece.low || sum > piece.high { return false }
        }
        for own in coarse where unsafe !own.pattern.holds(change, sign: own.sign) { return false }
        return true
    }
}
