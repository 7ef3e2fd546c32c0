public import Codebook

/// A flag that was set in any of several years: category 0 is yes, 1 is no.
///
/// Reads a flag for each year. One yes makes the category yes. It is no if every year is known to be no; with
/// an unknown year, and no yes, it is unknown. A year without a column in the delivery is ignored. Source:
/// docs/method.md, "Background characteristics", three-year flags; the meaning of unknown years is our
/// choice.
public struct YearsFlag: Derivation {
    /// The name in codebooks.
    public static let name = "any-year"
    /// A flag, once a year or once for all years.
    public static let fields = 1
    /// The notation of the field.
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
