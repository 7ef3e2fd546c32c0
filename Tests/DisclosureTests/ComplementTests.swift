import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

/// The structural cases of docs/decisions/0017-proved-by-exchange.md, each on a country made for it.
@Suite struct `complementary suppression` {
    private static let codebook = TrialCounts.codebook([3])
    private static let big: [Int64] = [300, 400, 300]

    private func outcome(_ wijken: [[[Int64]]], _ history: ProtectionHistory = .init()) -> (
        TrialLand, Protection.Outcome
    ) {
        let land = TrialLand(codebook: Self.codebook, counts: [wijken])
        return (land, land.protect(history))
    }

    @Test func `shows everything where nothing is small`() {
        let (_, outcome) = outcome([[Self.big, Self.big], [Self.big]])
        #expect(outcome.reasons.isEmpty && outcome.unproven.isEmpty)
    }

    @Test func `withholds a sibling of a single small buurt, the cheapest that protects it`() {
        let (land, outcome) = outcome([
            [[20, 30, 25], [60, 50, 60], Self.big, Self.big], [Self.big, Self.big],
        ])
        #expect(
            outcome.reasons == [land.key(0, 0, 0): [.threshold], land.key(0, 0, 1): [.complement]]
        )
    }

    @Test func `withholds nothing more where two small buurten protect each other`() {
        let (land, outcome) = outcome([[[20, 30, 25], [30, 20, 40], Self.big], [Self.big, Self.big]])
        #expect(outcome.reasons == [land.key(0, 0, 0): [.threshold], land.key(0, 0, 1): [.threshold]])
    }

    @Test func `takes a wijk and its only buurt for one region`() {
        let (land, outcome) = outcome([[[20, 30, 25]], [[40, 50, 40]], [Self.big, Self.big]])
        #expect(outcome.reasons[land.key(0, 0)] == [.threshold])
        #expect(outcome.reasons[land.key(0, 0, 0)] == [.threshold])
        // The other wijk of one buurt is the cheapest partner, under both of its codes.
        #expect(outcome.reasons[land.key(0, 1)] == [.complement])
        #expect(outcome.reasons[land.key(0, 1, 0)] == [.complement])
        #expect(outcome.reasons.count == 4)
    }

    @Test func `does not use empty buurten as partners, nor withhold anything for them`() {
        let (land, outcome) = outcome([
            [[20, 30, 25], [0, 0, 0], Self.big, [60, 50, 60]], [Self.big, [0, 0, 0]],
        ])
        #expect(outcome.reasons[land.key(0, 0, 1)] == nil)
        #expect(outcome.reasons[land.key(0, 0, 3)] == [.complement])
        #expect(outcome.reasons[land.key(0, 1)] == nil)
        #expect(
            outcome.tables[0].rows[3].values.map(\.number) == [0]
                + [Int64?](repeating: nil, count: outcome.tables[0].columns.count - 1)
        )
    }

    @Test func `looks for a partner of a small wijk among the wijken`() {
        let (land, outcome) = outcome([
            [[20, 10, 15], [15, 20, 10]], [[60, 50, 60], Self.big], [Self.big, Self.big],
        ])
        #expect(outcome.reasons[land.key(0, 0)] == [.threshold])
        // A wijk goes with a buurt of its own: adding its buurten up would give it back.
        #expect(outcome.reasons[land.key(0, 1)] == [.complement])
        #expect(outcome.reasons[land.key(0, 1, 0)] == [.complement])
        #expect(outcome.reasons[land.key(0, 1, 1)] == nil && outcome.reasons[land.key(0)] == nil)
    }

    @Test func `withholds the wijk where all its buurten together do not protect one`() {
        // Nobody of the third group lives in the first wijk, and its own row says so.
        let (land, outcome) = outcome([
            [[40, 40, 0], [45, 40, 0]], [[60, 50, 60], Self.big], [Self.big, Self.big],
        ])
        #expect(outcome.reasons[land.key(0, 0)] != nil)
        #expect(outcome.unproven.isEmpty)
        #expect(outcome.reasons[land.key(0)] == nil)
    }

    @Test func `needs no partner under a gemeente that is withheld itself`() {
        let (land, outcome) = outcome([[[20, 10, 15]], [[10, 20, 5]]])
        #expect(outcome.reasons[land.key(0)] == [.threshold])
        #expect(outcome.reasons.values.allSatisfy { $0 == [.threshold] } && outcome.unproven.isEmpty)
    }

    // A buurt under secondary suppression would still disclose the earlier figures of a small one; and alone
    // it would itself be found by subtraction, so the buurt that grew stays its partner.
    @Test func `keeps a complement withheld as long as the release that needs it is out`() {
        let wijken = [[[20, 30, 25], [60, 50, 60], Self.big, Self.big], [Self.big, Self.big]]
        let first = outcome(wijken).1
        let history = ProtectionHistory(first.versions.mapValues { [$0] })
        var grown = wijken
        grown[0][0] = [80, 90, 85]
        let (land, second) = outcome(grown, history)
        #expect(
            second.reasons == [land.key(0, 0, 0): [.complement], land.key(0, 0, 1): [.withheldEarlier]]
        )
        #expect(outcome(grown).1.reasons.isEmpty)
    }
}
