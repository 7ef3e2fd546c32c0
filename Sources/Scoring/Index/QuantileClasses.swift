/// Classes with as many areas each as ties allow.
///
/// If a part b of all areas has a lower ratio, the area is in class floor(b x classes). Equal ratios have
/// equally many below them, so they share the lowest class that one of them would have.
enum QuantileClasses {
    /// Returns the class of each of `ratios`, distinct and rising, given the number of areas of each.
    static func classes(of ratios: [IndicatorRate], areas: [Int], into count: Int) -> [Int] {
        let all = areas.reduce(0, +)
        var below = 0
        return areas.map { here in
            defer { below += here }
            return below * count / all
        }
    }
}
