import Audit
import Codebook
import Statistics
import Testing

/// Groups that a row publishes as one, under the attack of whoever knows the coefficients.
@Suite struct `merged groups of a shown row` {
    // Positions: 0 the gemeente, 1 the wijk, 2 3 4 its buurten. Four units of the first of the three are of the first
    // group, and it and its neighbour both publish the first two groups as one, so that they can hide them.
    private let wijken: [[[Int64]]] = [
        [[4, 60, 56], [40, 200, 100], [300, 400, 300]], [[310, 250, 400]],
    ]
    private let merged: [Int: [Int]] = [2: [0, 1], 3: [0, 1]]

    /// Worlds in which the two buurten exchange units of the first two groups.
    private let worlds: [[SafetyCertificate.Exchange]] = [
        [.init(atom: 0, partner: 1, from: 0, to: 1, units: 4)],
        [.init(atom: 0, partner: 1, from: 1, to: 0, units: 3)],
    ]

    private func kinds(_ verdict: AuditVerdict, _ position: Int) -> Set<DisclosureRisk.RiskKind> {
        Set(verdict.risks.filter { $0.key.region.position == position }.map(\.kind))
    }

    private func verdict(
        _ worlds: [[SafetyCertificate.Exchange]],
        merged: [Int: [Int]],
        hidesScores: Bool = true,
        _ percentages: ProtectionRule.PercentageRounding = .oneDecimal
    ) throws -> AuditVerdict {
        let trial = try TrialRelease(wijken, percentages: percentages)
        return try trial.judge(
            trial.rows(withheld: [], merged: merged, hidesScores: hidesScores),
            trial.certificate(worlds)
        )
    }

    @Test func `are safe where others hide the same exchange, and no score is shown`() throws {
        let verdict = try verdict(worlds, merged: merged)
        #expect(verdict.isSafe, "\(verdict.risks)")
        #expect(verdict.figures == 4 && verdict.refused == 0)
    }

    @Test func `are told by the score of the row, whatever the certificate`() throws {
        for worlds in [worlds, []] {
            let verdict = try verdict(worlds, merged: merged, hidesScores: false)
            #expect(kinds(verdict, 2).contains(.merge))
            // A world that changes the score is none.
            #expect(verdict.worlds == 0 && verdict.refused == worlds.count)
        }
    }

    @Test func `are told by the score less surely where percentages are whole`() throws {
        // More numbers of units fit; the score still rules most of their parts out.
        let verdict = try verdict(worlds, merged: merged, hidesScores: false, .wholeBelow(1000))
        #expect(!verdict.isSafe)
    }

    @Test func `are not left open by a neighbour that shows the two apart`() throws {
        let verdict = try verdict(worlds, merged: [2: [0, 1]])
        #expect(verdict.worlds == 0 && kinds(verdict, 2).contains(.unproved))
    }

    @Test func `of a few units together are told as such`() throws {
        let few = try TrialRelease([[[2, 1, 118], [40, 200, 100]], [[310, 250, 400]]])
        let verdict = try few.judge(
            few.rows(withheld: [], merged: merged),
            few.certificate(worlds)
        )
        #expect(kinds(verdict, 2).contains(.group))
    }
}
