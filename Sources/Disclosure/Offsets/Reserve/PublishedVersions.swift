/// The counts that figures are made of: of shown regions the version that was last published, until enough units differ.
///
/// A shown row, and everything above it, follows a correction only when at least the minimum of a group differs: it is
/// replaced then, in its row and above, at once. Source: docs/decisions/0033-published-versions.md.
struct PublishedVersions {
    /// The counts.
    let country: OffsetCountry
    /// By atom, whether its counts are others than in the release before.
    let isTouched: [Bool]
    /// How many atoms of shown regions wait for more corrections.
    let waiting: Int

    init(_ country: OffsetCountry, _ history: OffsetHistory, _ model: OffsetModel) {
        var cells = country.atoms
        var touched = [Bool](repeating: true, count: cells.count)
        var waiting = 0
        for (atom, name) in country.names.enumerated() {
            if let kept = history.atoms[name], kept.cells == cells[atom] { touched[atom] = false }
        }
        for region in country.regions where region.kind == .smallest {
            let known = region.atoms.map { history.atoms[country.names[$0]] }
            // One that was too small stays so until as many units differ: shown, it would tell what it was before.
            let wasSmall = known.reduce(0) { $0 + ($1.map(model.units) ?? 0) } < model.settings.threshold
            guard region.atoms.contains(where: { touched[$0] }), known.contains(where: { $0 != nil }),
                wasSmall || !known.contains(where: { $0?.isWithheld ?? false })
            else { continue }
            var more = 0
            var fewer = 0
            var units = 0
            for (atom, known) in zip(region.atoms, known) {
                for (rank, count) in cells[atom].enumerated() {
                    let step = Int(count) - Int(known?.cells[rank] ?? 0)
                    if step > 0 { more += step } else { fewer -= step }
                    if rank < model.unitCells { units += Int(count) }
                }
            }
            // Of counts by category every unit counts once a variable.
            let share = model.isJoint ? 1 : max(1, model.variables.count)
            guard units >= model.settings.threshold, max(more, fewer) < model.settings.minimum * share else {
                continue
            }
            for (atom, known) in zip(region.atoms, known) {
                cells[atom] = known?.cells ?? cells[atom].map { _ in 0 }
                if touched[atom] { waiting += 1 }
                touched[atom] = false
            }
        }
        self.country = OffsetCountry(atoms: cells, names: country.names, regions: country.regions)
        isTouched = touched
        self.waiting = waiting
    }
}

extension OffsetModel {
    /// How many of the first cells add up to the units.
    var unitCells: Int { isJoint ? cellCount : variables.first?.groups.count ?? 0 }

    /// The units of what was counted in an atom.
    func units(_ atom: OffsetHistory.Atom) -> Int { atom.cells.prefix(unitCells).reduce(0) { $0 + Int($1) } }
}
