import Audit
import Classification
import Codebook
import Statistics

/// What an outsider can tell from one table: per level in numbers, per region in ranges.
struct AuditedTable: Encodable {
    let file: String
    let dataset: String
    let period: String
    /// Whether the figures are those of whole units, so that the sieve holds.
    let sieve: Bool
    let levels: [Level]
    /// The withheld regions of which something is told.
    let regions: [Region]
    /// The regions whose figures, with those of their parts, contradict each other.
    let unsettled: [String]

    struct Level: Encodable {
        let level: String
        /// Regions with figures.
        let shown: Int
        /// Regions with figures of which the exact number of units can be told.
        let unitsExact: Int
        /// Regions without figures.
        let withheld: Int
        /// Withheld regions whose narrowest group count is told exactly, within 4, within 9, or less well.
        let exact: Int
        let within4: Int
        let within9: Int
        let wider: Int
    }

    struct Region: Encodable {
        let code: String
        let level: String
        let units: Bounds
        let groups: [Count]
        let scores: [Score]
        let tightest: Int64?
    }

    struct Bounds: Encodable {
        let lower: Int64
        let upper: Int64?

        init(_ range: WholeRange) {
            lower = range.lower
            upper = range.upper >= WholeRange.open ? nil : range.upper
        }
    }

    struct Count: Encodable {
        let variable: String
        let group: String
        let lower: Int64
        let upper: Int64
    }

    struct Score: Encodable {
        /// The variable; nil for the total.
        let variable: String?
        let lower: Double
        let upper: Double
    }

    init(file: String, codebook: Codebook, sieved: SievedTable, attacks: [(AttackScope, AttackOutcome)]) {
        let table = sieved.table
        let edition = table.edition
        self.file = file
        dataset = codebook.dataset
        period = table.period.name
        sieve = sieved.holds
        var exposures: [RegionIndex: Exposure] = [:]
        var unsettled: [String] = []
        for (scope, outcome) in attacks {
            switch outcome {
            case .exposed(let list): for exposure in list { exposures[exposure.region] = exposure }
            case .unsettled: unsettled.append(edition[scope.root].code.description)
            }
        }
        self.unsettled = unsettled
        levels = edition.levels.indices.compactMap { level in
            let regions = edition.indices.filter { edition[$0].level == level }
            let withheld = regions.filter(table.isWithheld)
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
                wider: widths.count { $0 > 9 }
            )
        }
        regions = exposures.values.sorted { $0.region < $1.region }
            .map { Region($0, codebook: codebook, edition: edition) }
    }

    func write(to terminal: Terminal) {
        terminal.line(terminal.styled("\(dataset) \(period)", .bold) + "  (\(file))")
        if !sieve {
            terminal.line(
                "  some rows fit no whole counts: these figures are no shares of whole units; no sieve"
            )
        }
        var summary = TextTable(
            ["level", "shown", "units exact", "withheld", "count exact", "within 4", "within 9", "wider"],
            rightAligned: [1, 2, 3, 4, 5, 6, 7]
        )
        for level in levels {
            let numbers = [
                level.shown, level.unitsExact, level.withheld, level.exact, level.within4, level.within9,
                level.wider,
            ]
            summary.add([level.level] + numbers.map(String.init))
        }
        summary.write(to: terminal)
        terminal.line()
        if !regions.isEmpty {
            var table = TextTable(["region", "units", "narrowest counts", "total score"])
            for region in regions { table.add(region.cells) }
            table.write(to: terminal)
            terminal.line()
        }
        for code in unsettled {
            terminal.line(
                "\(code): the figures there contradict each other, or could not be solved; nothing is told"
            )
        }
    }
}

extension AuditedTable.Region {
    init(_ exposure: Exposure, codebook: Codebook, edition: Edition) {
        code = edition[exposure.region].code.description
        level = edition.levels[edition[exposure.region].level].key
        units = AuditedTable.Bounds(exposure.units)
        tightest = exposure.tightest
        groups = exposure.groups.enumerated().flatMap { rank, ranges in
            let variable = codebook.variables[rank]
            return ranges.enumerated()
                // A range that the units alone make says nothing.
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
            let variable = codebook.variables.indices.contains(rank) ? codebook.variables[rank].key : nil
            return range.map {
                AuditedTable.Score(variable: variable, lower: $0.lowerBound, upper: $0.upperBound)
            }
        }
    }

    /// The cells of the table for people.
    fileprivate var cells: [String] {
        let narrowest = groups.sorted { $0.upper - $0.lower < $1.upper - $1.lower }.prefix(3)
            .map { "\($0.variable) \($0.group) \($0.lower)-\($0.upper)" }
        let total = scores.last { $0.variable == nil }
            .map { "\(Self.rounded($0.lower)) to \(Self.rounded($0.upper))" }
        return [
            code, "\(units.lower)-\(units.upper.map(String.init) ?? "")",
            narrowest.joined(separator: ", "), total ?? "",
        ]
    }

    private static func rounded(_ score: Double) -> String {
        let thousandths = Int((score * 1000).rounded())
        let digits = String(abs(thousandths) % 1000 + 1000).dropFirst()
        return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(digits)"
    }
}
