package import Classification
package import Codebook
package import Statistics

/// The inputs of rules besides the delivery itself.
package struct RuleContext: Sendable {
    /// The data set.
    package let codebook: Codebook
    /// The facts about its kind.
    package let checks: KindChecks
    /// The form of the delivery.
    package let form: Form
    /// The edition of the classification.
    package let edition: Edition
    /// True if the delivery replaces whole periods; false if only its regions.
    package let replacesPeriods: Bool
    /// True if the steward said that the delivery is meant to drop what it lacks.
    package let meansToReplace: Bool
    /// The ranks of the topics that the delivery has a column for, rising; empty for a joint form.
    package let columns: [Int]
    /// The periods of the delivery, by rising time.
    package let periods: [Period]
    /// Account of the rows of the year before; nil where that is not known.
    package var before: RowAccount?

    /// Creates the inputs from their parts.
    package init(
        codebook: Codebook,
        checks: KindChecks,
        form: Form,
        edition: Edition,
        replacesPeriods: Bool,
        meansToReplace: Bool,
        columns: [Int],
        periods: [Period],
        before: RowAccount? = nil
    ) {
        self.codebook = codebook
        self.checks = checks
        self.form = form
        self.edition = edition
        self.replacesPeriods = replacesPeriods
        self.meansToReplace = meansToReplace
        self.columns = columns
        self.periods = periods
        self.before = before
    }

    /// The rank of the topic with the number of units; nil for a form without one, as the joint form.
    package var populationRank: Int? { form.populationRank }

    /// True if deliveries have rows of regions of that level of the edition.
    ///
    /// Those are the published levels of the data set; counts are never of unions, which consist of regions.
    package func publishes(level: Int) -> Bool {
        codebook.levels.contains(edition.levels[level].key)
            && !(form.holdsCounts && level == edition.unionLevel)
    }

    /// A number of a rule, in thousandths: the codebook's, or else the rule's default.
    package func bound(_ name: String, of rule: (some Rule).Type) -> Int64 {
        codebook.rules[rule.code]?.bounds[name] ?? rule.bounds[name] ?? 0
    }

    /// The column ranks of `measures`; nil if the delivery lacks one of them.
    package func ranks(of measures: [Measure]) -> [Int]? {
        let ranks = measures.compactMap { measure in
            form.topics.firstIndex { $0.measure == measure }.flatMap { columns.contains($0) ? $0 : nil }
        }
        return ranks.count == measures.count ? ranks : nil
    }
}

extension Form {
    /// True if regions without units have no rows.
    package var hasRowsOfUnitsOnly: Bool { traits.hasRowsOfUnitsOnly || units != nil }

    /// The rank of the topic with the number of units; nil if there is none.
    package var populationRank: Int? { topics.firstIndex { $0.measure == .population } }

    /// The rank of the topic with the size of a region, if there is one: the number of units, or the count
    /// that weights areas.
    func unitRank(_ checks: KindChecks) -> Int? {
        holdsTopicsApart ? checks.sizeRank : populationRank
    }
}
