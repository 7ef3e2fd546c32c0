import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

/// Properties of every country, and of corrections to it.
@Suite struct `protection of random countries` {
    private static let codebook = TrialCounts.codebook([3])

    /// Units change places between atoms of the same shown regions, so that one withheld count moves by three;
    /// and everything that is shown stays what it was.
    @Test(arguments: 0..<400 as Range<UInt64>)
    func `leaves a world for every withheld count, up and down`(seed: UInt64) {
        let land = TrialLand.random(seed, codebook: Self.codebook)
        let outcome = land.protect()
        #expect(outcome.unproven.isEmpty)
        for (rank, place) in land.places.enumerated() where outcome.view(rank)?.isShown == false {
            for group in 0..<3 {
                for isUp in [true, false] {
                    #expect(land.hasWorld(place, group, isUp: isUp, outcome), "\(place) \(group) \(isUp)")
                }
            }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `shows no group of a few units`(seed: UInt64) {
        let land = TrialLand.random(seed, codebook: TrialCounts.codebook([3, 2]))
        let outcome = land.protect()
        for (rank, _) in land.places.enumerated() {
            guard let version = outcome.versions[.init(region: RegionIndex(rank))], version.view.isShown
            else {
                continue
            }
            for (variable, first) in [(0, 0), (1, 3)] {
                let blocks = version.view.blocks[variable]
                guard !blocks.allSatisfy({ $0 == 0 }) else { continue }
                for block in Set(blocks) {
                    let sum = blocks.indices.filter { blocks[$0] == block }.reduce(0) {
                        $0 + version.groups[first + $1]
                    }
                    #expect(sum == 0 || sum >= 5)
                }
            }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `comes to the same again, and for each gemeente alone`(seed: UInt64) {
        var land = TrialLand.random(seed, codebook: Self.codebook)
        let first = land.protect()
        let history = ProtectionHistory(first.versions.mapValues { [$0] })
        #expect(land.protect(history).tables == first.tables)
        // A correction of the first gemeente, protected alone and with everything.
        var random = SplitMix64(seed: seed)
        for cell in 0..<3 { land.counts[0][0][0][cell] += Int64.random(in: 0...20, using: &random) }
        let all = land.protect(history).tables[0].rows
        let part = land.protect(history, gemeenten: [0]).tables[0].rows
        #expect(Array(all.prefix(part.count)) == part)
        #expect(Array(all.dropFirst(part.count)) == Array(first.tables[0].rows.dropFirst(part.count)))
    }
}

extension Protection.Outcome {
    func view(_ rank: Int) -> RegionView? { versions[.init(region: RegionIndex(rank))]?.view }
}

extension TrialLand {
    /// Whether swaps within the shown regions move a withheld count by three, or as far as it can go at all.
    fileprivate func hasWorld(_ place: Place, _ group: Int, isUp: Bool, _ outcome: Protection.Outcome) -> Bool
    {
        let shown = places.enumerated().filter { outcome.view($0.offset)?.isShown == true }.map(\.element)
        let leaves = places.filter { $0.buurt >= 0 }
        func seen(_ leaf: Place) -> [Place] { shown.filter { $0.holds(leaf) } }
        var world = self
        let own = sum(place)
        let needed = min(3, isUp ? own.reduce(0, +) - own[group] : own[group])
        var moved: Int64 = 0
        for inside in leaves where place.holds(inside) && moved < needed {
            if seen(inside).isEmpty { return true }
            for outside in leaves where !place.holds(outside) && seen(outside) == seen(inside) {
                for other in 0..<3 where other != group {
                    while moved < needed, world[inside][isUp ? other : group] > 0,
                        world[outside][isUp ? group : other] > 0
                    {
                        world[inside][isUp ? other : group] -= 1
                        world[inside][isUp ? group : other] += 1
                        world[outside][isUp ? group : other] -= 1
                        world[outside][isUp ? other : group] += 1
                        moved += 1
                    }
                }
            }
        }
        return moved == needed && shown.allSatisfy { world.sum($0) == sum($0) }
            && leaves.allSatisfy { world[$0].reduce(0, +) == self[$0].reduce(0, +) }
    }

    private subscript(leaf: Place) -> [Int64] {
        get { counts[leaf.gemeente][leaf.wijk][leaf.buurt] }
        set { counts[leaf.gemeente][leaf.wijk][leaf.buurt] = newValue }
    }
}
