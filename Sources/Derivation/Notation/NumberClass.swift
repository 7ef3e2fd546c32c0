public import Codebook

/// The class of a delivered number, such as house moves or the age of a mother at her first birth.
///
/// `bounds` rise. With one fewer than categories the first class has no lower end and the last no upper. With
/// one for each category every bound begins a class, and a number under the first is in none: 20, 25, 30, 35,
/// 40, 45 make 20-25 up to 45 and over. A bound belongs to the class that it begins. Source: docs/method.md,
/// "Background characteristics", household.
public struct NumberClass: Derivation {
    /// The name in codebooks.
    public static let name = "number-class"
    /// A number that is not negative.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .number }

    private let classes: Classes
    private let isOpenBelow: Bool

    /// Prepares the classes.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        isOpenBelow = setting.bounds.count < categories
        classes = try Classes(
            setting.bounds,
            categories: isOpenBelow ? categories : categories + 1,
            isClosed: false
        )
    }

    /// Derives the class.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let text = inputs[0][0]
        if text.isEmpty { return .unknown }
        guard let number = Millionths.read(text), number >= 0, let rank = classes.rank(of: number) else {
            return .unreadable(field: 0, text: 0)
        }
        if isOpenBelow { return .category(rank) }
        return rank > 0 ? .category(rank - 1) : .unknown
    }
}
