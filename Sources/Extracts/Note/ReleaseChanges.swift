package import Statistics

/// How a release differs from the one that it is based on, as its note tells it: published figures alone.
package struct ReleaseChanges: Sendable {
    /// One period that differs.
    package struct PeriodChanges: Sendable {
        /// The name of the period, with the mark of its status.
        package var period: String
        /// Occasions that concern the period as a whole.
        package var occasions: [Occasion]
        /// Rows that are new, with another figure, gone, and with a figure withheld that was shown.
        package var added = 0
        package var corrected = 0
        package var withdrawn = 0
        package var withheld = 0
        /// Rows with a figure that was withheld and is shown now.
        package var shown = 0

        /// Names a period.
        package init(period: String, occasions: [Occasion]) {
            self.period = period
            self.occasions = occasions
        }
    }

    /// Occasion for which a period differs.
    package enum Occasion: Hashable, Sendable {
        /// The release before does not have it.
        case new
        /// The release does not have it any more.
        case gone
        /// Its figures have another status.
        case status(before: PeriodStatus, after: PeriodStatus)
        /// Its scores have other coefficients.
        case coefficients(before: String, after: String)
        /// Deliveries changed what is stored of it, or of regions that its figures are protected with.
        case deliveries
    }

    /// A figure that differs.
    package struct Figure: Sendable {
        package var code: String
        package var name: String
        package var period: String
        /// The title of the topic.
        package var title: Text
        package var before: String
        package var after: String
        /// Noteworthy property of the figure.
        package var sign: Sign

        /// Names a figure.
        package init(
            code: String,
            name: String,
            period: String,
            title: Text,
            before: String,
            after: String,
            sign: Sign
        ) {
            self.code = code
            self.name = name
            self.period = period
            self.title = title
            self.before = before
            self.after = after
            self.sign = sign
        }
    }

    /// Noteworthy property of a figure in the second table.
    package enum Sign: Sendable {
        /// It is one of those that moved most.
        case moved
        /// It rose from the period before and falls now, or the other way round.
        case turned
    }

    /// True for the first release.
    package var isFirst = false
    /// The editions of the classification, where they differ.
    package var editions: (before: String, after: String)?
    /// The versions of the rules, where they differ.
    package var rules: (before: String, after: String)?
    /// The periods that differ.
    package var periods: [PeriodChanges] = []
    /// The figures of the second table, at most as many as are told.
    package var figures: [Figure] = []
    /// The number of figures that turned, whether they are told or not.
    package var turned = 0

    /// No differences.
    package init() {}
}
