import Statistics

/// One release while it is made: rows take their layout and figures, and worlds are found for what is withheld.
struct OffsetRelease {
    let figures: RowFigures
    let spreading: Spreading
    let ground: OffsetGround
    let versions: PublishedVersions
    let earlier: OffsetHistory
    let entities: [TargetEntity]
    /// Where scores stand among the rising ones.
    let places: OffsetModel.ScorePlaces
    /// The layouts before any repair.
    let before: [RowLayout]
    /// By atom, the release since which its counts are what they are.
    let since: [Int]
    /// By row, the entities that its figures bind.
    private let entitiesOf: [[Int]]
    private let worldGround: WorldGround

    private(set) var rows: [OffsetRow]
    private(set) var found: [WorldRounds.Found?]
    private(set) var unproved: Set<[Int]> = []
    /// Targets of parts that no world of whole units reaches, whatever is published above.
    private var bounded: Set<[Int]> = []
    /// By entity and target, the units that change their cell in its world; nil where there is none.
    private(set) var moves: [[[OffsetEvidence.Move]?]] = []
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
        var isTouchedRow = [Bool](repeating: false, count: rows.count)
        for rank in rows.indices where ground.rows[rank].isShown {
            guard let kept = history.rows[rows[rank].code] else {
                hasNew[rank] = true
                continue
            }
            let isTouched =
                rows[rank].atoms.count != kept.atoms || rows[rank].atoms.contains { versions.isTouched[$0] }
            isTouchedRow[rank] = isTouched
            rows[rank] = release.reconciled(rows[rank], kept, isTouched: isTouched)
            if isTouched {
                let isBound = rows[rank].atoms.contains { atom in
                    guard let kept = history.atoms[versions.country.names[atom]], kept.isFlagged else {
                        return false
                    }
                    return kept.isCorrected || versions.isTouched[atom]
                }
                release.move(&rows[rank], isBound: isBound)
            }
            hasNew[rank] = release.shown(rows[rank]).contains { rows[rank].states[$0] == nil }
            rows[rank].windows = figures.windows(rows[rank], rows[rank].layout)
        }
        before = rows.map(\.layout)
        worldGround = WorldGround(
            model: model,
            counts: ground.atoms,
            cells: versions.country.atoms,
            rowsOf: ground.shownOf
        )
        places = model.scorePlaces
        var small = model.variables.map { _ in ground.isWithheld }
        for row in rows where row.kind == .smallest {
            for variable in model.variables.indices where row.layout.variables[variable].isRecoded {
                for atom in row.atoms { small[variable][atom] = true }
            }
        }
        let entities = TargetList(model: model, ground: ground).entities(rows, isSmall: small)
        var entitiesOf = [[Int]](repeating: [], count: rows.count)
        for (rank, entity) in entities.enumerated() {
            for row in Self.above(entity, ground) { entitiesOf[row].append(rank) }
        }
        self.rows = rows
        self.entities = entities
        self.entitiesOf = entitiesOf
        since = versions.country.names.enumerated().map { atom, name in
            guard !versions.isTouched[atom], let kept = history.atoms[name],
                kept.isWithheld == ground.isWithheld[atom]
            else { return history.releases }
            return kept.since
        }
        let now = since.map { $0 == history.releases }
        found = entities.map { _ in nil }
        // What is above a corrected region may move, so all that is withheld below it is looked at again, and its
        // worlds are evidence: the reserve alone is nothing that an auditor can check. A region that was emptied is no part
        // of its row any more, and touched it all the same.
        todo = entities.indices.filter { rank in
            entities[rank].atoms.contains { now[$0] }
                || Self.above(entities[rank], ground).contains { hasNew[$0] || isTouchedRow[$0] }
        }
    }

    /// The rows that contain an atom of an entity.
    static func above(_ entity: TargetEntity, _ ground: OffsetGround) -> [Int] {
        var above: Set<Int> = []
        for atom in entity.changed { above.formUnion(ground.shownOf[atom]) }
        return above.sorted()
    }

    /// The search among the windows of all rows.
    private var search: WorldSearch { WorldSearch(worldGround, windows: rows.map(\.windows)) }

    /// Hides a measure of spread of a row.
    mutating func hideSpread(_ rank: Int, _ measure: Int) {
        rows[rank].layout.hiddenSpreads[measure] = true
        rows[rank].states[measures()[measure]] = nil
    }

    /// Sets the state of a figure of a row.
    mutating func setState(_ rank: Int, _ figure: RowFigure, _ state: FigureState) {
        rows[rank].states[figure] = state
    }

    /// Writes all worlds as units that change their cell.
    mutating func write() {
        let writer = worldGround.writer
        let (found, ground, cells) = (found, ground, versions.country.atoms)
        let chunk = 64
        moves = spreading.results(of: (found.count + chunk - 1) / chunk) {
            part -> [[[OffsetEvidence.Move]?]] in
            (part * chunk..<min(found.count, (part + 1) * chunk)).map { rank in
                var known: [OffsetWorld: [OffsetEvidence.Move]] = [:]
                return (found[rank]?.worlds ?? []).map { world in
                    guard let world else { return nil }
                    if let own = known[world] { return own }
                    let own = writer.moves(world, atoms: ground.atoms, cells: cells)
                    known[world] = own
                    return own
                }
            }
        }.flatMap(\.self)
    }

    /// Finds a world for every target that asks for one; rows stay as they were, or become coarser, until each has.
    mutating func settle() {
        // At first every figure binds, so that as few as can be have to stay as they are for the year.
        var all = search
        var free = all
        free.since = since
        let repair = Repair(figures)
        while !todo.isEmpty {
            let results = WorldRounds(search: all, spreading: spreading).worlds(of: entities, todo)
            var failing: [(rank: Int, target: Int)] = []
            for (rank, result) in zip(todo, results) {
                found[rank] = result
                for (target, world) in result.worlds.enumerated()
                where world == nil && !unproved.contains([rank, target]) && !bounded.contains([rank, target])
                {
                    failing.append((rank, target))
                }
            }
            var touched: Set<Int> = []
            func renew(_ row: Int) {
                rows[row].windows = figures.windows(rows[row], rows[row].layout)
                all.windows[row] = rows[row].windows
                free.windows[row] = rows[row].windows
                touched.insert(row)
            }
            /// Where units that change places take what another part of the world needs, any change does.
            ///
            /// The copy lives no longer than this: a second holder of all windows makes each `renew` copy them all.
            func plainly(_ entity: TargetEntity, _ wanted: Target) -> OffsetWorld? {
                var plain = free
                plain.prefersSwaps = false
                return plain.world(of: entity, reaching: wanted)
            }
            for (rank, target) in failing {
                let entity = entities[rank]
                let wanted = entity.targets[target]
                if let world = all.world(of: entity, reaching: wanted) {
                    found[rank]?.worlds[target] = world
                    continue
                }
                if !earlier.rows.isEmpty {
                    if let world = free.world(of: entity, reaching: wanted) {
                        found[rank]?.worlds[target] = world
                        continue
                    }
                    // What would move stays as it was, the widest region last.
                    for row in Self.above(entity, ground).sorted(by: {
                        rows[$0].counts.units < rows[$1].counts.units
                    })
                    where !rows[row].moving.isEmpty {
                        rows[row].stay()
                        renew(row)
                        if let world = free.world(of: entity, reaching: wanted) {
                            found[rank]?.worlds[target] = world
                            break
                        }
                    }
                    if found[rank]?.worlds[target] != nil { continue }
                }
                if let world = plainly(entity, wanted) {
                    found[rank]?.worlds[target] = world
                    continue
                }
                if let draws = repair.draws(for: wanted, of: entity, rows: rows, search: free) {
                    for (row, draws) in draws {
                        rows[row].draws.merge(draws) { $1 }
                        renew(row)
                    }
                    continue
                }
                for row in Self.above(entity, ground) where !rows[row].renewed.isEmpty {
                    rows[row].keepRenewed()
                    renew(row)
                    if let world = free.world(of: entity, reaching: wanted) ?? plainly(entity, wanted) {
                        found[rank]?.worlds[target] = world
                        break
                    }
                }
                if found[rank]?.worlds[target] != nil { continue }
                let layouts = repair.layouts(for: wanted, of: entity, rows: rows, search: free)
                if layouts.isEmpty {
                    // Units that a part shares with another bind it more than anything above; regions that are too
                    // small together since another was emptied have what each by itself has.
                    if entity.kind == .sliver || entity.kind == .union {
                        bounded.insert([rank, target])
                    } else {
                        unproved.insert([rank, target])
                    }
                }
                for (row, layout) in layouts {
                    rows[row].layout = layout
                    RowRelease(figures: figures).bury(&rows[row])
                    renew(row)
                }
            }
            todo = Set(touched.flatMap { entitiesOf[$0] }).sorted()
        }
    }
}
