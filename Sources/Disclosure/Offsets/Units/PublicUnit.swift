/// The unit of the figures of a region above withheld ones, from numbers that are public.
extension OffsetModel {
    /// The rank of the least unit of scores that holds `factor` times what must stay open of the largest withheld
    /// part; nil where none does.
    ///
    /// - Parameters:
    ///   - need: The units of the largest withheld part, as published.
    ///   - units: The units of the region, as published.
    ///   - factor: How many times.
    /// - Returns: The rank in ``scoreLadder``.
    func scoreUnit(need: Int, of units: Int, factor: Int) -> Int? {
        // unit / scoreScale × units ≥ factor × scoreInterval / 1000 × need
        let wanted = Int128(factor) * Int128(settings.scoreInterval) * Int128(need) * Int128(scoreScale)
        return scoreLadder.firstIndex { Int128($0) * Int128(units) * 1000 >= wanted }
    }

    /// The rank of the least unit of percentages that holds `factor` times the interval; nil where none does.
    func shareUnit(need: Int, of units: Int, factor: Int) -> Int? {
        if countBase != nil { return shareLadder.firstIndex { $0 >= factor * min(settings.interval, need) } }
        let wanted = factor * min(settings.interval, need) * shareScale
        return shareLadder.firstIndex { $0 * units >= wanted }
    }

    /// Units of a region as others publish them: to the nearest five, at least five where anybody lives.
    static func published(_ units: Int) -> Int { units == 0 ? 0 : max(5, (units + 2) / 5 * 5) }

    /// The rank of the finest unit of percentages that a region may have.
    func nativeShareUnit(of units: Int) -> Int {
        guard countBase == nil, let limit = settings.wholePercentsBelow else { return 0 }
        let multiple = settings.publishedMultiple
        guard (2 * units + multiple) / (2 * multiple) * multiple < limit else { return 0 }
        return shareLadder.firstIndex { $0 * 100 >= shareScale } ?? 0
    }
}
