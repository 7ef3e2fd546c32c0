public import Statistics

extension OffsetCountry {
    /// The country of linked regions, and the members that its regions are.
    ///
    /// A rest without a row of its own, which follows by subtraction, is a smallest region like any other.
    ///
    /// - Parameters:
    ///   - linked: The regions with their exact counts.
    ///   - name: The code of a region.
    /// - Returns: The country; by region of it, the key of the member, nil for a rest.
    public static func of(_ linked: LinkedRegions, name: (LinkedRegions.Key) -> String) -> (
        country: OffsetCountry, keys: [LinkedRegions.Key?]
    ) {
        // Behind the first region of the second geography, what has no key is a part of it in a region.
        let second = linked.members.firstIndex { ($0.key?.geography ?? 0) != 0 } ?? linked.members.count
        // A rest that is all of a region is that region: what is kept of it stands under its code.
        let whole = Set(linked.members.filter { $0.key != nil }.map { $0.atoms.sorted() })
        let members = linked.members.enumerated().filter { place, member in
            !member.atoms.isEmpty
                && (member.key != nil || place < second && !whole.contains(member.atoms.sorted()))
        }.map(\.element)
        // By atom, the sizes of the regions of the classification that hold it: the least is the smallest region.
        var least = linked.atoms.map { _ in Int.max }
        var most = linked.atoms.map { _ in 0 }
        // By atom, the smallest published region of the classification that holds it.
        var holder = [Int?](repeating: nil, count: linked.atoms.count)
        // Of members of the same atoms the last is the smallest region.
        var last: [[Int]: Int] = [:]
        for (place, member) in members.enumerated() where (member.key?.geography ?? 0) == 0 {
            for atom in member.atoms {
                least[atom] = min(least[atom], member.atoms.count)
                most[atom] = max(most[atom], member.atoms.count)
                if member.key != nil,
                    holder[atom].map({ members[$0].atoms.count >= member.atoms.count }) ?? true
                {
                    holder[atom] = place
                }
            }
            last[member.atoms.sorted()] = place
        }
        var names = linked.atoms.indices.map { "atom/\($0)" }
        var regions: [Region] = []
        var keys: [LinkedRegions.Key?] = []
        for (place, member) in members.enumerated() {
            let atoms = member.atoms.sorted()
            let kind: Kind
            if let key = member.key, key.geography != 0 {
                kind = .other
            } else if atoms.allSatisfy({ least[$0] == atoms.count }), last[atoms] == place {
                kind = .smallest
            } else {
                kind = atoms.allSatisfy { most[$0] == atoms.count } ? .widest : .made
            }
            let whole = atoms.first.flatMap { holder[$0] }.flatMap { members[$0].key }.map(name) ?? ""
            regions.append(Region(code: member.key.map(name) ?? "\(whole)/rest", atoms: atoms, kind: kind))
            keys.append(member.key)
        }
        // An atom is called by the smallest region that it is of and by the other geography's.
        for entry in regions where entry.kind == .smallest {
            for (place, atom) in entry.atoms.enumerated() { names[atom] = "\(entry.code)/\(place)" }
        }
        for entry in regions where entry.kind == .other {
            for atom in entry.atoms {
                let own = names[atom].split(separator: "/").dropLast().joined(separator: "/")
                names[atom] = "\(own)/\(entry.code)"
            }
        }
        // What is stored behind the cells of counts is what imputation leaves uncertain; what stands before the categories
        // of counts by variable is the number of units again.
        let cells = linked.space.order
        let country = OffsetCountry(
            atoms: linked.atoms.map { atom in cells.map { Int32(clamping: $0 < 0 ? 0 : atom[$0]) } },
            names: names,
            regions: regions
        )
        return (country, keys)
    }
}
