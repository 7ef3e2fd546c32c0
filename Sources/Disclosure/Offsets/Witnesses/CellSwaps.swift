/// Units of two parts of a region that change places: the one part changes as it is to, the other by the opposite, and the
/// region not at all, so that whatever is published of it stays, its measures of spread too.
struct CellSwaps {
    /// For every unit, the cell of the one part that it leaves, and the one that it comes to.
    private(set) var units: [OffsetWorld.Swap] = []
    /// The units of every cell of both parts, with these changed.
    private(set) var cells: ([Int32], [Int32])

    /// Looks for such units; nil where there are none.
    ///
    /// - Parameters:
    ///   - writer: Knows the cells.
    ///   - part: The change of the one part.
    ///   - counts: What both count.
    ///   - cells: The units of every cell of both.
    ///   - withOthers: Whether a unit may take along categories of other variables, where no two differ in this one alone.
    init?(
        _ writer: CellMoves,
        _ part: OffsetWorld.Part,
        _ counts: (RowCounts, RowCounts),
        _ cells: ([Int32], [Int32]),
        withOthers: Bool
    ) {
        self.cells = cells
        guard var steps = writer.steps(part, counts.0) else { return nil }
        let base = writer.model.categoryBase[part.variable]
        for (category, step) in steps.enumerated()
        where counts.1.categories[base + category] < step { return nil }
        while let to = steps.firstIndex(where: { $0 > 0 }) {
            guard writer.model.isJoint else {
                guard let from = steps.firstIndex(where: { $0 < 0 }) else { return nil }
                take(base + from, base + to)
                steps[to] -= 1
                steps[from] += 1
                continue
            }
            guard
                let best = alone(writer, part.variable, steps, to)
                    ?? (withOthers ? others(writer, part.variable, steps, to) : nil)
            else { return nil }
            take(best.cell, best.target)
            steps[to] -= 1
            steps[best.from] += 1
        }
        guard steps.allSatisfy({ $0 == 0 }) else { return nil }
    }

    private mutating func take(_ cell: Int, _ target: Int) {
        cells.0[cell] -= 1
        cells.0[target] += 1
        cells.1[target] -= 1
        cells.1[cell] += 1
        units.append(OffsetWorld.Swap(from: Int32(cell), to: Int32(target)))
    }

    private typealias Choice = (from: Int, cell: Int, target: Int)

    /// Two units that differ in this variable alone, of cells with many.
    private func alone(_ writer: CellMoves, _ variable: Int, _ steps: [Int], _ to: Int) -> Choice? {
        var best: Choice?
        var most: Int32 = 0
        for from in steps.indices where steps[from] < 0 {
            let apart = (to - from) * writer.strides[variable]
            for cell in writer.cellsOf[variable][from] {
                let room = min(cells.0[cell], cells.1[cell + apart])
                if room > most { (best, most) = ((from, cell, cell + apart), room) }
            }
        }
        return best
    }

    /// Two units that differ in as few other groups as can be.
    private func others(_ writer: CellMoves, _ variable: Int, _ steps: [Int], _ to: Int) -> Choice? {
        let model = writer.model
        let width = model.variables.count
        var best: Choice?
        var least = Int.max
        for from in steps.indices where steps[from] < 0 {
            for cell in writer.cellsOf[variable][from] where cells.0[cell] > 0 {
                for target in writer.cellsOf[variable][to] where cells.1[target] > 0 {
                    var cost = 0
                    for other in 0..<width where other != variable {
                        let own = Int(model.cellCategories[cell * width + other])
                        let new = Int(model.cellCategories[target * width + other])
                        guard own != new else { continue }
                        let groups = model.variables[other].groups
                        let apart =
                            model.variables[other].coefficients[new]
                            - model.variables[other].coefficients[own]
                        cost += (groups[own] == groups[new] ? 0 : 1000) + abs(apart)
                    }
                    if cost < least { (best, least) = ((from, cell, target), cost) }
                }
            }
        }
        return best
    }

    /// Changes of the other variables by the units of the one part, by variable.
    func others(of part: OffsetWorld.Part, _ model: OffsetModel) -> [OffsetWorld.Part] {
        guard model.isJoint else { return [] }
        let width = model.variables.count
        return model.variables.indices.compactMap { variable in
            guard variable != part.variable else { return nil }
            let own = model.variables[variable]
            var change = OffsetWorld.Part(
                atom: part.atom,
                variable: variable,
                groups: [Int8](repeating: 0, count: own.groupCount),
                sum: 0
            )
            for unit in units {
                let from = Int(model.cellCategories[Int(unit.from) * width + variable])
                let to = Int(model.cellCategories[Int(unit.to) * width + variable])
                change.groups[own.groups[from]] -= 1
                change.groups[own.groups[to]] += 1
                change.sum += own.coefficients[to] - own.coefficients[from]
            }
            guard change.sum != 0 || change.groups.contains(where: { $0 != 0 }) else { return nil }
            change.swaps = []
            return change
        }
    }
}
