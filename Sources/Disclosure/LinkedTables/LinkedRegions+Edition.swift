public import Classification
public import Statistics

extension LinkedRegions {
    /// The units of a region in one postcode, or without a postcode.
    public struct PostcodePart: Hashable, Sendable {
        /// The postcode, in the edition of postcodes; nil for none.
        public var postcode: RegionIndex?
        /// The units of every cell.
        public var counts: [Int64]

        /// Creates a part.
        public init(postcode: RegionIndex? = nil, counts: [Int64]) {
            self.postcode = postcode
            self.counts = counts
        }
    }

    /// The known published regions of an edition, from the stored counts of each region itself.
    ///
    /// A region is the sum of its parts if all of them are known, even if a row of its own is stored;
    /// otherwise it is its own row. The rest of that row beside its known parts is then an unpublished
    /// member; if the parts have more units than the whole, nothing follows by subtraction, and the region is
    /// independent of them.
    ///
    /// - Parameters:
    ///   - edition: The classification.
    ///   - isPublished: Returns true if the regions of a level are published.
    ///   - roots: The regions to take with all their descendants; none contains another.
    ///   - space: The cells of the counts.
    ///   - counts: The stored units of a region itself, by cell; nil if there are none.
    public init(
        edition: Edition,
        isPublished: (_ level: Int) -> Bool,
        roots: [RegionIndex],
        space: CellSpace,
        counts: (RegionIndex) -> [Int64]?
    ) {
        self.init(
            edition: edition,
            isPublished: isPublished,
            roots: roots,
            space: space,
            parts: { region in
                counts(region).map { [PostcodePart(counts: $0)] }
            }
        )
    }

    /// The known published regions of an edition, from the stored counts of each region itself, and the
    /// postcodes of these counts as a second geography.
    ///
    /// - Parameters:
    ///   - edition: The classification.
    ///   - isPublished: Returns true if the regions of a level are published.
    ///   - roots: The regions to take with all their descendants; none contains another.
    ///   - space: The cells of the counts.
    ///   - strays: Unallocated units: of postcodes, but of no region of the edition.
    ///   - sliver: The minimum frequency for the rest of a postcode beside the regions in it, or of a region
    ///     beside the postcodes in it, which follows by subtraction; nil if no postcodes are published.
    ///   - parts: The stored units of a region itself, one part a postcode; nil if there are none.
    public init(
        edition: Edition,
        isPublished: (_ level: Int) -> Bool,
        roots: [RegionIndex],
        space: CellSpace,
        strays: [PostcodePart] = [],
        sliver: Int64? = nil,
        parts: (RegionIndex) -> [PostcodePart]?
    ) {
        var atoms: [[Int64]] = []
        var postcodes: [RegionIndex?] = []
        var members: [Member] = []

        func append(_ parts: [PostcodePart]) -> [Int] {
            atoms += parts.map(\.counts)
            postcodes += parts.map(\.postcode)
            return Array(atoms.count - parts.count..<atoms.count)
        }

        /// The rest of parts beside some atoms; nil if these have more units.
        func rest(of parts: [PostcodePart], beside known: [Int]) -> [PostcodePart]? {
            var left: [RegionIndex?: [Int64]] = [:]
            for part in parts { left[part.postcode] = part.counts }
            for atom in known {
                let counts = left[postcodes[atom]] ?? atoms[atom].map { _ in 0 }
                left[postcodes[atom]] = zip(counts, atoms[atom]).map { $0 - $1 }
            }
            guard left.values.allSatisfy({ $0.allSatisfy { $0 >= 0 } }) else { return nil }
            return left.sorted { ($0.key?.position ?? -1) < ($1.key?.position ?? -1) }
                .map { PostcodePart(postcode: $0.key, counts: $0.value) }
        }

        /// The atoms of a region; adds its own member and those of its descendants in publication order.
        func add(_ region: RegionIndex) -> [Int]? {
            let place = members.count
            let level = edition[region].level
            if isPublished(level) { members.append(Member(key: Key(region: region), atoms: [])) }
            let children = edition.children(of: region)
            let below = children.map(add)
            let known = below.compactMap(\.self).flatMap(\.self)
            let isSum = !children.isEmpty && below.allSatisfy { $0 != nil }
            let own =
                isSum
                ? known
                : parts(region).map { parts in
                    guard let rest = rest(of: parts, beside: known) else { return append(parts) }
                    let left = append(rest)
                    if !children.isEmpty { members.append(Member(key: nil, atoms: left)) }
                    return known + left
                }
            if isPublished(level) {
                if let own { members[place].atoms = own } else { members[place].key = nil }
            }
            return own
        }
        for root in roots { _ = add(root) }
        if let sliver {
            _ = append(strays)
            let overlay = PostcodeOverlay(space: space, atoms: atoms, postcodes: postcodes)
            members += overlay.postcodeMembers + overlay.slivers(of: members, below: sliver)
        }
        self.init(space: space, atoms: atoms, members: members.filter { $0.key != nil || !$0.atoms.isEmpty })
    }
}
