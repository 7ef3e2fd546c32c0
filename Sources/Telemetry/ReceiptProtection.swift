extension Receipt {
    /// The account of protection of a delivery's release: for internal readers, without a parameter of the
    /// rule and without a count of a region under the minimum frequency.
    public struct Protection: Codable, Hashable, Sendable {
        /// True if no safe release could be made, so that the one before stays.
        public var heldBack: Bool
        /// The cost in the parts that the release computed again; nil without proof.
        public var cost: Cost?
        /// True if the figures were published before they were delivered, so that none are suppressed.
        public var isPublic: Bool

        /// The cost of protection.
        public struct Cost: Codable, Hashable, Sendable {
            /// Rows that were examined.
            public var rows: Int
            /// Rows under primary suppression, because of their size.
            public var small: Int
            /// Rows under secondary suppression.
            public var withheldForOthers: Int
            /// The units in the rows under secondary suppression, rounded as published units are.
            public var unitsForOthers: Int64
            /// Rows with recoded groups.
            public var merged: Int
            /// Frozen rows, which keep their published figures.
            public var frozen: Int

            private enum CodingKeys: String, CodingKey {
                case rows, small, withheldForOthers, unitsForOthers, merged
                case frozen = "held"
            }

            /// Creates a cost.
            public init(
                rows: Int,
                small: Int,
                withheldForOthers: Int,
                unitsForOthers: Int64,
                merged: Int,
                frozen: Int
            ) {
                self.rows = rows
                self.small = small
                self.withheldForOthers = withheldForOthers
                self.unitsForOthers = unitsForOthers
                self.merged = merged
                self.frozen = frozen
            }
        }

        /// Creates an account.
        public init(heldBack: Bool, cost: Cost?, isPublic: Bool) {
            self.heldBack = heldBack
            self.cost = cost
            self.isPublic = isPublic
        }
    }
}
