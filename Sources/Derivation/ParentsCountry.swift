public import Codebook

/// The country of birth that represents both parents.
///
/// Only where a parent was born abroad is it another than the Netherlands: it is the mother's, unless she was
/// born in the Netherlands or her country is unknown; then it is the father's. It is the Netherlands where no
/// parent was born abroad, and unknown where that is not known. Reads the number of legal parents where it is
/// delivered, as ``ParentsBornAbroad`` does. `codes` lists the countries of each category, `otherwise` is the category of every other
/// country. Source: docs/method.md, "Background characteristics", number of parents born abroad, split by
/// country.
public struct ParentsCountry: Derivation {
    /// The name in codebooks.
    public static let name = "parents-country"
    /// The countries of birth of mother and father.
    public static let fields = 2
    /// The number of legal parents.
    public static let optionalFields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { field < fields ? .country : .parents }

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
        let parents: Parents
        switch Parents.read(inputs) {
        case .unreadable(let field): return .unreadable(field: field, text: 0)
        case .read(let read): parents = read
        }
        if let abroad = parents.countries.lazy.compactMap(\.self).first(where: { $0 != .netherlands }) {
            if let rank = ranks[abroad] { return .category(rank) }
            return abroad.isAssigned ? .category(otherwise) : .unlisted(otherwise)
        }
        guard parents.bornAbroad == 0 else { return .unknown }
        return .category(ranks[.netherlands] ?? otherwise)
    }
}
