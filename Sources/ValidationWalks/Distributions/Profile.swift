import Classification
package import Codebook
import Statistics

/// The figures of the regions of one period, in a form that every form of delivery can be brought to.
package struct Profile: Sendable {
    /// The figures of one region.
    package struct Entry: Sendable {
        /// The value of each feature, in the order of ``Profile/features``; not a number where it is missing.
        package var values: [Double]
        /// The units; 0 where they are not known.
        package var units: Double
        /// By variable, the units that it is known of, without those of a category for unknown ones; empty in forms of which all units are known of all.
        package var known: [Double] = []
    }

    /// The features; none stands twice.
    package let features: [Feature]
    /// By variable, whether any of its categories has a column.
    package let variables: [Bool]
    /// By position in the edition.
    package private(set) var entries: [Int: Entry] = [:]

    /// The figures of a delivered period; only of regions with a record.
    package init(of table: PeriodTable) {
        let context = table.delivery.context
        let reading = Reading(context.form, context.codebook, columns: context.columns)
        features = reading.features
        variables = reading.variables
        for (position, record) in table.delivered {
            entries[position] = reading.entry(table.tallies[record])
        }
    }

    /// The figures of a stored period; nil where it is of a form that the data set no longer has.
    package init?(stored: StoredPeriodFacts, context: RuleContext) {
        guard let form = context.codebook.form(stored.form) else { return nil }
        let reading = Reading(form, context.codebook, columns: stored.columns)
        features = reading.features
        variables = reading.variables
        for (region, tally) in stored.tallies { entries[region.position] = reading.entry(tally) }
    }

    /// The way from tallies of one form to features.
    private struct Reading {
        let features: [Feature]
        let variables: [Bool]
        private let codebook: Codebook
        private let form: Form
        private let cells: RecordCells?
        private let joint: JointCells?
        private let population: Int?
        /// For a form with topics: the feature that a rank gives, by position.
        private var ranks: [(rank: Int, feature: Int)] = []
        private var scales: [Double] = []

        init(_ form: Form, _ codebook: Codebook, columns: [Int]) {
            self.form = form
            self.codebook = codebook
            cells = RecordCells(codebook, form)
            joint = form.traits.isJoint ? JointCells(codebook.variables) : nil
            population = form.populationRank
            var features: [Feature] = []
            if form.traits.isJoint {
                for (variable, description) in codebook.variables.enumerated() {
                    for category in description.categories.indices {
                        features.append(.category(variable: variable, category: category))
                    }
                }
            } else {
                for rank in columns where form.topics.indices.contains(rank) {
                    let topic = form.topics[rank]
                    let feature: Feature? =
                        switch topic.measure {
                        case .category(let variable, let category):
                            .category(variable: variable, category: category)
                        case .indicatorCount: .indicator(rank)
                        default: Feature(published: topic.measure)
                        }
                    guard let feature else { continue }
                    ranks.append((rank, features.count))
                    scales.append(Self.scale(topic))
                    features.append(feature)
                }
            }
            self.features = features
            variables = codebook.variables.indices.map { variable in
                features.contains { if case .category(variable, _) = $0 { true } else { false } }
            }
        }

        private static func scale(_ topic: Topic) -> Double {
            let unit = (0..<topic.decimals).reduce(1.0) { unit, _ in unit * 10 }
            return topic.kind == .percentage ? unit * 100 : unit
        }

        func entry(_ tally: Tally) -> Entry {
            if let joint { return entry(tally, joint) }
            var entry = Entry(values: Array(repeating: .nan, count: features.count), units: 0)
            var numbers: [Int: Int64] = [:]
            tally.forEach { rank, value in if let number = value.number { numbers[rank] = number } }
            let counts = form.traits.gaps == .none || form.traits.gaps == .refused
            var (sums, unknown): ([Int: Double], [Int: Double]) = ([:], [:])
            for (place, (rank, feature)) in ranks.enumerated() {
                // Where there are only rows of units, a category without one has none.
                guard let number = numbers[rank] ?? (counts ? 0 : nil) else { continue }
                switch features[feature] {
                case .category(let variable, let category):
                    entry.values[feature] = Double(number)
                    sums[variable, default: 0] += Double(number)
                    if codebook.variables[variable].derivation?.unknown == category {
                        unknown[variable] = Double(number)
                    }
                case .indicator: entry.values[feature] = Double(max(number, 0)).squareRoot()
                default: entry.values[feature] = Double(number) / scales[place]
                }
            }
            for (feature, description) in features.enumerated() {
                guard case .category(let variable, _) = description else { continue }
                let sum = sums[variable] ?? 0
                entry.values[feature] = sum > 0 ? entry.values[feature] / sum : .nan
            }
            if counts, !sums.isEmpty {
                entry.known = variables.indices.map { (sums[$0] ?? 0) - (unknown[$0] ?? 0) }
            }
            entry.units = population.flatMap { numbers[$0] }.map(Double.init) ?? sums.values.max() ?? 0
            return entry
        }

        /// The shares of all variables from the cells of their joint table.
        private func entry(_ tally: Tally, _ joint: JointCells) -> Entry {
            var counts = Array(repeating: 0.0, count: features.count)
            var starts: [Int] = [0]
            for size in joint.sizes { starts.append(starts[starts.count - 1] + size) }
            var units = 0.0
            tally.forEach { rank, value in
                guard let number = value.number, number > 0 else { return }
                var (cell, weight) = (rank, Double(number))
                if let cells {
                    cell = rank % cells.width
                    if cells.fractional.contains(cell) {
                        cell -= cells.fractional.lowerBound
                        weight /= Double(RecordCells.unitFractions)
                    } else if !cells.whole.contains(cell) {
                        return
                    }
                }
                guard cell < joint.count else { return }
                units += weight
                for variable in joint.sizes.indices.reversed() {
                    counts[starts[variable] + cell % joint.sizes[variable]] += weight
                    cell /= joint.sizes[variable]
                }
            }
            return Entry(values: counts.map { units > 0 ? $0 / units : .nan }, units: units)
        }
    }
}

extension Profile {
    /// The profile with the shares of published groups instead of those of categories.
    package func grouped(_ codebook: Codebook) -> Profile {
        var sources: [(feature: Feature, places: [Int])] = []
        for (place, feature) in features.enumerated() {
            guard case .category(let variable, let category) = feature else {
                sources.append((feature, [place]))
                continue
            }
            guard
                let group = codebook.variables[variable].groups.firstIndex(where: {
                    $0.categories.contains(category)
                })
            else { continue }
            let feature = Feature.group(variable: variable, group: group)
            if let known = sources.firstIndex(where: { $0.feature == feature }) {
                sources[known].places.append(place)
            } else {
                sources.append((feature, [place]))
            }
        }
        return Profile(
            features: sources.map(\.feature),
            entries: entries.mapValues { entry in
                Entry(
                    values: sources.map { $0.places.reduce(0) { $0 + entry.values[$1] } },
                    units: entry.units,
                    known: entry.known
                )
            },
            variables: variables
        )
    }

    private init(features: [Feature], entries: [Int: Entry], variables: [Bool]) {
        self.features = features
        self.variables = variables
        self.entries = entries
    }
}
