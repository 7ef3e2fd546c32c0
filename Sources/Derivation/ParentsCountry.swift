public import Codebook

/// The country of birth that represents both parents.
///
/// It is the mother's, unless she was born in the Netherlands or her country is unknown; then it is the
/// father's. `codes` lists the countries of each category, `otherwise` is the category of every other
/// country. Source: docs/method.md, "Background characteristics", number of parents born abroad, split by
/// country.
public struct ParentsCountry: Derivation {
    /// The name in codebooks.
    public static let name = "parents-country"
    /// The countries of birth of mother and father.
    public static let fields = 2
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .country }

    private let ranks: [Country: Int]
    private let otherwise: Int

    /// Prepares the categories.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        guard let otherwise = setting.otherwise, otherwise < categories, setting.codes.count <= categories
        else {
            throw DerivationFlaw("no category holds the other countries", "name it in `otherwise`")
        }
        var ranks: [Country: Int] = [:]
        for (rank, codes) in setting.codes.enumerated() {
            for code in codes {
                guard let country = Country(code), ranks.updateValue(rank, forKey: country) == nil else {
                    throw DerivationFlaw(
                        "'\(code)' is no code of a country, or stands twice",
                        "write codes of ISO 3166-1 alpha-2, each once"
                    )
                }
            }
        }
        self.ranks = ranks
        self.otherwise = otherwise
    }

    /// Derives the category of the country.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let (countries, unreadable) = Country.read(inputs)
        if let unreadable { return .unreadable(field: unreadable, text: 0) }
        let mother = countries[0]
        let chosen = mother == nil || mother == .netherlands ? countries[1] : mother
        guard let chosen else { return .unknown }
        return .category(ranks[chosen] ?? otherwise)
    }
}
