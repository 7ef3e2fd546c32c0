public import Statistics

/// A data set as data: its variables, forms, scores, protection and publication.
///
/// A codebook is read from a file of `etc/datasets`; the program contains nothing of a data set.
public struct Codebook: Hashable, Sendable {
    /// The name of the data set in commands, paths and configuration.
    public var dataset: String
    /// The name for people.
    public var title: Text
    /// The counted unit, in the plural, for example private households.
    public var unit: Text
    /// The owner of figures or method, as it must be attributed.
    public var attribution: Text
    /// The portal from which files of the data set are downloaded, for example StatLine; nil where there is none.
    public var portal: String?
    /// The mark by which these rules are told from others: the stated version, with a digest of the files read.
    ///
    /// A digest of secret settings is itself secret, so it is never published.
    public var version: String
    /// The version as the codebook states it, recorded in each manifest.
    public var statedVersion: String
    /// The names of the columns of region and period.
    public var keys: KeyColumns
    /// The report years that deliveries may have.
    public var years: ClosedRange<Int>
    /// The keys of the levels that are published, for example gemeente, wijk and buurt.
    public var levels: [String]
    /// The variables, each with its categories and published groups.
    public var variables: [Variable]
    /// Figures of regions as a whole, beside the counts.
    public var areas: [AreaFigure] = []
    /// The published topics, in the order of the extracts.
    public var topics: [Topic]
    /// The forms in which the data set is delivered.
    public var forms: [Form]
    /// The scheme of scores.
    public var scheme: ScoreScheme
    /// The protection rule.
    public var protection: ProtectionRule
    /// Settings of validation rules, by the code of the rule.
    public var rules: [String: RuleSetting]
    /// The second geography of four-digit postcodes; nil if it is not published.
    public var postcodes: PostcodeGeography?
    /// Remarks for whoever uses the figures, one thought each; named in every release.
    public var caveats: [Text]
    /// The published development of scores; nil if there is none.
    public var development: DevelopmentSetting?
    /// The forms in which the figures are published, each once.
    public var extracts = ExtractFormat.usual
    /// The texts that users are told beside the figures; nil where the codebook has none.
    public var metadata: DatasetMetadata?
    /// The rule by which releases wait for approval; nil where each is published at once.
    public var approval: ApprovalRule?
    /// Tables of the same regions and periods that are public elsewhere.
    public var publishedElsewhere: [PublishedElsewhere] = []

    /// Creates a codebook; ``flaws`` tells if it is consistent.
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
        statedVersion = version
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

    /// The form with that key; nil if there is none.
    public func form(_ key: String) -> Form? { forms.first { $0.key == key } }

    /// The form with the counts of indicators; nil if there is none.
    public var countsForm: Form? { forms.first { $0.holdsTopicsApart } }

    /// The rank of the published topic with `measure`; nil if there is none.
    public func topicRank(of measure: Measure) -> Int? { topics.firstIndex { $0.measure == measure } }

    /// True if the data set takes figures of `period`.
    public func isOpen(for period: Period) -> Bool { period.kind == .year && years.contains(period.year) }
}

/// The names of the columns of region and period in deliveries.
public struct KeyColumns: Hashable, Sendable {
    /// The key of the region dimension in data feeds, and its other spellings; the column has codes.
    public var region: [String]
    /// The headers of columns with the code of a region beside its name, best first.
    public var regionCode: [String]
    /// The headers of columns with the name of a region.
    public var regionName: [String]
    /// The key and the headers of the period.
    public var period: [String]
    /// Expected columns that are not used, for example `ID`.
    public var ignored: [String]
    /// The symbols for missing figures in the other columns.
    public var symbols: SymbolProfile
    /// The codes under which deliveries keep the units that no region has.
    public var unplaced: [String] = []

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
