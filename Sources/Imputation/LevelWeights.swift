import Statistics

/// The weights of the levels in each category: the probabilities of a row are proportional to the products of
/// its weights, because the exponential of a sum is the product of the exponentials.
///
/// The largest weight of every category is 1, so that products never overflow; a level that cannot occur in a
/// category weighs 0.
struct LevelWeights {
    /// The weights of the levels before any category.
    var intercept: [Double]
    /// By covariate, code and level.
    var categories: [[[Double]]]

    /// The weights of a model.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - replicate: The replicate model; nil for the estimates themselves.
    init(_ model: MultinomialModel, replicate: Int? = nil) {
        let levels = model.design.levels.count
        var intercept = [Double](repeating: 0, count: levels)
        var categories = model.design.covariates.map { covariate in
            [[Double]](repeating: [Double](repeating: 0, count: levels), count: covariate.size)
        }
        for parameter in model.parameters {
            let isImpossible = parameter.state == .separated || parameter.state == .empty
            let estimate = replicate.map { parameter.replicates[$0] } ?? parameter.estimate
            let value = isImpossible ? -Double.infinity : estimate
            guard let level = model.design.levels.firstIndex(of: parameter.level) else { continue }
            if let key = parameter.covariate {
                guard let covariate = model.design.covariates.firstIndex(where: { $0.key == key }),
                    let code = model.design.covariates[covariate].code(of: parameter.category ?? "")
                else { continue }
                categories[covariate][code][level] = value
            } else {
                intercept[level] = value
            }
        }
        self.intercept = Self.scaled(intercept)
        self.categories = categories.map { $0.map(Self.scaled) }
    }

    /// The exponentials of `logarithms`, scaled so that the largest is 1.
    static func scaled(_ logarithms: [Double]) -> [Double] {
        let largest = logarithms.max() ?? 0
        guard largest > -.infinity else { return logarithms.map { _ in 0 } }
        return logarithms.map { exponential($0 - largest) }
    }
}
