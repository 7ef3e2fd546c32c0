public import Codebook

/// The national quintile of a standardised disposable income.
///
/// `bounds` are the four national limits in euro, rising: an income under the first is in the first quintile,
/// and an income that equals a limit is in the quintile above it. Incomes may be negative.
/// Source: docs/method.md, "Background characteristics", household income.
public struct IncomeQuintile: Derivation {
    /// The name in codebooks.
    public static let name = "income-quintile"
    /// An amount in euro.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .number }

    private let classes: Classes

    /// Prepares the quintiles.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(5, of: categories)
        classes = try Classes(setting.bounds, categories: categories, isClosed: false)
    }

    /// Derives the quintile.
    public func derive(from inputs: [[String]], in year: Int) -> Derived { classes.amount(inputs[0][0]) }
}

extension Classes {
    /// The class of a delivered amount in euro.
    func amount(_ text: String) -> Derived {
        if text.isEmpty { return .unknown }
        guard let amount = Millionths.read(text), let rank = rank(of: amount) else {
            return .unreadable(field: 0, text: 0)
        }
        return .category(rank)
    }
}
