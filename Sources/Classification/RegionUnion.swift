public import Statistics

/// A union of an edition's smallest regions, such as a postal zone; it need not fit into the levels and may
/// overlap other unions.
public struct RegionUnion: Hashable, Sendable {
    /// The code, which no region and no other union has.
    public let code: RegionCode
    /// The name; empty when none is known.
    public let name: String
    /// The smallest regions that it is made of, in publication order, each once.
    public let members: [RegionIndex]

    /// Creates a union of `members`, given in any order and any number of times.
    public init(code: RegionCode, name: String, members: some Sequence<RegionIndex>) {
        self.code = code
        self.name = name
        self.members = Set(members.map(\.position)).sorted().map { RegionIndex($0) }
    }
}

extension Edition {
    /// Returns the smallest regions that the regions `indices` consist of, in publication order, each once.
    ///
    /// A region and one of its parts are counted once.
    public func leaves(of indices: some Sequence<RegionIndex>) -> [RegionIndex] {
        var positions = Set<Int>()
        for index in indices {
            if isLeaf(index) { positions.insert(index.position) }
            positions.formUnion(descendants(of: index).filter { isLeaf(RegionIndex($0)) })
        }
        return positions.sorted().map { RegionIndex($0) }
    }
}
