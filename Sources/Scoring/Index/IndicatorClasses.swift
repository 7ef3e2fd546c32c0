public import Codebook

/// The classes that one indicator divides areas into.
public enum IndicatorClasses {
    /// Returns the class score of each area, 0 for the lowest ratios; nil for a missing ratio.
    ///
    /// Areas with equal ratios have equal scores, and the order of the areas does not matter. There are 2 to
    /// 100 classes.
    public static func scores(
        of rates: [IndicatorRate?],
        by method: ClassScheme.Method,
        into count: Int
    ) -> [Int?] {
        let order = rates.indices.filter { rates[$0] != nil }
        let sorted = order.compactMap { rates[$0] }.sorted()
        var ratios: [IndicatorRate] = []
        var areas: [Int] = []
        for rate in sorted {
            if rate == ratios.last {
                areas[areas.count - 1] += 1
            } else {
                ratios.append(rate); areas.append(1)
            }
        }
        let classes = cut(ratios, areas, method, count)
        let scores = Dictionary(uniqueKeysWithValues: zip(ratios, classes))
        return rates.map { rate in rate.flatMap { scores[$0] } }
    }

    private static func cut(
        _ ratios: [IndicatorRate],
        _ areas: [Int],
        _ method: ClassScheme.Method,
        _ count: Int
    ) -> [Int] {
        guard !ratios.isEmpty else { return [] }
        switch method {
        case .quantile: return QuantileClasses.classes(of: ratios, areas: areas, into: count)
        case .equalInterval: return EqualIntervalClasses.classes(of: ratios, into: count)
        case .naturalBreaks:
            // Ratios less than a thousand-millionth apart may become one number, and are then one class.
            var numbers: [Int64] = []
            var weights: [Int] = []
            for (ratio, areas) in zip(ratios, areas) {
                let number = NaturalBreaks.number(of: ratio)
                if number == numbers.last {
                    weights[weights.count - 1] += areas
                } else {
                    numbers.append(number)
                    weights.append(areas)
                }
            }
            let classes = NaturalBreaks.classes(of: numbers, weights: weights, into: count)
            let byNumber = Dictionary(uniqueKeysWithValues: zip(numbers, classes))
            return ratios.compactMap { byNumber[NaturalBreaks.number(of: $0)] }
        }
    }
}
