import Statistics

/// Natural breaks: the classes with the least total of squared distances to their means.
///
/// The optimum itself, by dynamic programming (W. D. Fisher, On Grouping for Maximum Homogeneity, 1958;
/// G. F. Jenks, 1967), not an approximation from a start.
///
/// The sum of squares within classes is the sum of all squares less, for each class, the square of its sum
/// divided by its size; so the division with the greatest total of these is sought. Numbers are whole and
/// totals are kept in 2^-24ths, so no result depends on floating point. Of equally good divisions, the one
/// whose last class begins lowest is taken, then the one before.
public enum NaturalBreaks {
    /// One more binary digit would not fit 128 bits for as many areas as there may be.
    private static let shift: Int128 = 24

    /// Returns the class, 0 and up, of each of `numbers`.
    ///
    /// With fewer distinct numbers than classes, every number has a class of its own. Numbers are distinct,
    /// rising and from 0 to 2^36; the weights are the number of areas of each, 1 or more, and at most 2^13
    /// together.
    public static func classes(of numbers: [Int64], weights: [Int], into count: Int) -> [Int] {
        precondition(numbers.count == weights.count && count >= 1)
        guard numbers.count > count else { return Array(numbers.indices) }
        let sums = Sums(numbers, weights)
        // best[j]: the greatest total of the first j numbers in as many classes as rounds have passed.
        var best = (0...numbers.count).map { $0 == 0 ? 0 : sums.gain(0, $0) }
        var starts: [[Int]] = []
        for classes in 2...max(2, count) where classes <= count {
            var next = best
            var start = [Int](repeating: 0, count: numbers.count + 1)
            for end in classes...numbers.count {
                var found: Int128 = -1
                for begin in (classes - 1)..<end {
                    let total = best[begin] + sums.gain(begin, end)
                    // Totals within the rounding error are equal.
                    guard total > found + Int128(count) else { continue }
                    found = total
                    start[end] = begin
                }
                next[end] = found
            }
            best = next
            starts.append(start)
        }
        var classes = [Int](repeating: 0, count: numbers.count)
        var end = numbers.count
        for (before, start) in starts.enumerated().reversed() {
            for place in start[end]..<end { classes[place] = before + 1 }
            end = start[end]
        }
        return classes
    }

    /// Cumulative sums of the numbers.
    private struct Sums {
        private var weighted: [Int128] = [0]
        private var weights: [Int128] = [0]

        init(_ numbers: [Int64], _ weights: [Int]) {
            for (number, weight) in zip(numbers, weights) {
                self.weighted.append(self.weighted[self.weighted.count - 1] + Int128(number) * Int128(weight))
                self.weights.append(self.weights[self.weights.count - 1] + Int128(weight))
            }
        }

        /// The square of the sum of a class, divided by its size.
        func gain(_ begin: Int, _ end: Int) -> Int128 {
            let sum = weighted[end] - weighted[begin]
            let square = (sum * sum) << NaturalBreaks.shift
            let size = weights[end] - weights[begin]
            return (2 * square + size) / (2 * size)
        }
    }
}

extension NaturalBreaks {
    /// A ratio in whole thousand-millionths, rounded half up: the numbers in which breaks are sought.
    static func number(of rate: IndicatorRate) -> Int64 {
        Rounding.halfUp(Int128(rate.numerator) * 1_000_000_000, Int128(rate.denominator))
    }
}
