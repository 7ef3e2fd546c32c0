public import Codebook

/// The level of the education that a child follows, from the type of school.
///
/// `codes` lists the types of each level: low are primary education, vmbo, the first three years of havo and
/// vwo, and mbo1; medium the upper years of havo and vwo and mbo2 to 4; high hbo and wo. Only letters and
/// digits are compared. An empty field and the codes of `unknown` are unknown; a type in no list is unreadable. Source: docs/method.md,
/// "Background characteristics", education.
public struct EducationLevel: Derivation {
    /// The name in codebooks.
    public static let name = "education-level"
    /// A type of school, with the year or level if that decides.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .code }

    private let groups: CodeGroups

    /// Prepares the types.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        groups = try CodeGroups(setting, categories: categories)
    }

    /// Derives the level.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let text = inputs[0][0]
        if groups.isUnknown(text) { return .unknown }
        return groups.rank(of: text).map(Derived.category) ?? .unreadable(field: 0, text: 0)
    }
}
