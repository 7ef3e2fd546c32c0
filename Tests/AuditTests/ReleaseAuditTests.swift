import Audit
import Codebook
import Statistics
import Testing

/// Releases that the release audit passes, and releases that it does not, on a gemeente of two wijken.
@Suite struct `the gate` {
    // Positions: 0 the gemeente, 1 a wijk, 2 3 4 its buurten, 5 a wijk, 6 7 its buurten.
    private let wijken: [[[Int64]]] = [
        [[20, 30, 25], [25, 20, 40], [300, 400, 300]], [[310, 250, 400], [200, 300, 400]],
    ]
    private let withheld: Set = [2, 3]

    private func risks(_ verdict: AuditVerdict, _ position: Int) -> Set<DisclosureRisk.RiskKind> {
        Set(verdict.risks.filter { $0.key.region.position == position }.map(\.kind))
    }

    @Test func `lets a release through of which every withheld figure has its worlds`() throws {
        let trial = try TrialRelease(wijken)
        let verdict = try trial.judge(
            trial.rows(withheld: withheld),
            trial.certificate(trial.exchanges(0, 1))
        )
        #expect(verdict.risks.isEmpty)
        #expect(verdict.figures == 2 * 5 && verdict.worlds == 6 && verdict.refused == 0)
        #expect(verdict.solver.hasPrefix("COIN-OR CLP 1."))
    }

    @Test func `takes what has no worlds for a leak`() throws {
        let trial = try TrialRelease(wijken)
        let rows = try trial.rows(withheld: withheld)
        let none = try trial.judge(rows, trial.certificate([]))
        #expect(risks(none, 2) == [.unproved] && risks(none, 3) == [.unproved])
        // Without one of the six, one group cannot go one way, or not far enough.
        for world in 0..<6 {
            var worlds = trial.exchanges(0, 1)
            worlds.remove(at: world)
            #expect(try !trial.judge(rows, trial.certificate(Array(worlds.prefix(1)))).isSafe)
        }
    }

    @Test
    func `refuses a world that changes a published figure, units that are not there, and an unknown cell`()
        throws
    {
        let trial = try TrialRelease(wijken)
        let rows = try trial.rows(withheld: withheld)
        let wrong: [SafetyCertificate.Exchange] = [
            // With a buurt that is shown.
            .init(atom: 0, partner: 2, from: 0, to: 1, units: 8),
            // With none at all: the wijk would change.
            .init(atom: 0, from: 0, to: 1, units: 20),
            .init(atom: 0, partner: 1, from: 0, to: 1, units: 21),
            .init(atom: 0, partner: 1, from: 0, to: 1, units: -2),
            .init(atom: 0, partner: 1, from: 0, to: 3, units: 2),
            .init(atom: 0, partner: 7, from: 0, to: 1, units: 2),
        ]
        let verdict = try trial.judge(rows, trial.certificate(trial.exchanges(0, 1) + wrong.map { [$0] }))
        #expect(verdict.isSafe && verdict.worlds == 6 && verdict.refused == wrong.count)
    }

    @Test func `finds by programmes what a single withheld buurt gives away, whatever the certificate`()
        throws
    {
        let trial = try TrialRelease([[[20, 30, 25], [70, 80, 90]], [[310, 250, 400], [200, 300, 400]]])
        let verdict = try trial.judge(trial.rows(withheld: [2]), trial.certificate([]))
        #expect(risks(verdict, 2).contains(.unproved))
        #expect(!risks(verdict, 2).isDisjoint(with: [.interval, .programme]))
    }

    @Test func `does not believe a certificate of other counts, of other regions or of none`() throws {
        let trial = try TrialRelease(wijken)
        let rows = try trial.rows(withheld: withheld)
        var other = trial.certificate(trial.exchanges(0, 1))
        other.atoms[2] = [100, 600, 300]
        #expect(risks(try trial.judge(rows, other), 4).contains(.unfounded))
        var torn = trial.certificate(trial.exchanges(0, 1))
        torn.regions[1].atoms = [0, 1]
        #expect(risks(try trial.judge(rows, torn), 1).contains(.unfounded))
        var short = trial.certificate(trial.exchanges(0, 1))
        short.regions.removeLast()
        #expect(risks(try trial.judge(rows, short), 7) == [.unfounded])
        var foreign = trial.certificate(trial.exchanges(0, 1))
        foreign.atoms[0] = [20, 30]
        #expect(risks(try trial.judge(rows, foreign), 2).contains(.unfounded))
    }

    @Test func `takes a group of few units, and one of nearly all, for a leak`() throws {
        let few = try TrialRelease([[[3, 80, 90], [300, 400, 300]], [[310, 250, 400]]])
        #expect(risks(try few.judge(few.rows(withheld: []), few.certificate([])), 2) == [.group])
        let all = try TrialRelease([[[0, 120, 0], [300, 400, 300]], [[310, 250, 400]]])
        #expect(risks(try all.judge(all.rows(withheld: []), all.certificate([])), 2) == [.group])
    }

    @Test func `takes a correction of a few units for a leak, and one of many for none`() throws {
        func trial(_ buurt: [Int64]) throws -> TrialRelease {
            try TrialRelease([[buurt, [300, 400, 300]], [[310, 250, 400]]], percentages: .oneDecimal)
        }
        let before = try trial([7, 30, 70])
        let key = SafetyCertificate.Key(region: RegionIndex(2))
        func verdict(_ buurt: [Int64], shown: Bool) throws -> AuditVerdict {
            let after = try trial(buurt)
            let row = try before.rows(withheld: [])[key]
            return try after.judge(
                after.rows(withheld: []),
                after.certificate([]),
                earlier: [key: shown ? [try #require(row)] : []]
            )
        }
        // With a decimal, only 107 units fit the percentages.
        #expect(risks(try verdict([10, 27, 70], shown: true), 2).contains(.difference))
        #expect(!risks(try verdict([10, 27, 70], shown: false), 2).contains(.difference))
        #expect(!risks(try verdict([42, 20, 50], shown: true), 2).contains(.difference))
    }

    /// The wijk less its changed part tells of the part that shows nothing.
    @Test func `takes a few units for a leak that a sum gives away`() throws {
        func trial(_ shown: [Int64], _ hidden: [Int64]) throws -> TrialRelease {
            try TrialRelease([[shown, hidden], [[310, 250, 400]]], percentages: .oneDecimal)
        }
        let before = try trial([36, 33, 50], [20, 30, 25]).rows(withheld: [3])
        func verdict(_ shown: [Int64], _ hidden: [Int64]) throws -> AuditVerdict {
            let after = try trial(shown, hidden)
            return try after.judge(
                after.rows(withheld: [3]),
                after.certificate([]),
                earlier: before.mapValues { [$0] }
            )
        }
        // The shown buurt changes by many units, the hidden one by two or by as many.
        #expect(risks(try verdict([44, 54, 69], [22, 30, 25]), 1).contains(.difference))
        #expect(!risks(try verdict([44, 54, 69], [20, 30, 25]), 1).contains(.difference))
        #expect(!risks(try verdict([44, 54, 69], [32, 45, 10]), 1).contains(.difference))
    }

    @Test func `wants no world to change what is out from before`() throws {
        let trial = try TrialRelease(wijken)
        let shown = try trial.rows(withheld: [])
        var certificate = trial.certificate(trial.exchanges(0, 1))
        let key = SafetyCertificate.Key(region: RegionIndex(2))
        certificate.regions[2].earlier = [try #require(shown[key])]
        let verdict = try trial.judge(trial.rows(withheld: withheld), certificate)
        // The public figures of the first cannot be protected, and the second has no partner for an exchange.
        #expect(verdict.refused == 6 && risks(verdict, 3).contains(.unproved))
        #expect(!risks(verdict, 2).contains(.unproved))
    }

    @Test func `gives the same verdict on any number of threads`() throws {
        let trial = try TrialRelease(wijken)
        let rows = try trial.rows(withheld: withheld)
        let gate = try #require(
            ReleaseAudit(
                codebook: trial.codebook,
                form: trial.codebook.forms[0],
                period: TrialRelease.period,
                edition: trial.edition
            )
        )
        let release = AuditedRelease(rows: rows, certificates: [trial.certificate([])])
        let backwards = gate.judge(
            release,
            spreading: Spreading { count, work in
                for number in (0..<count).reversed() { work(number) }
            }
        )
        #expect(backwards == gate.judge(release))
    }
}
