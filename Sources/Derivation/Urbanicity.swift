public import Codebook

/// The urbanicity of the surroundings, from the addresses within a kilometre, per square kilometre.
///
/// `bounds` rise and the categories fall: with 500, 1000, 1500, 2500 the first category is 2500 and over, the
/// next 1500 to 2500, the last under 500. A bound belongs to the more urban class.
/// Source: docs/method.md, "Background characteristics", surrounding-address density.
public struct Urbanicity: Derivation {
    /// The name in codebooks.
    public static let name = "urbanicity"
    /// A density of addresses.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .number }

    private let classes: Classes
    private let last: Int

    /// Prepares the classes.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        classes = try Classes(setting.bounds, categories: categories, isClosed: false)
        last = categories - 1
    }

    /// Derives the class.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let text = inputs[0][0]
        if text.isEmpty { return .unknown }
        guard let density = Millionths.read(text), density >= 0, let rank = classes.rank(of: density) else {
            return .unreadable(field: 0, text: 0)
        }
        return .category(last - rank)
    }
}
