import Codebook
import Derivation

/// Whole numbers as the bounds of a setting.
func bounds(_ numbers: Int64...) -> [Int64] { numbers.map { $0 * Millionths.one } }

/// Derives a category with a setting; fields with one text.
func derive(
    _ name: String,
    _ texts: String...,
    categories: Int,
    bounds: [Int64] = [],
    codes: [[String]] = [],
    otherwise: Int? = nil,
    unknown: Int? = nil,
    reference: DerivationSetting.ReferenceDay = .init(month: 1, day: 1),
    in year: Int = 2021
) throws -> Derived {
    try derive(
        name,
        yearly: texts.map { [$0] },
        categories: categories,
        bounds: bounds,
        codes: codes,
        otherwise: otherwise,
        unknown: unknown,
        reference: reference,
        in: year
    )
}

/// Derives a category with a setting; fields with one text a year.
func derive(
    _ name: String,
    yearly texts: [[String]],
    categories: Int,
    bounds: [Int64] = [],
    codes: [[String]] = [],
    otherwise: Int? = nil,
    unknown: Int? = nil,
    reference: DerivationSetting.ReferenceDay = .init(month: 1, day: 1),
    in year: Int = 2021
) throws -> Derived {
    let setting = DerivationSetting(
        name: name,
        from: texts.map { _ in "field" },
        reference: reference,
        bounds: bounds,
        codes: codes,
        otherwise: otherwise,
        unknown: unknown
    )
    return try DerivationCatalogue.derivation(setting, categories: categories).derive(from: texts, in: year)
}
