/// Periods in short.
package enum PeriodRanges {
    /// Names of periods in order, years that follow each other as one range: `2014-2016 2019`.
    package static func words(_ periods: [String]) -> String {
        var ranges: [(first: String, last: String)] = []
        for period in periods {
            if let last = ranges.last?.last, let year = Int(last), Int(period) == year + 1 {
                ranges[ranges.count - 1].last = period
            } else {
                ranges.append((period, period))
            }
        }
        return ranges.map { $0.first == $0.last ? $0.first : "\($0.first)-\($0.last)" }.joined(separator: " ")
    }
}
