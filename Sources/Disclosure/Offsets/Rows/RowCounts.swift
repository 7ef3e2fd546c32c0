/// The counts of one atom or region that figures are made of.
struct RowCounts: Hashable, Sendable {
    /// The units.
    var units = 0
    /// The units of every category, variable by variable.
    var categories: [Int]
    /// The units of every group, variable by variable.
    var groups: [Int]
    /// By variable, the sum of the coefficients.
    var sums: [Int]

    /// The counts of these cells.
    init(_ cells: [Int32], _ model: OffsetModel) {
        categories = [Int](repeating: 0, count: model.categoryCount)
        groups = [Int](repeating: 0, count: model.groupCount)
        sums = [Int](repeating: 0, count: model.variables.count)
        if model.isJoint {
            let width = model.variables.count
            for (cell, count) in cells.enumerated() where count != 0 {
                units += Int(count)
                for variable in 0..<width {
                    let category = Int(model.cellCategories[cell * width + variable])
                    categories[model.categoryBase[variable] + category] += Int(count)
                }
            }
        } else {
            for (rank, count) in cells.enumerated() { categories[rank] = Int(count) }
            units = model.variables.first.map { categories[..<$0.groups.count].reduce(0, +) } ?? 0
        }
        for (rank, variable) in model.variables.enumerated() {
            for (category, group) in variable.groups.enumerated() {
                let count = categories[model.categoryBase[rank] + category]
                groups[model.groupBase[rank] + group] += count
                sums[rank] += count * variable.coefficients[category]
            }
        }
    }

    /// No units.
    init(nothing model: OffsetModel) {
        categories = [Int](repeating: 0, count: model.categoryCount)
        groups = [Int](repeating: 0, count: model.groupCount)
        sums = [Int](repeating: 0, count: model.variables.count)
    }

    /// Adds counts.
    mutating func add(_ other: RowCounts) {
        units += other.units
        for rank in categories.indices { categories[rank] += other.categories[rank] }
        for rank in groups.indices { groups[rank] += other.groups[rank] }
        for rank in sums.indices { sums[rank] += other.sums[rank] }
    }
}
