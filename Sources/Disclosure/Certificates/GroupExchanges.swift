import Statistics

/// Writes flows of units between groups as exchanges between cells.
struct GroupExchanges {
    private let component: Component
    private let network: GroupNetwork

    init(_ component: Component, _ network: GroupNetwork) {
        self.component = component
        self.network = network
    }

    /// Exchanges of the units of every atom that a flow passes: nothing is shown of it, since what it adds to
    /// one sum it takes from it elsewhere.
    func exchanges(of flow: GroupNetwork.Flow) -> [SafetyCertificate.Exchange] {
        var changes: [Int: [(group: Int, units: Int64)]] = [:]
        for (place, units) in flow.changes.sorted(by: { $0.key < $1.key }) where units != 0 {
            guard let atom = network.arcs[place].atom else { continue }
            changes[atom, default: []].append((network.arcs[place].group, units))
        }
        return changes.sorted { $0.key < $1.key }.flatMap { exchanges(of: $0.key, $0.value) }
    }

    private func exchanges(of atom: Int, _ changes: [(group: Int, units: Int64)])
        -> [SafetyCertificate.Exchange]
    {
        let groups = component.space.groups[0]
        var gains = changes.filter { $0.units > 0 }
        var exchanges: [SafetyCertificate.Exchange] = []
        for loss in changes where loss.units < 0 {
            var left = -loss.units
            for cell in groups.indices where groups[cell] == loss.group {
                var available = component.cells[atom][cell]
                for gain in gains.indices where left > 0 && available > 0 && gains[gain].units > 0 {
                    guard let to = groups.firstIndex(of: gains[gain].group) else { continue }
                    let units = min(left, available, gains[gain].units)
                    exchanges.append(
                        .init(atom: Int32(atom), from: Int32(cell), to: Int32(to), units: units)
                    )
                    gains[gain].units -= units
                    available -= units
                    left -= units
                }
            }
        }
        return exchanges
    }
}
