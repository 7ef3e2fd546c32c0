/// Record of all releases of a period: the states of figures with offset, and one table a smallest region.
///
/// Nothing in it grows with the number of releases. It is never rolled back: what was out stays out. It is
/// confidential. Its bytes are described in docs/formats/protection.md.
public struct OffsetHistory: Hashable, Sendable {
    /// By the code of the region that stands for all of the same units.
    public var rows: [String: Row] = [:]
    /// By the name of the atom.
    public var atoms: [String: Atom] = [:]

    /// How many releases there were.
    public var releases = 0

    /// Nothing released.
    public init() {}

    /// Record of one shown row.
    public struct Row: Hashable, Sendable {
        /// How its figures are published.
        public var layout: RowLayout
        /// Its figures with offset.
        public var states: [RowFigure: FigureState]
        /// Its figures that were published in other units: they bind worlds of what was counted then.
        public var dead: [Dead]
        /// How many corrections touched it.
        public var events: Int
        /// How many inhabited atoms it has.
        public var atoms: Int
    }

    /// A figure that is published no more.
    public struct Dead: Hashable, Sendable {
        /// Which.
        public var figure: RowFigure
        /// State of the figure after all that was told by it.
        public var state: FigureState
    }

    /// Record of one atom.
    public struct Atom: Hashable, Sendable {
        /// Its published version; where it is withheld its counts.
        public var cells: [Int32]
        /// Whether it lies in a region that is too small.
        public var isWithheld: Bool
        /// The release since which its counts are these.
        public var since: Int
        /// Whether a target of it has no world of its own.
        public var isFlagged: Bool
        /// Whether it was corrected since it was first published.
        public var isCorrected: Bool
    }
}
