/// Atoms that lie in exactly the same regions that an outsider sees.
///
/// Units of one class may be exchanged between its atoms, in any way that keeps each atom's number of units:
/// every region that is seen holds all of the class or none, so nothing published changes. A class that no
/// seen region holds is free: its units may be anything.
struct ExchangeClasses {
    /// By atom, its class.
    private(set) var classes: [Int] = []
    /// By class, its atoms, rising.
    private(set) var members: [[Int]] = []
    /// By class, the regions seen that hold it.
    private(set) var signatures: [[Int]] = []
    /// By class, the units of every group.
    private(set) var groups: [[Int64]] = []
    /// By class, the units.
    private(set) var units: [Int64] = []

    /// Sorts the atoms of a component into classes, in the order of their first atoms.
    init(_ component: Component, isSeen: (_ unit: Int) -> Bool) {
        let seen = component.units.indices.map(isSeen)
        var places: [[Int]: Int] = [:]
        classes.reserveCapacity(component.holders.count)
        for atom in component.holders.indices {
            let signature = component.holders[atom].filter { seen[$0] }
            let place = places[signature] ?? members.count
            if place == members.count {
                places[signature] = place
                members.append([])
                signatures.append(signature)
                groups.append([Int64](repeating: 0, count: component.space.groupTotal))
                units.append(0)
            }
            classes.append(place)
            add(atom, to: place, of: component)
        }
    }

    /// Whether no region seen holds a class.
    func isFree(_ place: Int) -> Bool { signatures[place].isEmpty }

    /// The classes with some atoms moved to one of them.
    func moving(_ atoms: [Int], to place: Int, of component: Component) -> Self {
        var moved = self
        for atom in atoms {
            let old = classes[atom]
            moved.members[old].removeAll { $0 == atom }
            moved.units[old] -= component.atomUnits[atom]
            for group in moved.groups[old].indices {
                moved.groups[old][group] -= component.atomGroups[atom][group]
            }
            moved.classes[atom] = place
            moved.add(atom, to: place, of: component)
        }
        return moved
    }

    private mutating func add(_ atom: Int, to place: Int, of component: Component) {
        members[place].append(atom)
        units[place] += component.atomUnits[atom]
        for group in groups[place].indices { groups[place][group] += component.atomGroups[atom][group] }
    }

    /// The atoms of a unit by class, leaving out classes that lie in it whole and are not free: nothing can be
    /// exchanged there.
    func parts(of unit: Component.Unit) -> [(place: Int, atoms: [Int])] {
        var parts: [(place: Int, atoms: [Int])] = []
        var places: [Int: Int] = [:]
        for atom in unit.atoms {
            let place = classes[atom]
            if members[place].count == 1, !isFree(place) { continue }
            if let part = places[place] {
                parts[part].atoms.append(atom)
            } else {
                places[place] = parts.count
                parts.append((place, [atom]))
            }
        }
        return parts.filter { isFree($0.place) || $0.atoms.count < members[$0.place].count }
    }
}
