/// How much of a region is shown: nothing but its rounded units, or its figures with some groups merged.
public struct RegionView: Hashable, Sendable {
    /// Whether figures are shown at all.
    public var isShown: Bool
    /// By variable and group, the lowest group that it is published together with: its own rank where it
    /// stands alone, 0 throughout where the variable is withheld.
    ///
    /// A score and a spread would tell how a merged group is made up, so those of a variable with merged
    /// groups are withheld, and with them those of all variables together.
    public var blocks: [[Int]]

    /// Creates a view.
    public init(isShown: Bool, blocks: [[Int]]) {
        self.isShown = isShown
        self.blocks = blocks
    }

    /// The view of a region whose variables have that many groups, all apart.
    static func whole(_ space: CellSpace) -> Self {
        let blocks = (0..<space.variableCount).map { Array(0..<space.groupRange($0).count) }
        return Self(isShown: true, blocks: blocks)
    }

    /// The groups of a variable that are published together with a group, itself among them.
    func block(of group: Int, variable: Int) -> [Int] {
        let blocks = blocks[variable]
        return blocks.indices.filter { blocks[$0] == blocks[group] }
    }

    /// The blocks of several groups.
    func merged(_ variable: Int) -> [[Int]] {
        let blocks = blocks[variable]
        return blocks.indices.filter { blocks[$0] == $0 }.map { block(of: $0, variable: variable) }
            .filter { $0.count > 1 }
    }

    /// Whether every group of a variable stands alone, so that its scores are shown too.
    func isWhole(_ variable: Int) -> Bool {
        blocks[variable].indices.allSatisfy { blocks[variable][$0] == $0 }
    }

    /// Whether nothing that is shown changes when units move among these groups of a variable.
    func hides(_ groups: some Sequence<Int>, of variable: Int) -> Bool {
        guard isShown else { return true }
        var first: Int?
        for group in groups {
            let block = blocks[variable][group]
            if let first, first != block { return false }
            first = block
        }
        return true
    }

    /// The view with groups of a variable, and whatever they were merged with, published as one.
    func merging(_ groups: [Int], of variable: Int) -> Self {
        var view = self
        let touched = Set(groups.map { blocks[variable][$0] })
        guard let lowest = touched.min() else { return self }
        for group in blocks[variable].indices where touched.contains(blocks[variable][group]) {
            view.blocks[variable][group] = lowest
        }
        return view
    }
}
