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
        /// Lines of the a-priori list for the periods of the delivery that could not be granted, the first of them; nil
        /// for none.
        public var refused: [Refused]?
        /// How many such lines there are; nil for none.
        public var refusedTotal: Int?

        /// The most lines of an a-priori list that a receipt names.
        public static let mostRefused = 20

        /// A line of an a-priori list.
        public struct Refused: Codable, Hashable, Sendable {
            /// The code of the region.
            public var region: String
            /// The name of the period; nil where the release did not keep it.
            public var period: String?
            /// The key of the variable.
            public var figure: String
            /// Whether its figures were to stay shown, else to go; nil where the release did not keep it.
            public var isShown: Bool?

            /// Creates a line.
            public init(region: String, period: String?, figure: String, isShown: Bool?) {
                self.region = region
                self.period = period
                self.figure = figure
                self.isShown = isShown
            }
        }

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
            /// Rows that wait: they keep their published figures until more of their units are others.
            public var frozen: Int
            /// Rows in coarser units than those of the rule; nil where nothing is published in coarser units.
            public var coarser: Int?

            private enum CodingKeys: String, CodingKey {
                case rows, small, withheldForOthers, unitsForOthers, merged, coarser
                case frozen = "held"
            }

            /// Creates a cost.
            public init(
                rows: Int,
                small: Int,
                withheldForOthers: Int,
                unitsForOthers: Int64,
                merged: Int,
                frozen: Int,
                coarser: Int? = nil
            ) {
                self.rows = rows
                self.small = small
                self.withheldForOthers = withheldForOthers
                self.unitsForOthers = unitsForOthers
                self.merged = merged
                self.frozen = frozen
                self.coarser = coarser
            }
        }

        /// Creates an account; of all lines that could not be granted it keeps the first.
        public init(heldBack: Bool, cost: Cost?, isPublic: Bool, refused: [Refused] = []) {
            self.refused = refused.isEmpty ? nil : Array(refused.prefix(Self.mostRefused))
            refusedTotal = refused.isEmpty ? nil : refused.count
            self.heldBack = heldBack
            self.cost = cost
            self.isPublic = isPublic
        }
    }
}
