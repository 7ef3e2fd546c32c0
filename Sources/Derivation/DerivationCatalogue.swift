public import Codebook

/// The derivations, by their names in codebooks.
public enum DerivationCatalogue {
    /// All derivations, in the order of their names.
    public static let all: [any Derivation.Type] = [
        AgeClass.self, YearsFlag.self, BornIn.self, AtcCare.self, CodedCategory.self, EducationLevel.self,
        HouseholdType.self, IncomeQuintile.self, NumberClass.self, ParentsBornAbroad.self,
        ParentsCountry.self, ParentsInHousehold.self, Urbanicity.self, WealthClass.self,
    ]

    /// The number of fields without which a derivation of a name derives nothing; nil if there is none of it.
    public static func requiredFields(_ name: String) -> Int? { all.first { $0.name == name }?.fields }

    /// Makes the derivation of a setting.
    ///
    /// - Parameters:
    ///   - setting: The codebook's parameters of the derivation.
    ///   - categories: The number of categories of the variable, including the category for unknown.
    /// - Returns: The derivation.
    /// - Throws: ``DerivationFlaw`` if there is none of that name, or the setting does not fit it.
    public static func derivation(
        _ setting: DerivationSetting,
        categories: Int
    ) throws(DerivationFlaw) -> any Derivation {
        guard let type = all.first(where: { $0.name == setting.name }) else {
            throw DerivationFlaw(
                "there is no derivation '\(setting.name)'",
                "write one of: \(all.map { $0.name }.joined(separator: ", "))"
            )
        }
        guard (type.fields...type.fields + type.optionalFields).contains(setting.from.count) else {
            throw DerivationFlaw(
                "the derivation '\(setting.name)' reads \(type.fields) fields, not \(setting.from.count)",
                "name its fields in `from`"
            )
        }
        guard let unknown = setting.unknown else { return try type.init(setting, categories: categories) }
        guard unknown == categories - 1 else {
            throw DerivationFlaw("the category of what is not known is not the last", "put it last")
        }
        var known = setting
        known.codes = Array(setting.codes.prefix(unknown))
        known.unknownCodes = setting.codes.dropFirst(unknown).flatMap(\.self)
        return try type.init(known, categories: unknown)
    }
}
