public import Codebook

/// The category of a delivered code, such as a sex, a province or a main source of income.
///
/// `codes` lists the codes of each category. With `otherwise`, an empty field is of that category; so is every
/// other code, which is reported with its number of rows. Without it, another code is unreadable. Source:
/// docs/method.md, "Background characteristics".
public struct CodedCategory: Derivation {
    /// The name in codebooks.
    public static let name = "code"
    /// A code.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .code }

    private let groups: CodeGroups
    private let otherwise: Int?

    /// Prepares the codes.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        groups = try CodeGroups(setting, categories: categories)
        otherwise = setting.otherwise
    }

    /// Derives the category.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let text = inputs[0][0]
        if let rank = groups.rank(of: text) { return .category(rank) }
        guard let otherwise else {
            return groups.isUnknown(text) ? .unknown : .unreadable(field: 0, text: 0)
        }
        return groups.isUnknown(text) ? .category(otherwise) : .unlisted(otherwise)
    }
}
