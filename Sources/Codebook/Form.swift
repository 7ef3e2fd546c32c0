public import Statistics

/// A form in which a data set is delivered and held.
public struct Form: Hashable, Sendable {
    /// How the rows of a form are laid out.
    public enum Layout: String, Hashable, Sendable, CaseIterable {
        /// One row a cell that is not empty: dimensions of every variable, and one topic.
        case joint
        /// One row a region and period: a topic for the units and one for each category.
        case marginal
        /// One row a region and period: published topics, any subset.
        case published
        /// One row a unit, which is counted on the way in and not kept.
        case records
        /// Numbers by characteristic, each by itself: a row for every category of every region, or a topic for
        /// every category. A category that has no row has no units.
        case characteristics
        /// One row a region and period: counts that indicators are made of, any subset. Each topic of a period is
        /// held by itself, so topics may come in files of their own.
        case counts

        /// Whether its cells are those of all variables together.
        public var isJoint: Bool { self == .joint || self == .records }
    }

    /// The stable name in the codebook, ledger and receipts.
    public var key: String
    /// What people call it.
    public var title: Text
    /// How its rows are laid out.
    public var layout: Layout
    /// Whether each topic of a period is held by itself, whichever delivery brought it.
    public var holdsTopicsApart: Bool { layout == .counts }

    /// The topics; a joint form and one of records have one.
    ///
    /// The rank of a cell in a wide form is the position here.
    public var topics: [Topic]
    /// The columns and rules of a form with one row a unit; nil for other layouts.
    public var records: RecordLayout?
    /// The columns of characteristics in rows; nil for other layouts.
    public var rows: CharacteristicColumns?

    /// The columns of a row for every unit, where its characteristics are derived; else nil.
    public var units: UnitColumns?

    /// Creates a form.
    public init(
        key: String,
        title: Text,
        layout: Layout,
        topics: [Topic],
        records: RecordLayout? = nil,
        rows: CharacteristicColumns? = nil,
        units: UnitColumns? = nil
    ) {
        self.key = key
        self.title = title
        self.layout = layout
        self.topics = topics
        self.records = records
        self.rows = rows
        self.units = units
    }

    /// Whether the form holds counts, from which everything published is computed.
    public var holdsCounts: Bool { layout != .published }
}

/// The cells of the joint table of a data set's variables, in row-major order: the last variable runs fastest.
public struct JointCells: Hashable, Sendable {
    /// The number of categories of each variable.
    public let sizes: [Int]
    /// The number of cells.
    public let count: Int

    /// Creates the cells of the joint table of `variables`.
    public init(_ variables: [Variable]) {
        sizes = variables.map(\.categories.count)
        // A table that no number can count is none; codebooks with such a form are refused.
        count = sizes.reduce(1) { product, size in
            let (cells, overflow) = product.multipliedReportingOverflow(by: size)
            return overflow ? .max : cells
        }
    }

    /// The rank of the cell of these categories.
    public func rank(of categories: [Int]) -> Int {
        zip(categories, sizes).reduce(0) { $0 * $1.1 + $1.0 }
    }

    /// The category of a variable in the cell of that rank.
    public func category(of variable: Int, in rank: Int) -> Int {
        rank / sizes[(variable + 1)...].reduce(1, *) % sizes[variable]
    }
}
