import Statistics

/// One release while it is made: rows take their layout and figures, and worlds are found for what is withheld.
struct OffsetRelease {
    let figures: RowFigures
    let spreading: Spreading
    let ground: OffsetGround
    let versions: PublishedVersions
    let earlier: OffsetHistory
    let entities: [TargetEntity]
    /// The layouts before any repair.
    let before: [RowLayout]
    /// By entity, whether it was corrected, or is new, since the release before.
    private let isCorrected: [Bool]
    /// By row, the entities that its figures bind.
    private let entitiesOf: [[Int]]

    private(set) var rows: [OffsetRow]
    private(set) var found: [WorldRounds.Found?]
    private(set) var unproved: Set<[Int]> = []
    /// The entities to find worlds for.
    private var todo: [Int] = []

    var model: OffsetModel { figures.model }

    init(
        figures: RowFigures,
        spreading: Spreading,
        ground: OffsetGround,
        versions: PublishedVersions,
        history: OffsetHistory,
        rows: [OffsetRow]
    ) {
        self.figures = figures
        self.spreading = spreading
        self.ground = ground
        self.versions = versions
        earlier = history
        let model = figures.model
        let release = RowRelease(figures: figures)
        var rows = rows
        var hasNew = [Bool](repeating: history.rows.isEmpty, count: rows.count)
        for rank in rows.indices where ground.rows[rank].isShown {
            guard let kept = history.rows[rows[rank].code] else {
                hasNew[rank] = true
                continue
            }
            let isTouched = rows[rank].atoms.count != kept.atoms || rows[rank].atoms.contains { versions.isTouched[$0] }
            rows[rank] = release.reconciled(rows[rank], kept, isTouched: isTouched)
            if isTouched {
                let isHeld = rows[rank].atoms.contains { atom in
                    guard let kept = history.atoms[versions.country.names[atom]], kept.isFlagged else { return false }
                    return kept.isCorrected || versions.isTouched[atom]
                }
                release.move(&rows[rank], isHeld: isHeld)
            }
            hasNew[rank] = release.shown(rows[rank]).contains { rows[rank].states[$0] == nil }
            rows[rank].windows = figures.windows(rows[rank], rows[rank].layout)
        }
        before = rows.map(\.layout)
        var small = model.variables.map { _ in ground.isWithheld }
        for row in rows where row.kind == .smallest {
            for variable in model.variables.indices where row.layout.variables[variable].isRecoded {
                for atom in row.atoms { small[variable][atom] = true }
            }
        }
        let entities = TargetList(model: model, ground: ground).entities(rows, isSmall: small)
        var entitiesOf = [[Int]](repeating: [], count: rows.count)
        var corrected: [Bool] = []
        for (rank, entity) in entities.enumerated() {
            for row in Self.above(entity, ground) { entitiesOf[row].append(rank) }
            corrected.append(
                entity.atoms.contains { atom in
                    guard !versions.isTouched[atom], let kept = history.atoms[versions.country.names[atom]] else { return true }
                    return kept.isWithheld != ground.isWithheld[atom]
                }
            )
        }
        self.rows = rows
        self.entities = entities
        self.entitiesOf = entitiesOf
        isCorrected = corrected
        found = entities.map { _ in nil }
        todo = entities.indices.filter { rank in
            corrected[rank] || Self.above(entities[rank], ground).contains { hasNew[$0] }
        }
    }

    /// The rows that contain an atom of an entity.
    static func above(_ entity: TargetEntity, _ ground: OffsetGround) -> [Int] {
        var above: Set<Int> = []
        for atom in entity.atoms { above.formUnion(ground.shownOf[atom]) }
        for atom in entity.partners where atom >= 0 { above.formUnion(ground.shownOf[atom]) }
        return above.sorted()
    }

    /// The search among windows that bind all, or only what a correction binds.
    private func search(isCorrected: Bool) -> WorldSearch {
        WorldSearch(
            model: model,
            counts: ground.atoms,
            rowsOf: ground.shownOf,
            windows: isCorrected
                ? rows.map { figures.windows($0, $0.layout, isCorrected: true) } : rows.map(\.windows)
        )
    }

    /// Finds a world for every target that asks for one; rows stay as they were, or become coarser, until each has.
    mutating func settle() {
        var all = search(isCorrected: false)
        let isFirst = earlier.rows.isEmpty
        var free = isFirst ? all : search(isCorrected: true)
        let repair = Repair(figures)
        while !todo.isEmpty {
            let results = WorldRounds(search: all, spreading: spreading).worlds(of: entities, todo)
            var failing: [(rank: Int, target: Int)] = []
            for (rank, result) in zip(todo, results) {
                found[rank] = result
                for (target, world) in result.worlds.enumerated()
                where world == nil && !unproved.contains([rank, target]) {
                    failing.append((rank, target))
                }
            }
            var touched: Set<Int> = []
            func renew(_ row: Int) {
                rows[row].windows = figures.windows(rows[row], rows[row].layout)
                all.windows[row] = rows[row].windows
                free.windows[row] =
                    isFirst ? rows[row].windows : figures.windows(rows[row], rows[row].layout, isCorrected: true)
                touched.insert(row)
            }
            for (rank, target) in failing {
                let entity = entities[rank]
                let wanted = entity.targets[target]
                if let world = all.world(of: entity, reaching: wanted) {
                    found[rank]?.worlds[target] = world
                    continue
                }
                if isCorrected[rank], !isFirst {
                    if let world = free.world(of: entity, reaching: wanted) {
                        found[rank]?.worlds[target] = world
                        continue
                    }
                    // What would move stays as it was, the widest region last.
                    for row in Self.above(entity, ground).sorted(by: { rows[$0].counts.units < rows[$1].counts.units })
                    where !rows[row].moving.isEmpty {
                        for figure in rows[row].moving { rows[row].states[figure] = rows[row].kept[figure] }
                        rows[row].moving = []
                        renew(row)
                        if let world = free.world(of: entity, reaching: wanted) {
                            found[rank]?.worlds[target] = world
                            break
                        }
                    }
                    if found[rank]?.worlds[target] != nil { continue }
                }
                let search = isCorrected[rank] ? free : all
                if let draws = repair.draws(for: wanted, of: entity, rows: rows, search: search) {
                    for (row, draws) in draws {
                        rows[row].draws.merge(draws) { $1 }
                        renew(row)
                    }
                    continue
                }
                let layouts = repair.layouts(for: wanted, of: entity, rows: rows, search: search)
                if layouts.isEmpty { unproved.insert([rank, target]) }
                for (row, layout) in layouts {
                    rows[row].layout = layout
                    RowRelease(figures: figures).bury(&rows[row])
                    renew(row)
                }
            }
            let next = Set(touched.flatMap { entitiesOf[$0] })
            todo = next.filter { isFirst || isCorrected[$0] || !touched.isDisjoint(with: Self.above(entities[$0], ground)) }
                .sorted()
        }
    }
}
