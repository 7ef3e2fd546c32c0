public import Codebook

/// The class of the wealth of a household.
///
/// `bounds` are amounts in euro, rising, one fewer than there are categories: with 0 and 50000 the classes are
/// under 0, 0 to 50,000 and 50,000 and over. A limit belongs to the class that it begins; wealth may be
/// negative. Source: docs/method.md, "Background characteristics", wealth.
public struct WealthClass: Derivation {
    /// The name in codebooks.
    public static let name = "wealth-class"
    /// An amount in euro.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .number }

    private let classes: Classes

    /// Prepares the classes.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        classes = try Classes(setting.bounds, categories: categories, isClosed: false)
    }

    /// Derives the class.
    public func derive(from inputs: [[String]], in year: Int) -> Derived { classes.amount(inputs[0][0]) }
}
