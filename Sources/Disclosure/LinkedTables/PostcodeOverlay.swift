import Statistics

/// The postcodes laid over the regions of a classification: the atoms of each, and the rests of one beside
/// the other.
struct PostcodeOverlay {
    /// By postcode, rising, its inhabited atoms.
    private let inhabited: [(postcode: RegionIndex, atoms: [Int])]
    /// By postcode, rising, all its atoms.
    private let all: [(postcode: RegionIndex, atoms: [Int])]
    private let postcodes: [RegionIndex?]
    private let units: [Int64]

    init(space: CellSpace, atoms: [[Int64]], postcodes: [RegionIndex?]) {
        let units = atoms.map { Component.sums($0, space).units }
        var places: [RegionIndex: [Int]] = [:]
        for (atom, postcode) in postcodes.enumerated() {
            if let postcode { places[postcode, default: []].append(atom) }
        }
        all = places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        inhabited = all.map { ($0.postcode, $0.atoms.filter { units[$0] > 0 }) }
        self.units = units
        self.postcodes = postcodes
    }

    /// The postcodes as members of the second geography.
    var postcodeMembers: [LinkedRegions.Member] {
        all.map {
            LinkedRegions.Member(key: LinkedRegions.Key(geography: 1, region: $0.postcode), atoms: $0.atoms)
        }
    }

    /// The rests that an intruder finds by subtraction and that have fewer units than the minimum frequency.
    ///
    /// - Parameters:
    ///   - members: The regions of the classification.
    ///   - threshold: The minimum frequency.
    /// - Returns: Rests, which have no row of their own.
    func slivers(of members: [LinkedRegions.Member], below threshold: Int64) -> [LinkedRegions.Member] {
        // The regions within one postcode, and the postcodes within one region.
        var regionsIn: [RegionIndex: Set<Int>] = [:]
        var slivers: [[Int]] = []
        let sizes = Dictionary(uniqueKeysWithValues: inhabited.map { ($0.postcode, $0.atoms.count) })
        for member in members where member.key != nil {
            let own = member.atoms.filter { units[$0] > 0 }
            var counts: [RegionIndex: Int] = [:]
            for atom in own { if let postcode = postcodes[atom] { counts[postcode, default: 0] += 1 } }
            if let (postcode, count) = counts.first, counts.count == 1, count == own.count {
                regionsIn[postcode, default: []].formUnion(own)
            }
            let whole = Set(counts.filter { sizes[$0.key] == $0.value }.keys)
            guard !whole.isEmpty else { continue }
            slivers.append(own.filter { atom in !(postcodes[atom].map(whole.contains) ?? false) })
        }
        for (postcode, atoms) in inhabited {
            guard let inside = regionsIn[postcode] else { continue }
            slivers.append(atoms.filter { !inside.contains($0) })
        }
        return slivers.filter { atoms in
            (1..<max(1, threshold)).contains(atoms.reduce(0) { $0 + units[$1] })
        }.map { LinkedRegions.Member(key: nil, atoms: $0) }
    }
}
