import Disclosure

/// A small country with drawn counts, and corrections of it, for attacks on protection by offsets.
struct OffsetTrial {
    let model: OffsetModel
    let key: OffsetKey
    var country: OffsetCountry
    private var state: UInt64

    init(
        seed: UInt64,
        interval: Int = 3,
        minimum: Int = 5,
        wijken: Int = 3,
        isJoint: Bool = true,
        rounding: OffsetRounding = .offset
    ) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var settings = OffsetSettings()
        settings.interval = interval
        settings.minimum = minimum
        settings.rounding = rounding
        let variables = [
            OffsetVariable(
                key: "wealth",
                groups: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2],
                coefficients: [-21, -18, -8, -1, 3, 4, 6, 8, 10, 12],
                merges: [0b011, 0b110]
            ),
            OffsetVariable(
                key: "work",
                groups: [0, 1, 1, 1, 1, 2, 3],
                coefficients: [8, -4, -10, -16, -22, -27, -3],
                merges: [0b0011, 0b0110, 0b1100, 0b0111, 0b1110]
            ),
        ]
        model = OffsetModel(
            variables: variables,
            scoreUnit: 30,
            scoreDecimals: 3,
            shareDecimals: 1,
            isJoint: isJoint,
            settings: settings
        )
        key = Self.key(seed)
        country = OffsetCountry(atoms: [], names: [], regions: [])
        settle(wijken)
    }

    /// A country whose units are counted by one characteristic of so many categories, of which most are rare, or by that
    /// together with others.
    init(
        seed: UInt64,
        categories: Int,
        others: [Int] = [],
        interval: Int = 3,
        wijken: Int = 3,
        minimum: Int = 5,
        wishes: [String: OffsetWish] = [:]
    ) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var settings = OffsetSettings()
        settings.interval = interval
        settings.minimum = minimum
        settings.wishes = wishes
        model = OffsetModel(
            variables: ([categories] + others).enumerated().map { rank, categories in
                OffsetVariable(
                    key: rank == 0 ? "kind" : "kind\(rank)",
                    groups: Array(0..<categories),
                    coefficients: [Int](repeating: 0, count: categories),
                    merges: []
                )
            },
            scoreUnit: 1,
            scoreDecimals: nil,
            shareDecimals: 0,
            isJoint: !others.isEmpty,
            countBase: 10,
            settings: settings
        )
        key = Self.key(seed)
        country = OffsetCountry(atoms: [], names: [], regions: [])
        settle(wijken)
    }

    /// Fills the country with wijken.
    private mutating func settle(_ wijken: Int) {
        var gemeente: [Int] = []
        for wijk in 0..<wijken {
            var own: [Int] = []
            for buurt in 0..<(2 + draw(4)) {
                let units = draw(2) == 0 ? 8 + draw(90) : 100 + draw(500)
                own.append(country.atoms.count)
                country.names.append("B\(wijk)\(buurt)")
                country.atoms.append(cells(units, level: draw(5)))
                country.regions.append(
                    OffsetCountry.Region(code: "B\(wijk)\(buurt)", atoms: [own.last ?? 0], kind: .smallest)
                )
            }
            gemeente += own
            country.regions.append(OffsetCountry.Region(code: "W\(wijk)", atoms: own, kind: .made))
        }
        country.regions.append(OffsetCountry.Region(code: "G", atoms: gemeente, kind: .widest))
    }

    /// Lays postcodes over the country: a few units of every region of some size are of its neighbour’s, and some of none.
    mutating func cut() {
        var atoms: [[Int32]] = []
        var names: [String] = []
        var places: [[Int]] = []
        var postcodes: [Int: [Int]] = [:]
        let postcodeCount = max(1, country.atoms.count / 2)
        for (atom, cells) in country.atoms.enumerated() {
            var left = cells
            var own: [Int] = []
            for (part, most) in [(0, 60), (1, 3)] where units(of: cells) >= 100 {
                var few = [Int32](repeating: 0, count: cells.count)
                for _ in 0..<(1 + draw(most)) {
                    for counts in dimensions {
                        let inhabited = counts.filter { left[$0] > 0 }
                        let cell = inhabited[draw(inhabited.count)]
                        left[cell] -= 1
                        few[cell] += 1
                    }
                }
                own.append(atoms.count)
                if part == 0 { postcodes[(atom / 2 + 1) % postcodeCount, default: []].append(atoms.count) }
                atoms.append(few)
                names.append("\(country.names[atom])/\(part)")
            }
            own.append(atoms.count)
            postcodes[atom / 2 % postcodeCount, default: []].append(atoms.count)
            atoms.append(left)
            names.append("\(country.names[atom])/rest")
            places.append(own)
        }
        var regions = country.regions
        for rank in regions.indices {
            regions[rank].atoms = regions[rank].atoms.flatMap { places[$0] }.sorted()
        }
        for (postcode, own) in postcodes.sorted(by: { $0.key < $1.key }) {
            regions.append(OffsetCountry.Region(code: "P\(postcode)", atoms: own.sorted(), kind: .other))
        }
        country = OffsetCountry(atoms: atoms, names: names, regions: regions)
    }

    /// Settles the country anew with wijken of few buurten, in which any category may have no unit, few or many.
    mutating func scatter(categories: Int) {
        country = OffsetCountry(atoms: [], names: [], regions: [])
        var all: [Int] = []
        for wijk in 0..<(1 + draw(4)) {
            var own: [Int] = []
            for buurt in 0..<(1 + draw(4)) {
                let scale = [6, 40, 200, 600][draw(4)]
                let code = "B\(wijk)\(buurt)"
                own.append(country.atoms.count)
                country.names.append(code)
                country.atoms.append(
                    (0..<categories).map { _ in
                        Int32([0, draw(6), draw(scale), scale + draw(scale)][draw(4)])
                    }
                )
                country.regions.append(
                    OffsetCountry.Region(code: code, atoms: [own.last ?? 0], kind: .smallest)
                )
            }
            all += own
            country.regions.append(OffsetCountry.Region(code: "W\(wijk)", atoms: own, kind: .made))
        }
        country.regions.append(OffsetCountry.Region(code: "G", atoms: all, kind: .widest))
    }

    /// A key that is another for every seed.
    static func key(_ seed: UInt64) -> OffsetKey {
        OffsetKey { bytes in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ (seed &* 0xff51_afd7_ed55_8ccd)
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            for _ in 0..<2 {
                hash ^= hash >> 33
                hash = hash &* 0xff51_afd7_ed55_8ccd
            }
            return hash ^ hash >> 29
        }
    }

    /// A number below a count.
    mutating func draw(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 20) % max(1, count)
    }

    /// The cells in which every unit is counted once: all of them, or where counts are not joint those of each variable.
    private var dimensions: [Range<Int>] {
        guard !model.isJoint else { return [0..<model.cellCount] }
        return model.variables.indices.map { rank in
            let base = model.variables[..<rank].reduce(0) { $0 + $1.groups.count }
            return base..<(base + model.variables[rank].groups.count)
        }
    }

    /// How many units cells count.
    private func units(of cells: [Int32]) -> Int { cells[dimensions[0]].reduce(0) { $0 + Int($1) } }

    private mutating func cells(_ units: Int, level: Int) -> [Int32] {
        var cells = [Int32](repeating: 0, count: model.cellCount)
        for _ in 0..<units {
            let cell = cell(level)
            if model.isJoint || model.countBase != nil {
                cells[cell] += 1
            } else {
                cells[cell / 7] += 1
                cells[10 + cell % 7] += 1
            }
        }
        return cells
    }

    private mutating func cell(_ level: Int) -> Int {
        if model.countBase != nil {
            return model.variables.reduce(0) { cell, variable in
                let count = variable.groups.count
                let isCommon = draw(100) < 99 - level * count / 2
                return cell * count + (isCommon ? 0 : 1 + draw(count - 1))
            }
        }
        let wealth = min(9, max(0, draw(10) + level - 2))
        let work = draw(10)
        // Hardly anybody is without work, so small groups are about.
        return wealth * 7 + (work < 6 ? 0 : work < 7 ? 1 + draw(4) : work == 7 && draw(6) == 0 ? 5 : 6)
    }

    /// Changes so many units of an atom: into others, more or fewer.
    mutating func correct(_ atom: Int, units: Int) {
        for _ in 0..<units {
            let kind = draw(3)
            if kind != 1, let from = occupied(atom) { country.atoms[atom][from] -= 1 }
            if kind != 2 { country.atoms[atom][cell(draw(5))] += 1 }
        }
    }

    /// Takes all units of an atom away.
    mutating func empty(_ atom: Int) { country.atoms[atom] = country.atoms[atom].map { _ in 0 } }

    private mutating func occupied(_ atom: Int) -> Int? {
        let all = country.atoms[atom].indices.filter { country.atoms[atom][$0] > 0 }
        return all.isEmpty ? nil : all[draw(all.count)]
    }

    /// The atoms that are large enough and have a small group of the only variable.
    var coarse: [Int] {
        country.atoms.indices.filter { atom in
            let counts = country.atoms[atom]
            return counts.reduce(0, +) >= 100 && counts.contains { (1..<5).contains($0) }
        }
    }

    /// The atoms that are too small, and inhabited.
    var withheld: [Int] {
        country.atoms.indices.filter { (1..<100).contains(country.atoms[$0].reduce(0) { $0 + Int($1) }) }
    }
}
