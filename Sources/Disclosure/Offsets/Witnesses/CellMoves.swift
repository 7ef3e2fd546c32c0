import Statistics

/// Writes worlds as units that change their cell, as whoever checks them publishes them.
struct CellMoves: Sendable {
    let model: OffsetModel
    private let categories: [CategoryMoves]
    /// By variable, how many cells apart neighbouring categories are.
    private let strides: [Int]

    init(_ model: OffsetModel) {
        self.model = model
        categories = model.variables.indices.map { CategoryMoves(model.variables[$0], model.sums[$0]) }
        var strides = [Int](repeating: 1, count: model.variables.count)
        for variable in model.variables.indices.reversed().dropFirst() {
            strides[variable] = strides[variable + 1] * model.variables[variable + 1].groups.count
        }
        self.strides = strides
    }

    /// The moves of a world; nil where some of its units do not exist.
    func moves(_ world: OffsetWorld, atoms: [RowCounts], cells: [[Int32]]) -> [OffsetEvidence.Move]? {
        var moves: [OffsetEvidence.Move] = []
        var changed: [Int: [Int32]] = [:]
        for part in world.parts {
            let base = model.categoryBase[part.variable]
            let own = atoms[part.atom].categories[base..<(base + model.variables[part.variable].groups.count)]
            guard var steps = categories[part.variable].categories(part.groups, part.sum, own) else {
                return nil
            }
            var now = changed[part.atom] ?? cells[part.atom]
            while let to = steps.firstIndex(where: { $0 > 0 }) {
                guard let from = steps.firstIndex(where: { $0 < 0 }) else { return nil }
                steps[to] -= 1
                steps[from] += 1
                guard let move = move(part, from: from, to: to, now) else { return nil }
                now[Int(move.from)] -= 1
                now[Int(move.to)] += 1
                if let place = moves.firstIndex(where: {
                    $0.atom == move.atom && $0.from == move.from && $0.to == move.to
                }) {
                    moves[place].units += 1
                } else {
                    moves.append(move)
                }
            }
            changed[part.atom] = now
        }
        return moves
    }

    /// One unit of a category that becomes one of another, and keeps its other categories.
    private func move(_ part: OffsetWorld.Part, from: Int, to: Int, _ now: [Int32]) -> OffsetEvidence.Move? {
        guard model.isJoint else {
            let base = model.categoryBase[part.variable]
            return OffsetEvidence.Move(
                atom: Int32(part.atom),
                from: Int32(base + from),
                to: Int32(base + to),
                units: 1
            )
        }
        let width = model.variables.count
        var best: Int?
        for cell in now.indices where now[cell] > 0 {
            guard Int(model.cellCategories[cell * width + part.variable]) == from else { continue }
            if best.map({ now[$0] < now[cell] }) ?? true { best = cell }
        }
        return best.map { cell in
            OffsetEvidence.Move(
                atom: Int32(part.atom),
                from: Int32(cell),
                to: Int32(cell + (to - from) * strides[part.variable]),
                units: 1
            )
        }
    }
}
