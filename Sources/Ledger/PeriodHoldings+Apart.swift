public import Statistics

extension PeriodHoldings {
    /// The tallies separated by topic, each with the regions that the delivery has a row of.
    ///
    /// A topic without a value in any region is left out: the delivery is not about it. A region without a
    /// value beside others gets the empty tally, so that its earlier value is removed.
    public var apart: [Self] {
        columns.compactMap { rank in
            let tallies = tallies.map { stored in
                var stored = stored
                stored.tally = stored.tally.only([rank])
                return stored
            }
            guard tallies.contains(where: { !$0.tally.isEmpty }) else { return nil }
            return Self(
                period: period,
                status: status,
                form: form,
                columns: [rank],
                tallies: tallies,
                topic: rank
            )
        }
    }
}

extension Tally {
    /// The values of some ranks.
    public func only(_ ranks: Set<Int>) -> Tally {
        var cells: [(rank: Int, value: Value)] = []
        forEach { if ranks.contains($0) { cells.append(($0, $1)) } }
        return Tally(cells)
    }
}
