/// A node of a network, and the cost of a way to it.
struct NetworkEntry: Comparable {
    let node: Int
    let cost: Int64
    /// The number of arcs on the way.
    let steps: Int

    /// First what costs least, then what is shortest; of two as good, always the same.
    static func < (a: Self, b: Self) -> Bool {
        (a.cost, a.steps, a.node) < (b.cost, b.steps, b.node)
    }
}
