import Codebook
package import Statistics

/// The references for a delivered period as a whole.
package struct Distributions: Sendable {
    /// A comparison, and what it is with.
    package struct Reference: Sendable {
        /// The reference that the delivery is compared with.
        package enum Kind: Hashable, Sendable {
            /// The year before.
            case yearBefore
            /// The version of the same period that is stored.
            case version
        }

        /// The reference that the delivery is compared with.
        package let kind: Kind
        /// The comparison.
        package let comparison: ProfileComparison

        /// Its name for people, within a sentence.
        package func name(of period: Period) -> Text {
            switch kind {
            case .yearBefore: Text(nl: period.previousYear.name, en: period.previousYear.name)
            case .version:
                Text(
                    nl: "wat voor \(period.name) is vastgelegd",
                    en: "what is held for \(period.name)"
                )
            }
        }
    }

    /// The references, best first.
    package var references: [Reference] = []
    /// The delivered figures.
    package let delivered: Profile
    /// The delivered regions that hold no other delivered one, so that no unit counts twice; by position.
    let lowest: [Int]
    /// The figures of the year before; nil where there are none.
    package let yearBefore: Profile?
    /// The figures of the version that is held; nil where there is none.
    package let version: Profile?

    /// Compares a delivered period with the year before and with what is stored.
    package init(_ table: PeriodTable, profile: Profile, yearBefore: Profile?) {
        delivered = profile
        var lowest: [Int] = []
        // Positions come from the last: what lies in a region has been seen.
        for position in profile.entries.keys.sorted(by: >) {
            if let last = lowest.last, table.subtree(position).contains(last) { continue }
            lowest.append(position)
        }
        self.lowest = lowest
        self.yearBefore = yearBefore
        version = table.stored.flatMap { Profile(stored: $0, context: table.delivery.context) }
        let context = table.delivery.context
        let threshold = context.codebook.protection.threshold
        func add(_ kind: Reference.Kind, _ reference: Profile?) {
            guard let reference else { return }
            let comparison = ProfileComparison(
                profile,
                with: reference,
                in: table,
                threshold: threshold,
                floor: kind == .version ? ProfileComparison.floorOfVersions : ProfileComparison.floor
            )
            if !comparison.pairs.isEmpty, !comparison.features.isEmpty {
                references.append(Reference(kind: kind, comparison: comparison))
            }
        }
        add(.yearBefore, yearBefore)
        add(.version, version)
    }
}

/// A rule about the distributions of a period.
package protocol DistributionRule: PeriodRule {}

extension PeriodTable {
    /// The place of the header of a feature's topic; nil where it has none.
    package func place(of feature: Feature) -> Place? {
        let context = delivery.context
        let rank = context.form.topics.firstIndex { topic in
            switch feature {
            case .category(let variable, let category):
                topic.measure == .category(variable: variable, category: category)
            case .indicator(let rank): topic.measure == context.form.topics[rank].measure
            default: Feature(published: topic.measure) == feature
            }
        }
        return rank.flatMap { rank in delivery.table.columns.first { $0.rank == rank }?.place }
    }
}
