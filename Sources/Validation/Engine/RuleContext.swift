import Classification
import Codebook
import Statistics

/// The inputs of rules besides the delivery itself.
struct RuleContext: Sendable {
    /// The data set.
    let codebook: Codebook
    /// The facts about its kind.
    let checks: KindChecks
    /// The form of the delivery.
    let form: Form
    /// The edition of the classification.
    let edition: Edition
    /// True if the delivery replaces whole periods; false if only its regions.
    let replacesPeriods: Bool
    /// True if the steward said that the delivery is meant to drop what it lacks.
    let meansToReplace: Bool
    /// The ranks of the topics that the delivery has a column for, rising; empty for a joint form.
    let columns: [Int]
    /// The periods of the delivery, by rising time.
    let periods: [Period]

    /// The rank of the topic with the number of units; nil for a form without one, as the joint form.
    var populationRank: Int? { form.populationRank }

    /// True if deliveries have rows of regions of that level of the edition.
    ///
    /// Those are the published levels of the data set; counts are never of unions, which consist of regions.
    func publishes(level: Int) -> Bool {
        codebook.levels.contains(edition.levels[level].key)
            && !(form.holdsCounts && level == edition.unionLevel)
    }

    /// A number of a rule, in thousandths: the codebook's, or else the rule's default.
    func bound(_ name: String, of rule: (some Rule).Type) -> Int64 {
        codebook.rules[rule.code]?.bounds[name] ?? rule.bounds[name] ?? 0
    }

    /// The column ranks of `measures`; nil if the delivery lacks one of them.
    func ranks(of measures: [Measure]) -> [Int]? {
        let ranks = measures.compactMap { measure in
            form.topics.firstIndex { $0.measure == measure }.flatMap { columns.contains($0) ? $0 : nil }
        }
        return ranks.count == measures.count ? ranks : nil
    }
}

extension Form {
    /// True if regions without units have no rows.
    var hasRowsOfUnitsOnly: Bool { traits.hasRowsOfUnitsOnly || units != nil }

    /// The rank of the topic with the number of units; nil if there is none.
    var populationRank: Int? { topics.firstIndex { $0.measure == .population } }

    /// The rank of the topic with the size of a region, if there is one: the number of units, or the count
    /// that weights areas.
    func unitRank(_ checks: KindChecks) -> Int? {
        holdsTopicsApart ? checks.sizeRank : populationRank
    }
}
