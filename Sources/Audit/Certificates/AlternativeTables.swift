import Statistics

/// The alternative tables of a certificate, after the check that its numbers are counts of regions.
struct AlternativeTables {
    /// By region, its counts.
    let counts: [[Int64]]

    private let certificate: SafetyCertificate
    private let world: CertificateCells
    private let atoms: [[Int64]]
    private let holders: [[Int]]

    /// Sums the atoms of every region; nil if the certificate does not fit the form.
    init?(_ certificate: SafetyCertificate, world: CertificateCells) {
        var atoms: [[Int64]] = []
        for counts in certificate.atoms {
            guard let whole = world.whole(counts), whole.allSatisfy({ $0 >= 0 }) else { return nil }
            atoms.append(whole)
        }
        var holders = atoms.map { _ in [Int]() }
        var counts: [[Int64]] = []
        for (place, region) in certificate.regions.enumerated() {
            var sum = [Int64](repeating: 0, count: world.size)
            guard Set(region.atoms).count == region.atoms.count else { return nil }
            for atom in region.atoms {
                guard atoms.indices.contains(atom) else { return nil }
                holders[atom].append(place)
                for cell in sum.indices { sum[cell] += atoms[atom][cell] }
            }
            counts.append(sum)
        }
        self.certificate = certificate
        self.world = world
        self.atoms = atoms
        self.holders = holders
        self.counts = counts
    }

    /// The changes of an alternative table in every region that it changes, by rising position; nil if its
    /// units are not whole or a count would be negative.
    func changes(of position: Int) -> [(place: Int, change: TableChange)]? {
        var cells: [Int: [(cell: Int, units: Int64)]] = [:]
        for exchange in certificate.worlds[position].exchanges {
            let (from, to, units) = (Int(exchange.from), Int(exchange.to), exchange.units)
            guard units > 0, from != to, mayExchange(from, to), atoms.indices.contains(Int(exchange.atom)),
                exchange.partner == -1 || atoms.indices.contains(Int(exchange.partner))
            else { return nil }
            cells[Int(exchange.atom), default: []] += [(from, -units), (to, units)]
            if exchange.partner >= 0 {
                cells[Int(exchange.partner), default: []] += [(from, units), (to, -units)]
            }
        }
        var regions: [Int: [(cell: Int, units: Int64)]] = [:]
        for (atom, list) in cells {
            let change = TableChange(list)
            guard change.cells.allSatisfy({ atoms[atom][$0.cell] + $0.units >= 0 }) else { return nil }
            for holder in holders[atom] { regions[holder, default: []] += change.cells }
        }
        return regions.sorted { $0.key < $1.key }.map { ($0.key, TableChange($0.value)) }
            .filter { !$0.1.cells.isEmpty }
    }

    /// True if a unit of one cell may become a unit of the other: of separate counts of every variable, only
    /// within a variable.
    private func mayExchange(_ from: Int, _ to: Int) -> Bool {
        guard world.exchangeable.contains(from), world.exchangeable.contains(to) else { return false }
        return world.isJoint
            || world.categories.contains { $0[from] >= 0 && $0[to] >= 0 }
    }
}
