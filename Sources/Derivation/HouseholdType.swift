public import Codebook

/// The type of a household: a couple with children, one parent, or other.
///
/// `codes` lists the codes of each category. Everything else is of the category `otherwise`: institutional
/// households, unknown types, and codes in no list, which are reported with their number of rows. Source: docs/method.md, "Background characteristics",
/// household.
public struct HouseholdType: Derivation {
    /// The name in codebooks.
    public static let name = "household-type"
    /// A code of a type of household.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .code }

    private let groups: CodeGroups
    private let otherwise: Int

    /// Prepares the codes.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        groups = try CodeGroups(setting, categories: categories)
        guard let otherwise = setting.otherwise else {
            throw DerivationFlaw("no category holds the other households", "name it in `otherwise`")
        }
        self.otherwise = otherwise
    }

    /// Derives the type; every household has one.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let text = inputs[0][0]
        if let rank = groups.rank(of: text) { return .category(rank) }
        return groups.isUnknown(text) ? .category(otherwise) : .unlisted(otherwise)
    }
}
