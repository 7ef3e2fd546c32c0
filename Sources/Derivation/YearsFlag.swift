public import Codebook

/// Whether something was so in any of several years: category 0 is yes, 1 is no.
///
/// Reads a flag for each year. One yes makes it yes. It is no only where every year is known to be no; with a
/// year that is not known, and no yes, it is not known. A year that the delivery has no column of is not asked for.
/// Source: docs/method.md, "Background characteristics", three-year flags; what unknown years mean is our choice.
public struct YearsFlag: Derivation {
    /// The name in codebooks.
    public static let name = "any-year"
    /// A flag, once a year or once for all years.
    public static let fields = 1
    /// How they are written.
    public static func notation(of field: Int) -> Notation { .flag }

    /// Prepares the derivation.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(2, of: categories)
    }

    /// Derives yes or no.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let years = YearlyFlags(inputs[0])
        if let place = years.unreadable { return .unreadable(field: 0, text: place) }
        return years.category
    }
}
