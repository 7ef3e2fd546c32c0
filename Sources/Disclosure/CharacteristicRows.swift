import Codebook
import Statistics

/// What is shown of one characteristic, filled part by part of the country.
struct CharacteristicRows {
    /// By row, the values of the columns.
    private(set) var values: [[Value]]
    /// Why rows are not shown whole.
    private(set) var reasons: [RegionIndex: Set<ProtectionReason>] = [:]
    /// The regions that nothing could prove safe.
    private(set) var unproven: Set<RegionIndex> = []

    private let figures: FiguresTable
    private let codebook: Codebook
    private let publication: RowPublication
    private let rows: [RegionIndex: Int]

    /// Starts with nothing shown.
    ///
    /// - Parameters:
    ///   - figures: The exact figures, each row with the units that the characteristic is known of.
    ///   - codebook: The characteristic as a data set by itself.
    init(_ figures: FiguresTable, _ codebook: Codebook) {
        self.figures = figures
        self.codebook = codebook
        publication = RowPublication(codebook, columns: figures.columns)
        values = figures.rows.map { _ in
            [Value](repeating: .missing(.unknown), count: figures.columns.count)
        }
        rows = Dictionary(figures.rows.enumerated().map { ($1.region, $0) }) { first, _ in first }
    }

    /// Decides what is shown of the regions of one connected part, whose atoms hold units by category.
    mutating func protect(_ regions: LinkedRegions) {
        let own = regions.members.compactMap { member in member.key.flatMap { rows[$0.region] } }
        let atoms = regions.atoms.map { counts in
            var groups = [Int64](repeating: 0, count: regions.space.groupTotal)
            for (cell, group) in regions.space.groups[0].enumerated() { groups[group] += counts[cell] }
            return groups
        }
        let units = atoms.reduce(into: [Int64](repeating: 0, count: regions.space.groupTotal)) { sums, atom in
            for group in sums.indices { sums[group] += atom[group] }
        }
        let threshold = codebook.protection.threshold
        let hidesRegions = regions.members.contains { member in
            let units = member.atoms.reduce(0) { $0 + atoms[$1].reduce(0, +) }
            return units > 0 && (units < threshold || member.key == nil)
        }
        let groups = CharacteristicGroups(
            codebook.variables[0],
            units: units,
            rule: codebook.protection,
            hidesRegions: hidesRegions
        )
        guard let variable = groups.variable else {
            // All are in one group, or no merge is large enough.
            let isOpen = codebook.protection.groupDisclosure == .publish && units.contains(units.reduce(0, +))
            for row in own { showWhole(row, if: isOpen) }
            return
        }
        var reduced = codebook
        reduced.variables = [variable]
        reduced.topics = []
        let table = FiguresTable(
            period: figures.period,
            status: figures.status,
            columns: [],
            rows: own.map { row in
                let figures = RegionFigures(population: figures.rows[row].figures.population, figures: [])
                return FiguresTable.Row(region: self.figures.rows[row].region, figures: figures)
            }
        )
        let linked = LinkedRegions(
            space: CellSpace(apart: variable),
            atoms: atoms.map(groups.units),
            members: regions.members
        )
        let outcome = Protection(reduced).protect([table], of: linked)
        for (key, why) in outcome.reasons { reasons[key.region] = why }
        unproven.formUnion(outcome.unproven.map(\.region))
        for row in own {
            let region = figures.rows[row].region
            guard !unproven.contains(region),
                let version = outcome.versions[LinkedRegions.Key(region: region)]
            else { continue }
            let view = groups.view(version.view)
            values[row] = publication.values(figures.rows[row].figures, view: view)
            if view.isShown, !view.isWhole(0) { reasons[region, default: []].insert(.merged) }
        }
    }

    private mutating func showWhole(_ row: Int, if isOpen: Bool) {
        let units = figures.rows[row].figures.population ?? 0
        guard units > 0 else { return }
        let isLarge = units >= codebook.protection.threshold
        reasons[figures.rows[row].region] = isLarge ? (isOpen ? [] : [.mergeInsufficient]) : [.threshold]
        guard isOpen, isLarge else { return }
        let whole = RegionView(isShown: true, blocks: [Array(codebook.variables[0].groups.indices)])
        values[row] = publication.values(figures.rows[row].figures, view: whole)
    }
}
