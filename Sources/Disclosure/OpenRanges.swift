import Statistics

/// What published sums leave open of withheld figures: a range for each, narrowed by every sum.
struct OpenRanges {
    /// A withheld figure in a sum.
    struct Part {
        let area: RegionIndex
        let weight: Double
    }

    /// A published sum of withheld figures: between these bounds.
    struct Sum {
        let parts: [Part]
        let sum: ClosedRange<Double>
    }

    private let bounds: ClosedRange<Double>
    /// How wide every range must stay.
    private let width: Double
    private var ranges: [RegionIndex: ClosedRange<Double>] = [:]
    private var sums: [Sum] = []

    init(bounds: ClosedRange<Double>, width: Double) {
        self.bounds = bounds
        self.width = min(width, bounds.upperBound - bounds.lowerBound)
    }

    /// Takes a figure as withheld.
    mutating func withhold(_ area: RegionIndex) { ranges[area] = bounds }

    /// Whether a figure is withheld.
    func isWithheld(_ area: RegionIndex) -> Bool { ranges[area] != nil }

    /// Admits a sum if every figure stays open with it; else nothing changes.
    mutating func admit(_ sum: Sum) -> Bool {
        let next = Self.narrowed(ranges, by: sums + [sum])
        guard next.values.allSatisfy({ $0.upperBound - $0.lowerBound >= width }) else { return false }
        ranges = next
        sums.append(sum)
        return true
    }

    /// Narrows ranges until no sum narrows one any further, to a thousandth.
    private static func narrowed(_ ranges: [RegionIndex: ClosedRange<Double>], by sums: [Sum])
        -> [RegionIndex:
        ClosedRange<Double>]
    {
        var ranges = ranges
        var moved = true
        while moved {
            moved = false
            for sum in sums {
                let low = sum.parts.reduce(0) { $0 + $1.weight * (ranges[$1.area]?.lowerBound ?? 0) }
                let high = sum.parts.reduce(0) { $0 + $1.weight * (ranges[$1.area]?.upperBound ?? 0) }
                for part in sum.parts {
                    guard let range = ranges[part.area] else { continue }
                    let restLow = low - part.weight * range.lowerBound
                    let restHigh = high - part.weight * range.upperBound
                    let lower = max(range.lowerBound, (sum.sum.lowerBound - restHigh) / part.weight)
                    let upper = min(range.upperBound, (sum.sum.upperBound - restLow) / part.weight)
                    // Arithmetic may cross by a hair where a range is a point.
                    let next = min(lower, upper)...max(lower, upper)
                    let narrows = (range.upperBound - range.lowerBound) - (next.upperBound - next.lowerBound)
                    if narrows > 0.001 {
                        ranges[part.area] = next
                        moved = true
                        break
                    }
                }
            }
        }
        return ranges
    }
}
