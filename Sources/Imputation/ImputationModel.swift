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
    /// The model of the first person.
    public let first: MultinomialModel
    /// The model of the second person; nil if units have none.
    public let second: MultinomialModel?

    /// The names in files and in the ledger: docs/formats/model.md.
    private enum CodingKeys: String, CodingKey {
        case year, seed, replicates
        case first = "main"
        case second = "partner"
    }

    /// Combines fitted models with the same levels and the same number of replicates.
    public init(
        year: Int,
        seed: UInt64,
        replicates: Int,
        first: MultinomialModel,
        second: MultinomialModel? = nil
    ) {
        self.year = year
        self.seed = seed
        self.replicates = replicates
        self.first = first
        self.second = second
    }

    /// True if the parts fit each other; for models that were read from a file or the ledger.
    public var isConsistent: Bool {
        let models = [first] + (second.map { [$0] } ?? [])
        return (0...Self.maximumReplicates).contains(replicates)
            && models.allSatisfy { model in
                model.design.levels == first.design.levels && model.isConsistent(replicates: replicates)
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
                firstLevel: design.firstLevel
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
