/// Atoms between which units may be exchanged.
final class ExchangeClass: Sendable {
    /// The atoms, rising.
    let atoms: [Int]
    /// The regions seen that hold it, rising.
    let signature: [Int]
    /// The units.
    let units: Int64
    /// The units of every group, those of all variables after each other.
    let groups: [Int64]
    /// The units of every kind, those of all scales after each other.
    let kinds: [Int64]

    /// Whether no region seen holds it.
    var isFree: Bool { signature.isEmpty }

    init(_ atoms: [Int], signature: [Int], of component: Component) {
        self.atoms = atoms
        self.signature = signature
        units = atoms.reduce(0) { $0 + component.atomUnits[$1] }
        if atoms.count == 1 {
            groups = component.atomGroups[atoms[0]]
            kinds = component.atomKinds[atoms[0]]
            return
        }
        var groups = [Int64](repeating: 0, count: component.space.groupTotal)
        var kinds = [Int64](repeating: 0, count: component.space.kindTotal)
        for atom in atoms {
            groups.add(component.atomGroups[atom])
            kinds.add(component.atomKinds[atom])
        }
        self.groups = groups
        self.kinds = kinds
    }

    /// Several classes as one.
    init(_ classes: [ExchangeClass], signature: [Int]) {
        self.signature = signature
        atoms = classes.count == 1 ? classes[0].atoms : classes.flatMap(\.atoms).sorted()
        units = classes.reduce(0) { $0 + $1.units }
        var groups = classes[0].groups
        var kinds = classes[0].kinds
        for other in classes.dropFirst() {
            groups.add(other.groups)
            kinds.add(other.kinds)
        }
        self.groups = groups
        self.kinds = kinds
    }
}
