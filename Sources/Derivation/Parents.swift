/// The countries of birth of a child's legal parents, as far as known.
struct Parents: Sendable {
    /// The countries of mother and father; nil for an unknown one.
    let countries: [Country?]
    /// True if the child has one legal parent.
    let isOne: Bool

    /// The result of reading the fields of a row.
    enum Reading {
        case read(Parents)
        /// The position of the first field that cannot be read.
        case unreadable(Int)
    }

    /// Reads the countries of mother and father, and the number of legal parents where there is a third field.
    static func read(_ inputs: [[String]]) -> Reading {
        let (countries, unreadable) = Country.read(Array(inputs.prefix(2)))
        if let unreadable { return .unreadable(unreadable) }
        let number = inputs.count > 2 ? inputs[2][0] : ""
        guard number.isEmpty || ["0", "1", "2"].contains(number) else { return .unreadable(2) }
        return .read(Parents(countries: countries, isOne: number == "1"))
    }

    /// The number of parents born abroad, 0 to 2; nil if it is not known.
    var bornAbroad: Int? {
        let known = countries.compactMap(\.self)
        guard known.count == countries.count || isOne && !known.isEmpty else { return nil }
        return known.count { $0 != .netherlands }
    }
}
