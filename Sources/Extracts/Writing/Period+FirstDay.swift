package import Statistics

extension Period {
    /// The day on which the period begins, as ISO 8601.
    package var firstDay: String {
        let month =
            switch kind {
            case .year: 1
            case .quarter: number * 3 - 2
            case .month: number
            }
        return "\(year)-\(month < 10 ? "0" : "")\(month)-01"
    }
}
