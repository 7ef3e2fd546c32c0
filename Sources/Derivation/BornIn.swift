public import Codebook

/// Birth in the Netherlands: category 0 is yes, 1 is no.
///
/// Reads a country of birth. Source: docs/method.md, "Background characteristics", demography.
public struct BornIn: Derivation {
    /// The name in codebooks.
    public static let name = "born-in-netherlands"
    /// A country of birth.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .country }

    /// Prepares the derivation.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(2, of: categories)
    }

    /// Derives yes or no.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let (countries, unreadable) = Country.read(inputs)
        if let unreadable { return .unreadable(field: unreadable, text: 0) }
        guard let country = countries[0] else { return .unknown }
        if country == .netherlands { return .category(0) }
        return country.isAssigned ? .category(1) : .unlisted(1)
    }
}
