import Statistics

/// The model from which the levels of education of synthetic households are drawn.
///
/// Its parameters are known, so that a trial can tell whether an estimate recovers them: the log-odds of
/// level `l` (from 1) against level 1 are `intercepts[l - 1] + (l - 1) × (sum of the lifts of the person's
/// categories)`. Whether a level is missing depends on the age class only. docs/synthetic-country.md lists
/// the numbers.
public enum EducationModel {
    /// The log-odds of each level against the first, for lifts of 0.
    public static let intercepts = [0.0, 0.92, 1.61, 0.97, 0.32]

    /// The lifts of each category of the main earner's covariates, by header; the first is code 1, of
    /// `generatie` code 0.
    public static let mainEarner: [(column: HouseholdColumn, lifts: [Double])] = [
        (.geslacht, [0, 0.05]),
        (.leeftijdsklasse, [-0.15, 0.25, 0.2, 0.05, -0.05, -0.2, -0.4, -0.6]),
        (.herkomst, [0, -0.45, -0.5, -0.1, -0.25, 0.2, 0.1]),
        (.generatie, [0, 0, 0.15]),
        (.stedelijkheid, [0.2, 0.1, 0, -0.08, -0.12]),
        (.landsdeel, [-0.1, -0.05, 0.08, 0]),
        (.inkomensbron, [0, 0.1, -0.05, -0.5, -0.2, -0.45]),
        (.welvaartsdeciel, [-0.35, -0.3, -0.22, -0.15, -0.05, 0, 0.08, 0.17, 0.28, 0.45]),
        (.arbeidHKW, [0, -0.05, -0.15, -0.1]),
    ]

    /// The lifts of each category of the partner's covariates.
    public static let partner: [(column: HouseholdColumn, lifts: [Double])] = [
        (.geslachtP, [0, 0.03]),
        (.leeftijdsklasseP, [-0.15, 0.25, 0.2, 0.05, -0.05, -0.2, -0.4, -0.6]),
        (.herkomstP, [0, -0.4, -0.45, -0.1, -0.2, 0.2, 0.1]),
        (.generatieP, [0, 0, 0.12]),
        (.stedelijkheid, [0.1, 0.05, 0, -0.04, -0.06]),
        (.landsdeel, [-0.06, -0.03, 0.05, 0]),
        (.secP, [0, 0.08, -0.05, -0.4, -0.15, -0.3]),
        (.welvaartsdeciel, [-0.2, -0.17, -0.12, -0.08, -0.03, 0, 0.05, 0.1, 0.16, 0.25]),
        (.arbeidHKW, [0, -0.02, -0.05, 0]),
        (.arbeidP, [0, -0.05, -0.15, -0.1]),
        (.opleidingHKW, [-0.6, -0.3, 0, 0.35, 0.6]),
    ]

    /// The probability that a person's level is in the register, by age class from 1.
    public static let known = [0.95, 0.9, 0.81, 0.71, 0.6, 0.48, 0.38, 0.3]
}

/// The factors of a person's model, prepared for drawing: a sum of lifts is a product of these.
struct EducationFactors: Sendable {
    private let lifts: [Double]
    private let starts: [Int]
    private let weights: [Double]

    init(_ covariates: [(column: HouseholdColumn, lifts: [Double])]) {
        lifts = covariates.flatMap { $0.lifts.map(exponential) }
        starts = covariates.indices.map { covariates[..<$0].reduce(0) { $0 + $1.lifts.count } }
        weights = EducationModel.intercepts.map(exponential)
    }

    /// Draws a level, from 1.
    ///
    /// - Parameters:
    ///   - categories: The category of each covariate, from 0, in the order of the model.
    ///   - even: A uniform number from 0 to 1.
    /// - Returns: The level, 1 to 5.
    func level(_ categories: InlineArray<11, UInt8>, even: Double) -> UInt8 {
        var factor = 1.0
        for covariate in starts.indices { factor *= lifts[starts[covariate] + Int(categories[covariate])] }
        let second = weights[0] + weights[1] * factor
        let third = second + weights[2] * factor * factor
        let fourth = third + weights[3] * factor * factor * factor
        let fifth = fourth + weights[4] * factor * factor * factor * factor
        let mark = even * fifth
        return mark < weights[0] ? 1 : mark < second ? 2 : mark < third ? 3 : mark < fourth ? 4 : 5
    }
}
