import Codebook
import Statistics

/// One characteristic in one connected part, with its reduced groups only.
struct ReducedCharacteristic {
    private let protection: Protection
    private let groups: CharacteristicGroups
    private let part: CharacteristicArea
    private let table: FiguresTable
    private let linked: LinkedRegions

    /// Prepares its protection.
    ///
    /// - Parameters:
    ///   - codebook: The characteristic as a data set by itself.
    ///   - variable: The characteristic with its reduced groups.
    ///   - groups: The groups that these consist of.
    ///   - part: The counts.
    ///   - figures: The exact figures of the characteristic.
    init(
        codebook: Codebook,
        variable: Variable,
        groups: CharacteristicGroups,
        part: CharacteristicArea,
        figures: FiguresTable
    ) {
        var reduced = codebook
        reduced.variables = [variable]
        reduced.topics = []
        protection = Protection(reduced)
        self.groups = groups
        self.part = part
        linked = LinkedRegions(part, groups: groups, space: CellSpace(apart: variable))
        table = FiguresTable(
            period: figures.period,
            status: figures.status,
            columns: [],
            rows: part.rows.map { row in
                FiguresTable.Row(
                    region: figures.rows[row].region,
                    figures: RegionFigures(population: figures.rows[row].figures.population, figures: [])
                )
            }
        )
    }

    /// Protects the regions.
    ///
    /// - Parameters:
    ///   - history: The versions of the whole characteristic in earlier releases that are still public.
    ///   - frozen: Versions at which regions are frozen.
    /// - Returns: The suppression patterns, in reduced groups.
    func protect(_ history: ProtectionHistory, frozen: [LinkedRegions.Key: RegionVersion])
        -> Protection.Outcome
    {
        var versions: [LinkedRegions.Key: [RegionVersion]] = [:]
        var kept: [LinkedRegions.Key: RegionVersion] = [:]
        for (row, figures) in zip(part.rows, table.rows) {
            let key = LinkedRegions.Key(region: figures.region)
            let current = part.groups[row] ?? []
            versions[key] = history.versions[key]?.compactMap { reduced($0, current) }
            kept[key] = frozen[key].flatMap { reduced($0, current) }
        }
        return protection.protect([table], of: linked, history: ProtectionHistory(versions), frozen: kept)
    }

    /// The version at which a region is frozen because another of the same atoms is; nil if it is not.
    func frozen(_ key: LinkedRegions.Key, _ outcome: Protection.Outcome, _ history: ProtectionHistory)
        -> RegionVersion?
    {
        outcome.reasons[key]?.contains(.frozen) == true
            ? history.versions[key]?.last { $0.view.isShown } : nil
    }

    private func reduced(_ version: RegionVersion, _ current: [Int64]) -> RegionVersion? {
        guard version.groups.count == current.count, version.view.blocks.first?.count == current.count else {
            return nil
        }
        return groups.version(version, current: current, near: protection.codebook.protection.minimum)
    }
}
