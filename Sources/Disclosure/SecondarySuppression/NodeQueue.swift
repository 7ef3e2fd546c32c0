/// Nodes of a network by what it costs to come to them: a binary heap.
struct NodeQueue {
    /// A node, and a way to it.
    struct Entry: Comparable {
        let node: Int
        let cost: Int64
        let steps: Int

        /// First what costs least, then what is shortest; of two as good, always the same.
        static func < (a: Self, b: Self) -> Bool {
            (a.cost, a.steps, a.node) < (b.cost, b.steps, b.node)
        }
    }

    private var entries: [Entry] = []

    /// Adds an entry.
    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var place = entries.count - 1
        while place > 0, entries[place] < entries[(place - 1) / 2] {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Takes the least entry out; nil where there is none.
    mutating func popLeast() -> Entry? {
        guard let least = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return least }
        entries[0] = last
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < entries.count }
            guard let child = children.min(by: { entries[$0] < entries[$1] }), entries[child] < entries[place]
            else { return least }
            entries.swapAt(place, child)
            place = child
        }
    }
}
