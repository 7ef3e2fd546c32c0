/// The model that imputes the levels of a period: the models of its persons, the year and the seed.
///
/// A correction imputes with the kept model of its period, so that units it does not touch keep their level.
public struct ImputationModel: Hashable, Sendable, Codable {
    /// The most replicate models.
    public static let maximumReplicates = 64

    /// The report year.
    public let year: Int
    /// The seed of draws and replicates.
    public let seed: UInt64
    /// The number of replicate models of every person model.
    public let replicates: Int
    /// The model of the main earner.
    public let main: MultinomialModel
    /// The model of the partner; nil if units have none.
    public let partner: MultinomialModel?

    /// Combines fitted models with the same levels and the same number of replicates.
    public init(
        year: Int,
        seed: UInt64,
        replicates: Int,
        main: MultinomialModel,
        partner: MultinomialModel? = nil
    ) {
        self.year = year
        self.seed = seed
        self.replicates = replicates
        self.main = main
        self.partner = partner
    }

    /// True if the parts fit each other; for models that were read from a file or the ledger.
    public var isConsistent: Bool {
        let models = [main] + (partner.map { [$0] } ?? [])
        return (0...Self.maximumReplicates).contains(replicates)
            && models.allSatisfy { model in
                model.design.levels == main.design.levels && model.isConsistent(replicates: replicates)
            }
    }
}

extension MultinomialModel {
    /// True if every number refers to an existing level, covariate or category.
    func isConsistent(replicates: Int) -> Bool {
        guard
            let checked = PersonDesign(
                key: design.key,
                levels: design.levels,
                covariates: design.covariates,
                mainLevel: design.mainLevel
            ), checked == design, design.levels.contains(base),
            references.count == design.covariates.count
        else { return false }
        return shares.count == design.levels.count
            && shares.allSatisfy { $0.isFinite && $0 >= 0 }
            && parameters.allSatisfy { parameter in
                guard design.levels.contains(parameter.level), parameter.estimate.isFinite,
                    parameter.replicates.count == replicates, parameter.replicates.allSatisfy(\.isFinite),
                    (parameter.covariate == nil) == (parameter.category == nil)
                else { return false }
                guard let key = parameter.covariate, let category = parameter.category else { return true }
                return design.covariates.first { $0.key == key }?.code(of: category) != nil
            }
    }
}
