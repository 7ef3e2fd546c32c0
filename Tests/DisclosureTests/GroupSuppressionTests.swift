import Audit
import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

/// Groups that are withheld instead of rows: docs/decisions/0026-groups-instead-of-rows.md.
@Suite struct `groups withheld for the sake of others` {
    private static func codebook(_ groups: [Int] = [4], scored: Bool = false) -> Codebook {
        var codebook = TrialCounts.codebook(groups, merges: .neighbours)
        codebook.protection.complements = .groups
        if !scored, case .coefficients(var scheme) = codebook.scheme {
            for variable in scheme.sets[0].coefficients.indices {
                scheme.sets[0].coefficients[variable] = scheme.sets[0].coefficients[variable].map { _ in 0 }
            }
            codebook.scheme = .coefficients(scheme)
        }
        return codebook
    }

    private static let plain = codebook()
    private static var rows: Codebook {
        var codebook = plain
        codebook.protection.complements = .rows
        return codebook
    }

    /// How many counts of regions are withheld.
    private func withheld(_ outcome: Protection.Outcome) -> Int {
        outcome.versions.values.filter { $0.units > 0 }.reduce(0) { sum, version in
            sum + (version.view.isShown ? version.view.merged(0).reduce(0) { $0 + $1.count } : 4)
        }
    }

    @Test(arguments: 0..<240 as Range<UInt64>)
    func `leave every withheld count open, as the gate sees it`(seed: UInt64) throws {
        let land = TrialLand.random(seed, codebook: Self.plain)
        let outcome = land.protect()
        #expect(outcome.unproven.isEmpty)
        let verdict = try land.judged(outcome)
        #expect(verdict.isSafe, "\(verdict.risks)")
        #expect(verdict.refused == 0)
    }

    @Test(arguments: 0..<80 as Range<UInt64>)
    func `stay safe under corrections, and come to the same for each gemeente alone`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 7_000)
        var land = TrialLand.random(seed, codebook: Self.plain)
        var history = ProtectionHistory()
        for _ in 0..<4 {
            let outcome = land.protect(history)
            let part = land.protect(history, gemeenten: [0]).tables[0].rows
            #expect(Array(outcome.tables[0].rows.prefix(part.count)) == part)
            if outcome.unproven.isEmpty {
                let verdict = try land.judged(outcome, history)
                #expect(verdict.refused == 0)
                if verdict.isSafe { history = history.adding(outcome) }
                #expect(verdict.isSafe, "\(verdict.risks)")
            }
            #expect(land.protect(history).tables == land.protect(history).tables)
            let leaves = land.places.filter { $0.buurt >= 0 }
            let leaf = try #require(leaves.randomElement(using: &random))
            for cell in 0..<4 {
                let change = Int64.random(in: 0...12, using: &random)
                land.counts[leaf.gemeente][leaf.wijk][leaf.buurt][cell] += change
            }
        }
    }

    /// The share of rows whose withheld groups the rest is no longer safe without.
    @Test func `are nearly all needed`() throws {
        var needed = 0
        var rows = 0
        for seed in 0..<40 as Range<UInt64> {
            let land = TrialLand.random(seed, codebook: Self.plain)
            let outcome = land.protect()
            for (key, reasons) in outcome.reasons.sorted(by: { $0.key < $1.key })
            where reasons.isSubset(of: [.mergedForOthers, .complement]) && !reasons.isEmpty {
                rows += 1
                if try land.judged(outcome, showing: key).leavesTooLittleOpen { needed += 1 }
            }
        }
        #expect(rows > 20)
        #expect(needed * 100 >= rows * 95, "\(needed) of \(rows)")
    }

    @Test func `are fewer than the groups of whole rows`() {
        var groups = 0
        var rows = 0
        for seed in 0..<120 as Range<UInt64> {
            groups += withheld(TrialLand.random(seed, codebook: Self.plain).protect())
            rows += withheld(TrialLand.random(seed, codebook: Self.rows).protect())
        }
        #expect(groups * 100 < rows * 97, "\(groups) of \(rows)")
    }

    @Test func `are only those that two small buurten cannot hide for each other`() {
        let big: [Int64] = [300, 400, 300, 200]
        // Nobody but one has the fourth group in either.
        let land = TrialLand(
            codebook: Self.plain,
            counts: [
                [[[20, 20, 20, 1], [20, 20, 20, 1], [60, 50, 60, 40], big], [big, big]]
            ]
        )
        let outcome = land.protect()
        #expect(outcome.reasons[land.key(0, 0, 2)] == [.mergedForOthers])
        let view = outcome.versions[land.key(0, 0, 2)]?.view
        #expect(view?.isShown == true && view?.merged(0).map(\.count) == [2])
        #expect(view?.hidesFourth == true)
        let whole = TrialLand(codebook: Self.rows, counts: land.counts).protect()
        #expect(whole.reasons[land.key(0, 0, 2)] == [.complement])
    }

    @Test func `are whole rows where there are scores to protect, or two variables`() {
        for codebook in [Self.codebook([3], scored: true), Self.codebook([2, 2])] {
            var rows = codebook
            rows.protection.complements = .rows
            for seed in 0..<20 as Range<UInt64> {
                let land = TrialLand.random(seed, codebook: codebook)
                let other = TrialLand.random(seed, codebook: rows)
                #expect(land.protect().tables == other.protect().tables)
            }
        }
    }
}

extension RegionView {
    fileprivate func merged(_ variable: Int) -> [[Int]] {
        let blocks = blocks[variable]
        return Set(blocks).sorted().map { block in blocks.indices.filter { blocks[$0] == block } }
            .filter { $0.count > 1 }
    }

    fileprivate var hidesFourth: Bool { blocks[0].count { $0 == blocks[0][3] } > 1 }
}
