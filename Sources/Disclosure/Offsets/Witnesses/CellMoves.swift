import Statistics

/// Writes worlds as units that change their cell, as whoever checks them publishes them.
struct CellMoves: Sendable {
    let model: OffsetModel
    private let categories: [CategoryMoves]
    /// By variable, how many cells apart neighbouring categories are.
    let strides: [Int]
    /// By variable and category, its cells; empty where counts are marginal.
    let cellsOf: [[[Int]]]

    init(_ model: OffsetModel) {
        self.model = model
        categories = model.variables.indices.map { CategoryMoves(model.variables[$0], model.sums[$0]) }
        var strides = [Int](repeating: 1, count: model.variables.count)
        for variable in model.variables.indices.reversed().dropFirst() {
            strides[variable] = strides[variable + 1] * model.variables[variable + 1].groups.count
        }
        self.strides = strides
        let width = model.variables.count
        cellsOf =
            model.isJoint
            ? model.variables.indices.map { variable in
                var own = [[Int]](repeating: [], count: model.variables[variable].groups.count)
                for cell in 0..<model.cellCount {
                    own[Int(model.cellCategories[cell * width + variable])].append(cell)
                }
                return own
            } : []
    }

    /// The moves of a world; nil where some of its units do not exist.
    func moves(_ world: OffsetWorld, atoms: [RowCounts], cells: [[Int32]]) -> [OffsetEvidence.Move]? {
        var moves: [OffsetEvidence.Move] = []
        var changed: [Int: [Int32]] = [:]
        func add(_ move: OffsetEvidence.Move) {
            if let place = moves.firstIndex(where: {
                $0.atom == move.atom && $0.from == move.from && $0.to == move.to
            }) {
                moves[place].units += 1
            } else {
                moves.append(move)
            }
        }
        var isPartner = false
        for (place, part) in world.parts.enumerated() {
            if isPartner {
                isPartner = false
                continue
            }
            if let swaps = part.swaps {
                var now = changed[part.atom] ?? cells[part.atom]
                for swap in swaps {
                    now[Int(swap.from)] -= 1
                    now[Int(swap.to)] += 1
                    add(OffsetEvidence.Move(atom: Int32(part.atom), from: swap.from, to: swap.to, units: 1))
                }
                changed[part.atom] = now
                continue
            }
            if place + 1 < world.parts.count, world.parts[place + 1].isOpposite(of: part) {
                let partner = world.parts[place + 1].atom
                let pair = (changed[part.atom] ?? cells[part.atom], changed[partner] ?? cells[partner])
                if let swaps = CellSwaps(
                    self,
                    part,
                    (atoms[part.atom], atoms[partner]),
                    pair,
                    withOthers: false
                ) {
                    for swap in swaps.units {
                        add(
                            OffsetEvidence.Move(
                                atom: Int32(part.atom),
                                from: swap.from,
                                to: swap.to,
                                units: 1
                            )
                        )
                        add(OffsetEvidence.Move(atom: Int32(partner), from: swap.to, to: swap.from, units: 1))
                    }
                    (changed[part.atom], changed[partner]) = swaps.cells
                    isPartner = true
                    continue
                }
            }
            guard var steps = steps(part, atoms[part.atom]) else { return nil }
            var now = changed[part.atom] ?? cells[part.atom]
            while let to = steps.firstIndex(where: { $0 > 0 }) {
                guard let from = steps.firstIndex(where: { $0 < 0 }) else { return nil }
                steps[to] -= 1
                steps[from] += 1
                guard let move = move(part, from: from, to: to, now) else { return nil }
                now[Int(move.from)] -= 1
                now[Int(move.to)] += 1
                add(move)
            }
            changed[part.atom] = now
        }
        return moves
    }

    /// By category, how many units more.
    func steps(_ part: OffsetWorld.Part, _ counts: RowCounts) -> [Int]? {
        let base = model.categoryBase[part.variable]
        return categories[part.variable].categories(
            part.groups,
            part.sum,
            counts.categories[base..<(base + model.variables[part.variable].groups.count)]
        )
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

extension OffsetWorld.Part {
    /// Whether it is what another part of the same region has to bear for a change.
    func isOpposite(of other: OffsetWorld.Part) -> Bool {
        variable == other.variable && sum == -other.sum && atom != other.atom
            && zip(groups, other.groups).allSatisfy { $0 == -$1 }
    }
}
