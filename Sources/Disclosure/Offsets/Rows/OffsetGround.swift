import Statistics

/// The rows and atoms of a country as protection sees them: regions of the same units are one row.
struct OffsetGround: Sendable {
    /// By atom.
    let atoms: [RowCounts]
    /// The shown and the withheld rows, each with its inhabited atoms; one for all regions of the same units.
    let rows: [Row]
    /// By region, its row; -1 where nobody lives.
    let rowOf: [Int]
    /// By atom, the shown rows that contain it.
    let shownOf: [[Int]]
    /// By atom, the row of the smallest region that contains it; -1 where there is none.
    let smallestOf: [Int]
    /// By atom, whether it lies in a region that is too small.
    let isWithheld: [Bool]

    /// A row before its layout.
    struct Row: Sendable {
        let code: String
        let kind: OffsetCountry.Kind
        let atoms: [Int]
        let counts: RowCounts
        let isShown: Bool
    }

    init(_ country: OffsetCountry, _ model: OffsetModel, spreading: Spreading) {
        let cells = country.atoms
        let chunk = 256
        let atoms = spreading.results(of: (cells.count + chunk - 1) / chunk) { part in
            cells[(part * chunk)..<min(cells.count, (part + 1) * chunk)].map { RowCounts($0, model) }
        }.flatMap(\.self)
        self.atoms = atoms
        var rows: [Row] = []
        var rowOf = [Int](repeating: -1, count: country.regions.count)
        var known: [[Int]: Int] = [:]
        // The smallest first, so that a region of the same units as a smaller one is that one.
        let order = country.regions.indices.sorted { a, b in
            (country.regions[a].kind.rawValue, a) < (country.regions[b].kind.rawValue, b)
        }
        for region in order {
            let own = country.regions[region].atoms.filter { atoms[$0].units > 0 }
            guard !own.isEmpty else { continue }
            if let row = known[own] {
                rowOf[region] = row
                continue
            }
            var counts = RowCounts(nothing: model)
            for atom in own { counts.add(atoms[atom]) }
            known[own] = rows.count
            rowOf[region] = rows.count
            rows.append(
                Row(
                    code: country.regions[region].code,
                    kind: country.regions[region].kind,
                    atoms: own,
                    counts: counts,
                    isShown: counts.units >= model.settings.threshold
                )
            )
        }
        var shown = [[Int]](repeating: [], count: atoms.count)
        var smallest = [Int](repeating: -1, count: atoms.count)
        var withheld = [Bool](repeating: false, count: atoms.count)
        for (rank, row) in rows.enumerated() {
            for atom in row.atoms {
                if row.isShown { shown[atom].append(rank) }
                if row.kind == .smallest { smallest[atom] = rank }
                if !row.isShown { withheld[atom] = true }
            }
        }
        self.rows = rows
        self.rowOf = rowOf
        shownOf = shown
        smallestOf = smallest
        isWithheld = withheld
    }

    /// By row, what is wanted of the regions that it stands for.
    func wishes(_ country: OffsetCountry, _ wishes: [String: OffsetWish]) -> [Int: OffsetWish] {
        guard !wishes.isEmpty else { return [:] }
        var own: [Int: OffsetWish] = [:]
        for (region, entry) in country.regions.enumerated() where rowOf[region] >= 0 {
            guard let wish = wishes[entry.code] else { continue }
            own[rowOf[region], default: OffsetWish()].shown.formUnion(wish.shown)
            own[rowOf[region], default: OffsetWish()].withheld.formUnion(wish.withheld)
        }
        return own
    }

    /// Whether an atom is a part of a shown smallest region that lies in several regions of another geography.
    func isShared(_ atom: Int) -> Bool {
        smallestOf[atom] >= 0 && rows[smallestOf[atom]].atoms.count > 1
    }
}
