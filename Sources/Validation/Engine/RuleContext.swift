import Classification
import Codebook
import Statistics

/// What rules know besides the delivery itself.
struct RuleContext: Sendable {
    /// The data set.
    let codebook: Codebook
    /// The form of the delivery.
    let form: Form
    /// The edition of the classification.
    let edition: Edition
    /// Whether the delivery replaces whole periods or only the regions it holds.
    let replacesPeriods: Bool
    /// The ranks of the topics that the delivery has a column for, rising; empty for a joint form.
    let columns: [Int]
    /// The periods of the delivery, by rising time.
    let periods: [Period]

    /// The rank of the topic that holds the units; nil where the form has none, as the joint form.
    var populationRank: Int? { form.populationRank }

    /// Whether deliveries have rows of regions of that level of the edition.
    ///
    /// Those are the levels that the data set publishes; counts are never of unions, which are made of regions.
    func publishes(level: Int) -> Bool {
        codebook.levels.contains(edition.levels[level].key)
            && !(form.holdsCounts && level == edition.unionLevel)
    }

    /// A number of a rule, in thousandths: the codebook's, or else the rule's own.
    func bound(_ name: String, of rule: (some Rule).Type) -> Int64 {
        codebook.rules[rule.code]?.bounds[name] ?? rule.bounds[name] ?? 0
    }

    /// The column ranks of what `measures` says of each variable; nil where the delivery lacks one of them.
    func ranks(of measures: [Measure]) -> [Int]? {
        let ranks = measures.compactMap { measure in
            form.topics.firstIndex { $0.measure == measure }.flatMap { columns.contains($0) ? $0 : nil }
        }
        return ranks.count == measures.count ? ranks : nil
    }
}

extension Form {
    /// Whether there are only rows where there are units: a region without rows has none.
    var hasRowsOfUnitsOnly: Bool { traits.hasRowsOfUnitsOnly || units != nil }

    /// The rank of the topic that holds the units; nil where there is none.
    var populationRank: Int? { topics.firstIndex { $0.measure == .population } }

    /// The rank of the topic by which the units of a region are known, where there is one: that of the units, or
    /// the count that areas are weighted by.
    func unitRank(in codebook: Codebook) -> Int? {
        holdsTopicsApart ? codebook.scheme.classes?.population : populationRank
    }
}
