public import Codebook

/// The number of parents born abroad: category 0 is none, 1 one, 2 both.
///
/// Reads the countries of birth of mother and father. If one is unknown the number is unknown, because that
/// parent may have been born abroad or not. Source: docs/method.md, "Background characteristics", demography;
/// the meaning of one unknown parent is our choice.
public struct ParentsBornAbroad: Derivation {
    /// The name in codebooks.
    public static let name = "parents-born-abroad"
    /// The countries of birth of mother and father.
    public static let fields = 2
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .country }

    /// Prepares the derivation.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(3, of: categories)
    }

    /// Derives the number.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let (countries, unreadable) = Country.read(inputs)
        if let unreadable { return .unreadable(field: unreadable, text: 0) }
        let known = countries.compactMap(\.self)
        guard known.count == countries.count else { return .unknown }
        return .category(known.count { $0 != .netherlands })
    }
}
