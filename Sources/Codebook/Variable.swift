public import Statistics

/// A variable of a data set, with its finest categories in order and its published groups.
public struct Variable: Hashable, Sendable {
    /// The stable name in the codebook, for example `welvaart`.
    public var key: String
    /// The name for people.
    public var title: Text
    /// The names of its dimension in deliveries of the joint form.
    public var dimension: [String]
    /// The finest categories, by rank.
    public var categories: [Category]
    /// The published groups; they cover every category once, in order.
    public var groups: [Group]
    /// The theme under which variables are grouped; nil without themes.
    public var theme: Text?
    /// The day or the years of the variable, if that is not the report year.
    public var reference: Text?
    /// Its derivation from microdata; nil if it is delivered.
    public var derivation: DerivationSetting?
    /// The recodings for groups that are too small in a region.
    public var merges: MergeLadder
    /// True for a property of the place, equal for all who live there, so that only their number must be
    /// protected.
    public var isOfPlace = false
    /// The rank of the variable of which this one is a subgroup; nil if there is none.
    ///
    /// Both have the same categories, and a unit in the first category here is in the first category there.
    public var whole: Int?

    /// Creates a variable.
    public init(
        key: String,
        title: Text,
        dimension: [String],
        categories: [Category],
        groups: [Group],
        merges: MergeLadder = .neighbours
    ) {
        self.key = key
        self.title = title
        self.dimension = dimension
        self.categories = categories
        self.groups = groups
        self.merges = merges
    }

    /// One of the finest categories of a variable.
    public struct Category: Hashable, Sendable {
        /// The key in deliveries, for example `1`.
        public var key: String
        /// The name for people.
        public var title: Text
        /// Other spellings of it in deliveries.
        public var spellings: [String]

        /// Creates a category.
        public init(key: String, title: Text, spellings: [String]) {
            self.key = key
            self.title = title
            self.spellings = spellings
        }
    }

    /// Categories that are published as one.
    public struct Group: Hashable, Sendable {
        /// The stable name in the codebook, for example `laag`.
        public var key: String
        /// The name for people.
        public var title: Text
        /// The ranks of its categories.
        public var categories: Range<Int>

        /// Creates a group.
        public init(key: String, title: Text, categories: Range<Int>) {
            self.key = key
            self.title = title
            self.categories = categories
        }
    }
}
