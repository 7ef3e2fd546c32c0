public import Statistics

extension OffsetCountry {
    /// The country of linked regions, and the members that its regions are.
    ///
    /// - Parameters:
    ///   - linked: The regions with their exact counts.
    ///   - name: The code of a region.
    /// - Returns: The country; by region of it, the key of the member.
    public static func of(_ linked: LinkedRegions, name: (LinkedRegions.Key) -> String) -> (
        country: OffsetCountry, keys: [LinkedRegions.Key]
    ) {
        let members = linked.members.filter { $0.key != nil }
        var regions: [Region] = []
        var keys: [LinkedRegions.Key] = []
        // By atom, the sizes of the regions of the classification that hold it: the least is the smallest region.
        var least = linked.atoms.map { _ in Int.max }
        var most = linked.atoms.map { _ in 0 }
        for member in members where member.key?.geography == 0 {
            for atom in member.atoms {
                least[atom] = min(least[atom], member.atoms.count)
                most[atom] = max(most[atom], member.atoms.count)
            }
        }
        var names = linked.atoms.indices.map { "atom/\($0)" }
        // Of members of the same atoms the last is the smallest region.
        var last: [[Int]: Int] = [:]
        for (place, member) in members.enumerated() where member.key?.geography == 0 {
            last[member.atoms.sorted()] = place
        }
        for (place, member) in members.enumerated() {
            guard let key = member.key, !member.atoms.isEmpty else { continue }
            let atoms = member.atoms.sorted()
            let kind: Kind
            if key.geography != 0 {
                kind = .other
            } else if atoms.allSatisfy({ least[$0] == atoms.count }), last[atoms] == place {
                kind = .smallest
            } else {
                kind = atoms.allSatisfy { most[$0] == atoms.count } ? .widest : .made
            }
            regions.append(Region(code: name(key), atoms: atoms, kind: kind))
            keys.append(key)
        }
        // An atom is called by the smallest region that it is of and by the other geography's.
        for (region, entry) in regions.enumerated() where entry.kind == .smallest {
            for (place, atom) in entry.atoms.enumerated() { names[atom] = "\(regions[region].code)/\(place)" }
        }
        for entry in regions where entry.kind == .other {
            for atom in entry.atoms {
                let own = names[atom].split(separator: "/").first.map(String.init) ?? ""
                names[atom] = "\(own)/\(entry.code)"
            }
        }
        let country = OffsetCountry(
            atoms: linked.atoms.map { $0.map { Int32(clamping: $0) } },
            names: names,
            regions: regions
        )
        return (country, keys)
    }
}
