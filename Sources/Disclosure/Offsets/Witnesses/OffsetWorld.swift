/// A second world: how the counts of some atoms differ from the truth.
public struct OffsetWorld: Hashable, Sendable {
    /// The differences; at most one an atom and variable.
    public var parts: [Part]

    /// How one variable's counts differ in one atom.
    public struct Part: Hashable, Sendable {
        /// The atom.
        public var atom: Int
        /// The variable.
        public var variable: Int
        /// By group, how many units more; together none.
        public var groups: [Int8]
        /// How much more the coefficients add up to.
        public var sum: Int
        /// The cells between which its units move, where these are chosen already; the categories of other variables that
        /// such a unit takes along are parts without moves of their own.
        var swaps: [Swap]?

        /// Creates a difference.
        public init(atom: Int, variable: Int, groups: [Int8], sum: Int) {
            self.atom = atom
            self.variable = variable
            self.groups = groups
            self.sum = sum
        }
    }

    /// A unit that moves between two cells.
    struct Swap: Hashable, Sendable {
        var from: Int32
        var to: Int32
    }

    /// Creates a world.
    public init(_ parts: [Part]) { self.parts = parts }
}
