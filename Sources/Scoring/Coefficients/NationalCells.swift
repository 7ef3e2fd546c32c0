public import Classification
public import Codebook
public import Statistics

/// The joint table of all stored counts of a period: the sum over regions of which none contains another.
///
/// A region is the sum of its parts if all of them are stored, and otherwise its own stored counts, as
/// everywhere.
public struct NationalCells: Hashable, Sendable {
    /// Units by rank of the joint cell, on the scale of the form; only their ratios matter.
    public private(set) var cells: [Int64]
    /// True if the whole country is stored.
    public private(set) var isWhole: Bool

    /// Adds up the stored tallies; nil if the form has no joint counts.
    public init?(codebook: Codebook, edition: Edition, form: Form, stored: [RegionIndex: Tally]) {
        let joint = JointCells(codebook.variables).count
        guard form.traits.isJoint else { return nil }
        let records = RecordCells(codebook, form)
        guard form.traits.cells != .counted || records != nil else { return nil }
        let width = records?.width ?? joint
        cells = [Int64](repeating: 0, count: joint)
        isWhole = true
        // Regions come right before their parts: backwards, every part is known before its parent.
        var isKnown = [Bool](repeating: false, count: edition.regions.count)
        for position in edition.regions.indices.reversed() {
            let parts = edition.children(of: RegionIndex(position))
            let isSum = !parts.isEmpty && parts.allSatisfy { isKnown[$0.position] }
            isKnown[position] = isSum || stored[RegionIndex(position)] != nil
        }
        var pending = edition.regions.indices.filter { edition.regions[$0].parent == nil }.map(
            RegionIndex.init
        )
        while let region = pending.popLast() {
            let parts = edition.children(of: region)
            if !parts.isEmpty, parts.allSatisfy({ isKnown[$0.position] }) {
                pending += parts
            } else if let tally = stored[region] {
                tally.forEach { rank, value in
                    let part = rank % width
                    guard case .number(let count) = value, part < 2 * joint else { return }
                    // In microdata forms whole units come first and then ten-thousandths of units.
                    let isWhole = part < joint
                    let unit = records != nil && isWhole ? RecordCells.unitFractions : 1
                    cells[isWhole ? part : part - joint] += count * unit
                }
            } else {
                isWhole = false
                pending += parts
            }
        }
    }
}
