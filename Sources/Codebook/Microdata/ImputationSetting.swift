/// The imputation of a missing category of a variable from the persons of a unit.
///
/// The unit's category is the highest of its persons' levels; a missing level of a person is predicted by a
/// multinomial logistic model on covariates of the row.
public struct ImputationSetting: Hashable, Sendable {
    /// The treatment of a unit with an unknown category.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// It counts in one category, drawn by key from the predicted probabilities.
        case draw
        /// It counts in every category with its expected part.
        case expected
        /// It is left out and counted, with the reason `level-unknown`.
        case none
    }

    /// The reason for which units are left out in the mode `none`.
    public static let unknownReason = "level-unknown"

    /// The rank of the imputed variable.
    public var variable: Int
    /// The treatment of a unit with an unknown category.
    public var mode: Mode
    /// The seed of the draws.
    public var seed: UInt64
    /// The number of replicate models, with perturbed parameters, for the model's own error; 0 to 64.
    public var replicates: Int
    /// The persons whose levels determine the unit's category: the first is always present, the others may be
    /// absent.
    public var persons: [Person]

    /// A person of a unit.
    public struct Person: Hashable, Sendable {
        /// The stable name, for example `partner`.
        public var key: String
        /// The position of the field of the person's level; its codes are the categories of the variable.
        public var level: Int
        /// The condition for the presence of this person; nil for the first, which every unit has.
        public var present: RecordCondition?
        /// The positions of the covariates' fields.
        public var covariates: [Int]

        /// Creates a person.
        public init(key: String, level: Int, present: RecordCondition? = nil, covariates: [Int]) {
            self.key = key
            self.level = level
            self.present = present
            self.covariates = covariates
        }
    }

    /// Creates a setting.
    public init(variable: Int, mode: Mode = .draw, seed: UInt64, replicates: Int, persons: [Person]) {
        self.variable = variable
        self.mode = mode
        self.seed = seed
        self.replicates = replicates
        self.persons = persons
    }
}
