package import Classification
package import Codebook
package import Disclosure
import Statistics

/// Cost of protection in one period: rows, units and figures that the published rule alone would show.
package struct ProtectionReport: Encodable {
    package let dataset: String
    package let period: String
    /// Rows of each level in the standing release, by why they are not whole.
    package let levels: [Level]
    /// By sort of figure, what is shown and what is lost.
    package let figures: [FigureLoss]
    /// The same rows under other settings, without any release before.
    package let settings: [Setting]
    /// Figures that others published of the period; nil where the codebook names nothing.
    package let elsewhere: Elsewhere?

    /// The rows of one level.
    package struct Level: Encodable {
        package let level: String
        package var rows = 0
        package var whole = 0
        package var small = 0
        package var withheldForOthers = 0
        package var recoded = 0
        package var coarser = 0
        package var incomplete = 0
        /// Rounded units in rows that are withheld for others.
        package var unitsForOthers: Int64 = 0
        /// Rounded units in rows that are whole, small, recoded, in coarser units, and incomplete.
        package var units = Units()
    }

    /// Rounded units, by why their rows are not shown whole.
    package struct Units: Encodable {
        package var whole: Int64 = 0
        package var small: Int64 = 0
        package var recoded: Int64 = 0
        package var coarser: Int64 = 0
        package var incomplete: Int64 = 0
    }

    /// Figures of one sort.
    package struct FigureLoss: Encodable {
        package let figure: String
        /// How many the published rule alone shows.
        package var byRule = 0
        /// How many of these are not shown.
        package var lost = 0
        /// How many of these are shown less finely.
        package var coarser = 0
        /// Rounded units of the smallest regions that lose one.
        package var units: Int64 = 0
        /// Rounded units of regions of which one is shown less finely; those of a region count at each of its levels.
        package var coarserUnits: Int64 = 0
    }

    /// Cost of a setting.
    package struct Setting: Encodable {
        package let name: String
        package var whole = 0
        package var withheldForOthers = 0
        package var recoded = 0
        package var coarser = 0
        package var incomplete = 0
        package var figuresLost = 0
        package var unitsForOthers: Int64 = 0
        /// False where some figure cannot be proved safe, so that no release would be made.
        package var isProved = true
    }

    /// Figures published by others.
    package struct Elsewhere: Encodable {
        package let titles: [String]
        /// Figures that the release withholds and others publish.
        package var figures = 0
        /// Regions of which others publish a figure that the release withholds.
        package var regions = 0
        /// Regions above withheld ones of which others publish another figure, so that subtraction is nearer.
        package var above = 0
    }

    package init(
        dataset: String,
        period: String,
        levels: [Level],
        figures: [FigureLoss],
        settings: [Setting],
        elsewhere: Elsewhere?
    ) {
        self.dataset = dataset
        self.period = period
        self.levels = levels
        self.figures = figures
        self.settings = settings
        self.elsewhere = elsewhere
    }
}

/// The rows of a period under the published rule alone, to which other tables are compared.
package struct ProtectionBaseline {
    private let codebook: Codebook
    private let edition: Edition
    private let rows: [RegionIndex: [Int: Int64]]

    /// Takes the table of the published rule alone.
    package init(_ table: ProtectedTable, codebook: Codebook, edition: Edition) {
        self.codebook = codebook
        self.edition = edition
        rows = Self.numbers(table, codebook)
    }

    /// By region, the numbers of a table by the rank of their topic; the units of figures are none.
    private func numbers(_ table: ProtectedTable) -> [RegionIndex: [Int: Int64]] {
        Self.numbers(table, codebook)
    }

    private static func numbers(_ table: ProtectedTable, _ codebook: Codebook) -> [RegionIndex: [Int: Int64]]
    {
        let isFigure = table.columns.map {
            if case .unit = codebook.topics[$0].measure { false } else { true }
        }
        var rows: [RegionIndex: [Int: Int64]] = [:]
        for row in table.rows {
            var numbers: [Int: Int64] = [:]
            for (place, value) in row.values.enumerated() where isFigure[place] {
                if let number = value.number { numbers[table.columns[place]] = number }
            }
            rows[row.region] = numbers
        }
        return rows
    }

    private enum Fate { case whole, small, withheld, recoded, coarser, incomplete }

    private func isUnits(_ rank: Int) -> Bool { codebook.topics[rank].measure == .population }

    private func isMerged(_ rank: Int) -> Bool {
        guard let figure = codebook.topics[rank].measure.groupFigure else { return false }
        return figure.gathering != nil || (figure.groups?.count ?? 1) > 1
    }

    private func fate(_ own: [Int: Int64], _ other: [Int: Int64]) -> Fate {
        let figures = own.filter { !isUnits($0.key) }
        if figures.isEmpty { return .small }
        if !other.contains(where: { !isUnits($0.key) }) { return .withheld }
        if other.keys.contains(where: isMerged) { return .recoded }
        if figures.contains(where: { other[$0.key] == nil }) { return .incomplete }
        return figures.allSatisfy { other[$0.key] == $0.value } ? .whole : .coarser
    }

    private func units(_ row: [Int: Int64]) -> Int64 { row.first { isUnits($0.key) }?.value ?? 0 }

    /// The rows of a table by level and fate.
    package func levels(_ table: ProtectedTable) -> [ProtectionReport.Level] {
        let numbers = numbers(table)
        return edition.levels.indices.compactMap { rank in
            var level = ProtectionReport.Level(level: edition.levels[rank].key)
            for (region, own) in rows where edition[region].level == rank {
                level.rows += 1
                let units = units(own)
                switch fate(own, numbers[region] ?? [:]) {
                case .whole:
                    level.whole += 1
                    level.units.whole += units
                case .small:
                    level.small += 1
                    level.units.small += units
                case .withheld:
                    level.withheldForOthers += 1
                    level.unitsForOthers += units
                case .recoded:
                    level.recoded += 1
                    level.units.recoded += units
                case .coarser:
                    level.coarser += 1
                    level.units.coarser += units
                case .incomplete:
                    level.incomplete += 1
                    level.units.incomplete += units
                }
            }
            return level.rows == 0 ? nil : level
        }
    }

    /// Losses of each sort of figure in a table.
    package func figures(_ table: ProtectedTable) -> [ProtectionReport.FigureLoss] {
        let numbers = numbers(table)
        var losses: [ProtectionReport.FigureLoss] = []
        for (sort, ranks) in sorts {
            var loss = ProtectionReport.FigureLoss(figure: sort)
            for (region, own) in rows {
                var isLost = false
                var isCoarser = false
                for rank in ranks {
                    guard let number = own[rank] else { continue }
                    loss.byRule += 1
                    if let other = numbers[region]?[rank] {
                        if other != number {
                            loss.coarser += 1
                            isCoarser = true
                        }
                    } else {
                        loss.lost += 1
                        isLost = true
                    }
                }
                if isCoarser { loss.coarserUnits += units(own) }
                if isLost, edition.isLeaf(region), edition[region].level != edition.unionLevel {
                    loss.units += units(own)
                }
            }
            if loss.byRule > 0 { losses.append(loss) }
        }
        return losses
    }

    /// The ranks of the topics of each sort of figure, in the order in which their loss weighs.
    private var sorts: [(String, [Int])] {
        var sorts: [(String, [Int])] = []
        for (rank, topic) in codebook.topics.enumerated() where !isUnits(rank) && !isMerged(rank) {
            if case .unit = topic.measure { continue }
            let sort =
                switch topic.measure {
                case .score(nil): "total-score"
                case .score: "part-scores"
                case .share: "percentages"
                case .standardDeviation, .meanDifference: "spreads"
                case .count, .category: "counts"
                case .indicatorClass: "classes"
                case .index: "index"
                case .bound, .standardError, .imputedShare: "imputation"
                default: "other"
                }
            if let place = sorts.firstIndex(where: { $0.0 == sort }) {
                sorts[place].1.append(rank)
            } else {
                sorts.append((sort, [rank]))
            }
        }
        return sorts
    }

    /// Cost of a table under other settings.
    package func setting(_ name: String, _ table: ProtectedTable, isProved: Bool) -> ProtectionReport.Setting
    {
        var setting = ProtectionReport.Setting(name: name)
        for level in levels(table) {
            setting.whole += level.whole
            setting.withheldForOthers += level.withheldForOthers
            setting.recoded += level.recoded
            setting.coarser += level.coarser
            setting.incomplete += level.incomplete
            setting.unitsForOthers += level.unitsForOthers
        }
        setting.figuresLost = figures(table).reduce(0) { $0 + $1.lost }
        setting.isProved = isProved
        return setting
    }

    /// Figures that others publish of what a table withholds.
    package func elsewhere(_ table: ProtectedTable) -> ProtectionReport.Elsewhere? {
        guard !codebook.publishedElsewhere.isEmpty else { return nil }
        var found = ProtectionReport.Elsewhere(titles: codebook.publishedElsewhere.map(\.title.en))
        let numbers = numbers(table)
        var above: Set<RegionIndex> = []
        for (region, own) in numbers {
            let isWhole = fate(rows[region] ?? [:], own) == .whole
            if !isWhole { above.formUnion(edition.ancestors(of: region)) }
        }
        for (region, own) in numbers {
            let others = codebook.elsewhere(table.period, edition[region].code)
            let told = Set(others.flatMap(\.keys)).filter { !isUnits($0) && own[$0] == nil }
            found.figures += told.count
            if !told.isEmpty { found.regions += 1 }
            let isOtherwise = others.contains {
                $0.contains { rank, number in own[rank].map { $0 != number } ?? false }
            }
            if above.contains(region), isOtherwise { found.above += 1 }
        }
        return found
    }
}
