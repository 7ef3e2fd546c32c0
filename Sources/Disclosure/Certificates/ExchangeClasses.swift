/// Atoms that lie in exactly the same regions that an outsider sees.
///
/// Units of one class may be exchanged between its atoms, in any way that keeps each atom's number of units:
/// every region that is seen holds all of the class or none, so nothing published changes. A class that no
/// seen region holds is free: its units may be anything.
struct ExchangeClasses {
    let component: Component
    /// By unit, whether an outsider sees it.
    private(set) var isSeen: [Bool]
    /// By atom, the position of its class.
    private var places: [Int] = []
    /// The classes; nil where one has become part of another.
    private var classes: [ExchangeClass?] = []
    /// By signature, the position of the class.
    private var known: [[Int]: Int] = [:]
    /// Classes that count as one, for a trial: those of these positions as the first.
    private var joined: [Int] = []
    private var union: ExchangeClass?

    /// Sorts the atoms of a component into classes.
    init(_ component: Component, isSeen: (_ unit: Int) -> Bool) {
        self.component = component
        let seen = component.units.indices.map(isSeen)
        self.isSeen = seen
        var members: [[Int]] = []
        var signatures: [[Int]] = []
        places.reserveCapacity(component.holders.count)
        for atom in component.holders.indices {
            let signature = component.holders[atom].filter { seen[$0] }
            let place = known[signature] ?? members.count
            if place == members.count {
                known[signature] = place
                members.append([])
                signatures.append(signature)
            }
            places.append(place)
            members[place].append(atom)
        }
        classes = zip(members, signatures).map { ExchangeClass($0, signature: $1, of: component) }
    }

    /// The position of the class of an atom.
    func place(of atom: Int) -> Int {
        let place = places[atom]
        return joined.contains(place) ? joined[0] : place
    }

    /// The class at a position that ``place(of:)`` gave.
    subscript(place: Int) -> ExchangeClass {
        if let union, joined[0] == place { return union }
        guard let own = classes[place] else { preconditionFailure("a class of no atom") }
        return own
    }

    /// The positions of the classes that some atoms are in, each once, in the order of the atoms.
    func places(of atoms: [Int]) -> [Int] {
        var met: Set<Int> = []
        return atoms.map(place).filter { met.insert($0).inserted }
    }

    /// The classes that lie in all regions seen that a signature names and in so many others, by rising first
    /// atoms.
    func places(holding signature: [Int], and others: Int) -> [Int] {
        let units = component.units
        // All of such a class lies in each region of the signature, so also in the smallest.
        let smallest = signature.min { units[$0].atoms.count < units[$1].atoms.count }
        let near = places(of: smallest.map { units[$0].atoms } ?? Array(component.holders.indices))
        let wanted = signature.count + others
        return near.filter { place in
            let seen = self[place].signature
            return seen.count == wanted && signature.allSatisfy(seen.contains)
        }
    }

    /// The classes with some of them as one.
    func joining(_ others: [Int], to place: Int) -> Self {
        var joining = self
        joining.joined = [place] + others
        joining.union = ExchangeClass(joining.joined.map { self[$0] }, signature: self[place].signature)
        return joining
    }

    // MARK: - What is seen

    /// Takes a region out of sight: classes that only it kept apart become one.
    mutating func hide(_ unit: Int) {
        guard isSeen[unit] else { return }
        isSeen[unit] = false
        for place in places(of: component.units[unit].atoms) {
            let own = self[place]
            let signature = own.signature.filter { $0 != unit }
            known[own.signature] = nil
            classes[place] = nil
            put([own], signature, at: place)
        }
    }

    /// Lets a region be seen: what lies in it is apart from what does not.
    mutating func show(_ unit: Int) {
        guard !isSeen[unit] else { return }
        isSeen[unit] = true
        let atoms = component.units[unit].atoms
        let inside = Set(atoms)
        for place in places(of: atoms) {
            let own = self[place]
            let signature = (own.signature + [unit]).sorted()
            let rest = own.atoms.filter { !inside.contains($0) }
            known[own.signature] = nil
            classes[place] = nil
            if rest.isEmpty {
                put([own], signature, at: place)
            } else {
                let taken = ExchangeClass(
                    own.atoms.filter(inside.contains),
                    signature: signature,
                    of: component
                )
                put([ExchangeClass(rest, signature: own.signature, of: component)], own.signature, at: place)
                classes.append(nil)
                put([taken], signature, at: classes.count - 1)
            }
        }
    }

    private mutating func put(_ parts: [ExchangeClass], _ signature: [Int], at place: Int) {
        let place = known[signature] ?? place
        let all = (classes[place].map { [$0] } ?? []) + parts
        let whole = ExchangeClass(all, signature: signature)
        classes[place] = whole
        known[signature] = place
        for part in parts { for atom in part.atoms { places[atom] = place } }
    }

    // MARK: - Regions

    /// The atoms of a region that are in one class, with what they come to.
    struct Part {
        let `class`: ExchangeClass
        var atoms: [Int]
        var units: Int64 = 0
        var groups: [Int64] = []
        var scores: [Int64] = []
    }

    /// The atoms of a unit by class, leaving out classes that lie in it whole and are not free: nothing can be
    /// exchanged there.
    func parts(of unit: Component.Unit) -> [Part] {
        var parts: [Part] = []
        var found: [Int: Int] = [:]
        for atom in unit.atoms {
            let place = place(of: atom)
            if let part = found[place] {
                parts[part].atoms.append(atom)
                continue
            }
            let own = self[place]
            if own.atoms.count == 1, !own.isFree { continue }
            if unit.atoms.count > 1 { found[place] = parts.count }
            parts.append(Part(class: own, atoms: [atom]))
        }
        parts.removeAll { !$0.class.isFree && $0.atoms.count == $0.class.atoms.count }
        for place in parts.indices { fill(&parts[place], of: unit) }
        return parts
    }

    private func fill(_ part: inout Part, of unit: Component.Unit) {
        if part.atoms.count == unit.atoms.count {
            (part.units, part.groups, part.scores) = (unit.count, unit.groups, unit.scores)
            return
        }
        let first = part.atoms[0]
        part.units = component.atomUnits[first]
        part.groups = component.atomGroups[first]
        part.scores = component.atomScores[first]
        for atom in part.atoms.dropFirst() {
            part.units += component.atomUnits[atom]
            part.groups.add(component.atomGroups[atom])
            part.scores.add(component.atomScores[atom])
        }
    }
}
