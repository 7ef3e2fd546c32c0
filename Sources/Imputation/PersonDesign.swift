/// The covariates that predict a person's level, with their categories, in the order of the codebook.
///
/// A row gives each covariate a code: 0 where the field is empty, `c` for the category of that number, counted
/// from 1. Unknown is a category like any other.
public struct PersonDesign: Hashable, Sendable, Codable {
    /// The most covariates of a person.
    public static let maximumCovariates = 32
    /// The most categories of a covariate, unknown among them.
    public static let maximumCategories = 64
    /// The most categories of all covariates together; the memory of a fit grows with its square.
    public static let maximumCodes = 512
    /// The maximum number of levels.
    public static let maximumLevels = 8

    /// The stable name of the person, for example `partner`.
    public let key: String
    /// The keys of the levels, lowest first; 1 to 8.
    public let levels: [String]
    /// The covariates.
    public let covariates: [Covariate]
    /// The position of the covariate that is the level of the first person; nil if there is none.
    ///
    /// Its code for level `l`, counted from 0, is `l + 1`.
    public let firstLevel: Int?

    /// The names in files and in the ledger: docs/formats/model.md.
    private enum CodingKeys: String, CodingKey {
        case key, levels, covariates
        case firstLevel = "mainLevel"
    }

    /// A covariate.
    public struct Covariate: Hashable, Sendable, Codable {
        /// The stable name, for example `leeftijdsklasse`.
        public let key: String
        /// The keys of the categories, by code from 1 on.
        public let categories: [String]

        /// Creates a covariate.
        public init(key: String, categories: [String]) {
            self.key = key
            self.categories = categories
        }

        /// The number of codes, including unknown.
        public var size: Int { categories.count + 1 }

        /// The key of the category of a code; empty for unknown.
        public func category(of code: Int) -> String { code == 0 ? "" : categories[code - 1] }

        /// The code of a category; nil for an unknown key.
        public func code(of category: String) -> Int? {
            category.isEmpty ? 0 : categories.firstIndex(of: category).map { $0 + 1 }
        }
    }

    /// Creates a design; nil if it exceeds a maximum.
    ///
    /// - Parameters:
    ///   - key: The name of the person.
    ///   - levels: The keys of the levels, lowest first; 1 to 8, distinct and not empty.
    ///   - covariates: At most 32, each of at most 64 categories and all of at most 512, unknown counted, with
    ///     fewer than 2^62 combinations.
    ///   - firstLevel: The position of the covariate that is the first person's level.
    public init?(key: String, levels: [String], covariates: [Covariate], firstLevel: Int? = nil) {
        guard (1...Self.maximumLevels).contains(levels.count),
            covariates.count <= Self.maximumCovariates,
            covariates.reduce(0, { $0 + $1.size }) <= Self.maximumCodes,
            covariates.allSatisfy({ $0.size <= Self.maximumCategories && Self.areNames($0.categories) }),
            Self.areNames(levels), Self.areNames(covariates.map(\.key))
        else { return nil }
        if let firstLevel {
            guard covariates.indices.contains(firstLevel),
                covariates[firstLevel].categories.count >= levels.count
            else { return nil }
        }
        var combinations = 1.0
        for covariate in covariates { combinations *= Double(covariate.size) }
        guard combinations < 0x1p62 else { return nil }
        self.key = key
        self.levels = levels
        self.covariates = covariates
        self.firstLevel = firstLevel
    }

    private static func areNames(_ keys: [String]) -> Bool {
        Set(keys).count == keys.count && !keys.contains("")
    }

    /// The encoding of combinations of codes as keys.
    public var layout: PatternLayout { PatternLayout(self) }
}
