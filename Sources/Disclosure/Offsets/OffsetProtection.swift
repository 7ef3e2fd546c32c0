public import Statistics

/// Protection by coarser rows above withheld regions, rounded with a secret offset.
///
/// A region that is too small withholds its figures, and its siblings keep theirs; what lies above is published in a
/// unit that holds what must stay open, with an offset that nobody knows. A row with a small group publishes it with
/// others, and keeps its scores. For every withheld figure, worlds of whole units are found that publish the same for
/// some offsets; where none is, a row above becomes coarser. Source: docs/decisions/0030-offsets.md.
public struct OffsetProtection: Sendable {
    let model: OffsetModel
    let key: OffsetKey
    let period: String
    let spreading: Spreading
    let figures: RowFigures

    /// Prepares the protection of one period.
    public init(model: OffsetModel, key: OffsetKey, period: String, spreading: Spreading = .none) {
        self.model = model
        self.key = key
        self.period = period
        self.spreading = spreading
        figures = RowFigures(model: model, key: key, period: period)
    }

    /// Protects a first release.
    public func protect(_ country: OffsetCountry) -> OffsetOutcome {
        let ground = OffsetGround(country, model, spreading: spreading)
        var rows = rows(ground)
        let before = rows.map(\.layout)
        var small = model.variables.map { _ in ground.isWithheld }
        for row in rows where row.kind == .smallest {
            for variable in model.variables.indices where row.layout.variables[variable].isRecoded {
                for atom in row.atoms { small[variable][atom] = true }
            }
        }
        let entities = TargetList(model: model, ground: ground).entities(rows, isSmall: small)
        var search = WorldSearch(
            model: model,
            counts: ground.atoms,
            rowsOf: ground.shownOf,
            windows: rows.map(\.windows)
        )
        var found = [WorldRounds.Found?](repeating: nil, count: entities.count)
        var unproved: Set<[Int]> = []
        var todo = Array(entities.indices)
        var entitiesOf = [[Int]](repeating: [], count: ground.rows.count)
        for (rank, entity) in entities.enumerated() {
            var above: Set<Int> = []
            for atom in entity.atoms + entity.partners.filter({ $0 >= 0 }) { above.formUnion(ground.shownOf[atom]) }
            for row in above { entitiesOf[row].append(rank) }
        }
        let repair = Repair(figures)
        while !todo.isEmpty {
            let results = WorldRounds(search: search, spreading: spreading).worlds(of: entities, todo)
            var failing: [(Int, Int)] = []
            for (rank, result) in zip(todo, results) {
                found[rank] = result
                for (target, world) in result.worlds.enumerated() where world == nil && !unproved.contains([rank, target]) {
                    failing.append((rank, target))
                }
            }
            var touched: Set<Int> = []
            for (rank, target) in failing {
                let entity = entities[rank]
                if search.world(of: entity, reaching: entity.targets[target]) != nil { continue }
                if let draws = repair.draws(for: entity.targets[target], of: entity, rows: rows, search: search) {
                    for (row, draws) in draws {
                        rows[row].draws.merge(draws) { $1 }
                        rows[row].windows = figures.windows(rows[row], rows[row].layout)
                        search.windows[row] = rows[row].windows
                        touched.insert(row)
                    }
                    continue
                }
                let layouts = repair.layouts(for: entity.targets[target], of: entity, rows: rows, search: search)
                if layouts.isEmpty { unproved.insert([rank, target]) }
                for (row, layout) in layouts {
                    rows[row].layout = layout
                    rows[row].windows = figures.windows(rows[row], layout)
                    search.windows[row] = rows[row].windows
                    touched.insert(row)
                }
            }
            todo = Set(touched.flatMap { entitiesOf[$0] }).sorted()
        }
        return outcome(ground, rows, before, entities, found, unproved)
    }

    /// The rows with the units that public numbers give them, recoded where a group is too small.
    private func rows(_ ground: OffsetGround) -> [OffsetRow] {
        var small = model.variables.map { _ in ground.isWithheld }
        let needs = RowUnits(model: model, key: key, period: period).needs(ground)
        var rows: [OffsetRow?] = ground.rows.map { _ in nil }
        for isSmallest in [true, false] {
            let first = FirstRows(figures: figures, ground: ground, needs: needs, small: small)
            let ranks = ground.rows.indices.filter { (ground.rows[$0].kind == .smallest) == isSmallest }
            let chunk = 64
            let results = spreading.results(of: (ranks.count + chunk - 1) / chunk) { part in
                ranks[(part * chunk)..<min(ranks.count, (part + 1) * chunk)].map { first.row($0) }
            }.flatMap(\.self)
            for (rank, row) in zip(ranks, results) {
                rows[rank] = row
                guard isSmallest, ground.rows[rank].isShown else { continue }
                for variable in model.variables.indices where row.layout.variables[variable].isRecoded {
                    for atom in row.atoms { small[variable][atom] = true }
                }
            }
        }
        return rows.compactMap(\.self)
    }

    private func outcome(
        _ ground: OffsetGround,
        _ rows: [OffsetRow],
        _ before: [RowLayout],
        _ entities: [TargetEntity],
        _ found: [WorldRounds.Found?],
        _ unproved: Set<[Int]>
    ) -> OffsetOutcome {
        var shown: [Int?] = ground.rows.map { _ in nil }
        var results: [OffsetOutcome.Row] = []
        for (rank, row) in rows.enumerated() where ground.rows[rank].isShown {
            shown[rank] = results.count
            results.append(
                OffsetOutcome.Row(
                    code: row.code,
                    units: row.counts.units,
                    layout: row.layout,
                    before: before[rank],
                    values: [:],
                    units_: [:],
                    isAboveWithheld: row.isAboveWithheld,
                    offsets: []
                )
            )
        }
        let certificates = zip(entities, found).map { entity, found in
            OffsetCertificate(
                name: entity.name,
                atoms: entity.atoms,
                worlds: zip(entity.targets, found?.worlds ?? []).compactMap { target, world in
                    world.map { (target, $0) }
                }
            )
        }
        return OffsetOutcome(
            rowOf: ground.rowOf.map { $0 < 0 ? nil : shown[$0] },
            rows: results,
            certificates: certificates,
            unproved: unproved.sorted { $0.lexicographicallyPrecedes($1) }.map { "\(entities[$0[0]].name)/\($0[1])" }
        )
    }
}
