public import Statistics

/// A variable of a data set, with its finest categories in order and the groups they are published in.
public struct Variable: Hashable, Sendable {
    /// The stable name in the codebook, for example `welvaart`.
    public var key: String
    /// What people call it.
    public var title: Text
    /// How its dimension is called in deliveries of the joint form.
    public var dimension: [String]
    /// The finest categories, by rank.
    public var categories: [Category]
    /// The published groups; they cover every category once, in order.
    public var groups: [Group]
    /// What it is about, where variables stand together under a theme; nil where they do not.
    public var theme: Text?
    /// The day or the years that it is of, where that is not the report year.
    public var reference: Text?
    /// How it is derived from single units; nil where it is delivered.
    public var derivation: DerivationSetting?
    /// Which groups may be merged where one of them is too small in a region.
    public var merges: MergeLadder
    /// Whether it is a fact about the place, the same for all who live there, so that only their number is to be
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
        /// What people call it.
        public var title: Text
        /// Other ways in which deliveries write it.
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
        /// What people call it.
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
