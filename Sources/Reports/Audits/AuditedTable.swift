package import Audit
package import Classification
package import Codebook
import Statistics

/// The feasibility intervals in one table: numbers by level, ranges by region.
package struct AuditedTable: Encodable {
    package let file: String
    package let dataset: String
    package let period: String
    /// True if the figures are those of whole units, so that the integer candidates apply.
    package let sieve: Bool
    package let levels: [Level]
    /// The suppressed regions with a narrowed interval.
    package let regions: [Region]
    /// The characteristic that was attacked by itself; nil for a table as a whole.
    package let characteristic: String?
    /// Figures told more narrowly than the rule asks, whatever the truth is.
    package let leaks: [Leak]
    /// The regions whose figures contradict those of their parts.
    package let unsettled: [String]

    package struct Level: Encodable {
        package let level: String
        /// Regions with figures.
        package let shown: Int
        /// Regions with figures whose exact number of units is disclosed.
        let unitsExact: Int
        /// Regions without figures.
        package let withheld: Int
        /// Suppressed regions whose narrowest group count is disclosed exactly, within 4, within 9, or less
        /// well.
        package let exact: Int
        let within4: Int
        let within9: Int
        package let wider: Int
        /// Regions with figures of which a score narrows the parts of recoded groups, to fewer than 5
        /// numbers.
        let mergesUndone: Int
    }

    package struct Region: Encodable {
        package let code: String
        package let level: String
        package let units: Bounds
        package let groups: [Count]
        package let scores: [Score]
        package let tightest: Int64?
    }

    package struct Leak: Encodable {
        package let kind: String
        package let region: String
        package let variable: String?
        package let groups: [String]
        package let lower: Double
        package let upper: Double

        init(_ leak: ReleaseLeak, variables: [Variable], edition: Edition) {
            kind = leak.kind.rawValue
            region = edition[leak.region].code.description
            let variable = leak.variable.flatMap { variables.indices.contains($0) ? variables[$0] : nil }
            self.variable = variable?.key
            groups = leak.groups.compactMap { group in
                variable.flatMap { $0.groups.indices.contains(group) ? $0.groups[group].key : nil }
            }
            lower = leak.bounds.lowerBound
            upper = leak.bounds.upperBound
        }
    }

    package struct Bounds: Encodable {
        package let lower: Int64
        package let upper: Int64?

        package init(_ range: WholeRange) {
            lower = range.lower
            upper = range.upper >= WholeRange.open ? nil : range.upper
        }
    }

    package struct Count: Encodable {
        package let variable: String
        package let group: String
        package let lower: Int64
        package let upper: Int64
    }

    package struct Score: Encodable {
        /// The variable; nil for the total.
        package let variable: String?
        package let lower: Double
        package let upper: Double
    }

    package init(
        file: String,
        codebook: Codebook,
        variables: [Variable],
        sieved: ScreenedTable,
        attacks: [(AttackScope, AttackOutcome)],
        leaks: [ReleaseLeak],
        characteristic: String? = nil
    ) {
        self.characteristic = characteristic
        let table = sieved.table
        let edition = table.edition
        self.file = file
        dataset = codebook.dataset
        period = table.period.name
        sieve = sieved.holds
        self.leaks = leaks.map {
            Leak($0, variables: variables, edition: edition)
        }
        var exposures: [RegionIndex: FeasibilityIntervals] = [:]
        var unsettled: [String] = []
        var maybeEmpty: Set<RegionIndex> = []
        for (scope, outcome) in attacks {
            switch outcome {
            case .exposed(let list):
                // Where perhaps nobody lives, nothing is told of anyone.
                for exposure in list {
                    if exposure.units.lower > 0 {
                        exposures[exposure.region] = exposure
                    } else {
                        maybeEmpty.insert(exposure.region)
                    }
                }
            case .unsettled: unsettled.append(edition[scope.root].code.description)
            }
        }
        self.unsettled = unsettled
        levels = edition.levels.indices.compactMap { level in
            let regions = edition.indices.filter { edition[$0].level == level }
            let withheld = regions.filter { table.isWithheld($0) && !maybeEmpty.contains($0) }
            let shown = regions.filter(table.isShown)
            guard !withheld.isEmpty || !shown.isEmpty else { return nil }
            let widths = withheld.compactMap { exposures[$0]?.tightest }
            return Level(
                level: edition.levels[level].key,
                shown: shown.count,
                unitsExact: shown.count { sieved.candidates($0).count == 1 },
                withheld: withheld.count,
                exact: widths.count { $0 == 0 },
                within4: widths.count { (1...4).contains($0) },
                within9: widths.count { (5...9).contains($0) },
                wider: widths.count { $0 > 9 },
                mergesUndone: shown.count { region in
                    sieved.mergedParts(region).contains { $0.range.width < 4 }
                }
            )
        }
        regions = exposures.values.sorted { $0.region < $1.region }
            .map { Region($0, variables: variables, edition: edition) }
    }
}

extension AuditedTable.Region {
    package init(_ exposure: FeasibilityIntervals, variables: [Variable], edition: Edition) {
        code = edition[exposure.region].code.description
        level = edition.levels[edition[exposure.region].level].key
        units = AuditedTable.Bounds(exposure.units)
        tightest = exposure.tightest
        groups = exposure.groups.enumerated().flatMap { rank, ranges in
            let variable = variables[rank]
            return ranges.enumerated()
                // A range that follows from the units alone is no disclosure.
                .filter { $1.lower > 0 || $1.upper < exposure.units.upper }
                .map { group, range in
                    AuditedTable.Count(
                        variable: variable.key,
                        group: variable.groups[group].key,
                        lower: range.lower,
                        upper: range.upper
                    )
                }
        }
        scores = exposure.scores.enumerated().compactMap { rank, range in
            let variable = variables.indices.contains(rank) ? variables[rank].key : nil
            return range.map {
                AuditedTable.Score(variable: variable, lower: $0.lowerBound, upper: $0.upperBound)
            }
        }
    }
}
