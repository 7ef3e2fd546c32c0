import ArgumentParser
import Statistics

/// A year, or a range of years, as typed: `2019` or `2014-2023`.
struct Years: ExpressibleByArgument, CustomStringConvertible {
    let periods: [Period]

    /// One year.
    init(_ year: Int) { periods = [Period(year: year)] }

    var description: String {
        let ends = [periods.first, periods.dropFirst().last].compactMap { $0?.name }
        return ends.joined(separator: "-")
    }

    init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Period($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last
        else {
            return nil
        }
        periods = (first.year...last.year).map { Period(year: $0) }
    }
}
