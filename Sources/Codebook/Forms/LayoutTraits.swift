/// The traits of a layout that the rooms go by: how its rows are recognised, read, checked, tallied and added up.
///
/// ``Form/Layout`` has the entry of each layout. docs/developing.md tells how a layout is added.
public struct LayoutTraits: Hashable, Sendable {
    /// The meaning of a record's ranks.
    public var cells: Cells
    /// The way in which its columns are recognised.
    public var columns: Columns
    /// The meaning of a topic without a number.
    public var gaps: Gaps
    /// The source of the number of units of a record.
    public var units: Units
    /// True if its cells are those of all variables together.
    public var isJoint = false
    /// True if there are only rows where there are units, so that a region without rows has none.
    public var hasRowsOfUnitsOnly = false
    /// True if figures of a region as a whole stand behind the counts.
    public var hasAreas = false
    /// True if it holds counts, from which everything published is computed.
    public var holdsCounts = true
    /// True if each topic of a period is held by itself, whichever delivery brought it.
    public var holdsTopicsApart = false
    /// The place of the layout, lowest first, when a message names topics of the data set as examples; nil where its
    /// topics are none that people write.
    public var exampleOrder: Int?

    /// The meaning of a record's ranks.
    public enum Cells: Hashable, Sendable {
        /// Cells of the joint table, each a row of the file.
        case combinations
        /// The topics of the form, all in one row of the file or one a row.
        case topics
        /// Nothing: rows are counted on the way in.
        case counted
    }

    /// The way in which columns are recognised.
    public enum Columns: Hashable, Sendable {
        /// A dimension for every variable.
        case dimensions
        /// The names of topics.
        case topics
        /// The names of fields, before anything else is looked at.
        case fields
    }

    /// The meaning of a topic without a number.
    public enum Gaps: Hashable, Sendable {
        /// There are no units: cells without a row are 0. A figure of the region as a whole may be missing.
        case none
        /// A mistake.
        case refused
        /// It is not known, or not delivered; a delivered 0 is a number of its own.
        case unknown
        /// It is withheld or not available, by its symbol, which is kept.
        case symbols
    }

    /// The source of the number of units of a record.
    public enum Units: Hashable, Sendable {
        /// The sum of its cells.
        case sumOfCells
        /// The number in the topic of the units.
        case topic
        /// The sum of the categories of the variable that is known of most.
        case fullestVariable
        /// Nothing tells: no topic is the units of the others.
        case notTold
    }
}
