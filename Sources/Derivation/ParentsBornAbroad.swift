public import Codebook

/// The number of parents born abroad: category 0 is none, 1 one, 2 both.
///
/// Reads the countries of birth of mother and father, and the number of legal parents where it is delivered. If
/// one country is unknown the number is unknown, because that parent may have been born abroad or not, unless
/// the child has one legal parent: then the known country decides. Source: docs/method.md, "Background
/// characteristics", demography; the meaning of one unknown parent is our choice.
public struct ParentsBornAbroad: Derivation {
    /// The name in codebooks.
    public static let name = "parents-born-abroad"
    /// The countries of birth of mother and father.
    public static let fields = 2
    /// The number of legal parents.
    public static let optionalFields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { field < fields ? .country : .parents }

    /// Prepares the derivation.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(3, of: categories)
    }

    /// Derives the number.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        switch Parents.read(inputs) {
        case .unreadable(let field): .unreadable(field: field, text: 0)
        case .read(let parents): parents.bornAbroad.map(Derived.category) ?? .unknown
        }
    }
}
