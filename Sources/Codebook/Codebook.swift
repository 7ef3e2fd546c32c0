public import Statistics

/// A data set as data: what it counts, how it is delivered, scored, protected and published.
///
/// A codebook is read from a file of `etc/datasets`; nothing of a data set stands in the program.
public struct Codebook: Hashable, Sendable {
    /// What commands, paths and configuration call the data set.
    public var dataset: String
    /// What people call it.
    public var title: Text
    /// What is counted, in the plural, for example private households.
    public var unit: Text
    /// Whose figures or method it is, as it must be attributed.
    public var attribution: Text
    /// A number that changes with every change of the rules, recorded in each manifest.
    public var version: String
    /// How the columns of region and period are called.
    public var keys: KeyColumns
    /// The report years that the data set is open for.
    public var years: ClosedRange<Int>
    /// The keys of the levels that are published, for example gemeente, wijk and buurt.
    public var levels: [String]
    /// The variables, each with its categories and published groups.
    public var variables: [Variable]
    /// Figures of regions as a whole, beside what is counted.
    public var areas: [AreaFigure] = []
    /// The published topics, in the order of the extracts.
    public var topics: [Topic]
    /// The forms in which the data set is delivered.
    public var forms: [Form]
    /// How scores are made.
    public var scheme: ScoreScheme
    /// What may be published of a region.
    public var protection: ProtectionRule
    /// Settings of validation rules, by the code of the rule.
    public var rules: [String: RuleSetting]
    /// The second geography of four-digit postcodes; nil where it is not published.
    public var postcodes: PostcodeGeography?
    /// What whoever uses the figures must know of them, one thought each; named in every release.
    public var caveats: [Text]
    /// That the development of scores is published; nil where it is not.
    public var development: DevelopmentSetting?
    /// The forms in which the figures are published, each once.
    public var extracts = ExtractFormat.usual
    /// What users must be told beside the figures; nil where the codebook does not say.
    public var metadata: DatasetMetadata?

    /// Creates a codebook; whether it holds together is for the reader of the file to say.
    public init(
        dataset: String,
        title: Text,
        unit: Text,
        attribution: Text,
        version: String,
        keys: KeyColumns,
        years: ClosedRange<Int>,
        levels: [String],
        variables: [Variable],
        topics: [Topic],
        forms: [Form],
        scheme: ScoreScheme,
        protection: ProtectionRule,
        rules: [String: RuleSetting],
        postcodes: PostcodeGeography? = nil,
        development: DevelopmentSetting? = nil,
        caveats: [Text] = []
    ) {
        self.dataset = dataset
        self.title = title
        self.unit = unit
        self.attribution = attribution
        self.version = version
        self.keys = keys
        self.years = years
        self.levels = levels
        self.variables = variables
        self.topics = topics
        self.forms = forms
        self.scheme = scheme
        self.protection = protection
        self.rules = rules
        self.postcodes = postcodes
        self.development = development
        self.caveats = caveats
    }

    /// The form of that key; nil when there is none.
    public func form(_ key: String) -> Form? { forms.first { $0.key == key } }

    /// The form whose counts indicators are made of; nil where there is none.
    public var countsForm: Form? { forms.first { $0.layout == .counts } }

    /// The rank of the published topic that holds `measure`; nil when none does.
    public func topicRank(of measure: Measure) -> Int? { topics.firstIndex { $0.measure == measure } }

    /// Whether the data set takes figures of `period`.
    public func isOpen(for period: Period) -> Bool { period.kind == .year && years.contains(period.year) }
}

/// How the columns that say which region and period a row is about are called in deliveries.
public struct KeyColumns: Hashable, Sendable {
    /// The key of the region dimension in data feeds, and its other spellings; these hold codes.
    public var region: [String]
    /// The headers of columns that hold the code of a region beside its name, best first.
    public var regionCode: [String]
    /// The headers of columns that hold the name of a region.
    public var regionName: [String]
    /// The key and the headers of the period.
    public var period: [String]
    /// Columns that are expected and carry nothing that is needed, for example `ID`.
    public var ignored: [String]
    /// Which symbols for missing figures stand in the other columns.
    public var symbols: SymbolProfile

    /// Creates the names of the key columns.
    public init(
        region: [String],
        regionCode: [String],
        regionName: [String],
        period: [String],
        ignored: [String],
        symbols: SymbolProfile = .modern
    ) {
        self.region = region
        self.regionCode = regionCode
        self.regionName = regionName
        self.period = period
        self.ignored = ignored
        self.symbols = symbols
    }
}
