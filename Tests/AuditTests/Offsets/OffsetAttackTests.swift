import Audit
import Disclosure
import Statistics
import Testing

/// Attacks on protection by offsets, from what is published alone.
@Suite struct OffsetAttackTests {
    @Test(arguments: [3, 5])
    func `one release leaves every withheld count and sum open, and every world publishes the same`(
        interval: Int
    ) {
        var worlds = 0
        for seed in 1...6 {
            var trial = OffsetTrial(seed: UInt64(seed), interval: interval)
            let course = trial.course([])
            #expect(course.leaks == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
            worlds += course.worlds
        }
        #expect(worlds > 400)
    }

    @Test func `without an interval the same intruder finds withheld counts`() {
        var leaks = 0
        for seed in 1...6 {
            let bare = OffsetTrial(seed: UInt64(seed), interval: 0)
            let trial = OffsetTrial(seed: UInt64(seed))
            var intruder = OffsetIntruder(model: trial.model)
            let open = OffsetProtection(model: bare.model, key: bare.key, period: "2019").protect(
                trial.country
            )
            intruder.see(trial.country, open.outcome)
            leaks += intruder.leaks().isEmpty ? 0 : 1
        }
        #expect(leaks >= 1)
    }

    @Test(arguments: [1, 3, 10, 40])
    func `ten releases with corrections of a withheld region leave each version and each change open`(
        units: Int
    ) {
        for seed in 1...2 {
            var trial = OffsetTrial(seed: UInt64(seed + units))
            let course = trial.course([OffsetTrial.Step](repeating: .correct(units), count: 9))
            #expect(course.leaks == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
            #expect(course.furthest < 2, "seed \(seed)")
        }
    }

    @Test func `regions that are emptied, corrected together or taken back tell nothing`() {
        let courses: [[OffsetTrial.Step]] = [
            [.empty, .revert, .empty, .revert, .correct(3)],
            [.correctAll(3), .correctAll(10), .correctAll(1)],
            [.correctAny(10), .correct(3), .correctAny(40), .revert, .correctAny(3)],
            [.empty, .empty, .correct(5)],
        ]
        for (rank, steps) in courses.enumerated() {
            for seed in 1...2 {
                var trial = OffsetTrial(seed: UInt64(100 * rank + seed))
                let course = trial.course(steps)
                #expect(course.leaks == [], "course \(rank), seed \(seed)")
                #expect(course.faults == [], "course \(rank), seed \(seed)")
            }
        }
    }

    @Test func `hardly a figure is two units behind, however much changes, and beginning anew tells nothing`()
    {
        let courses: [[OffsetTrial.Step]] = [
            [.correctAll(80), .correctAll(90), .correctAll(80), .correctAll(90)],
            [.correct(90), .correct(90), .revert, .correct(90), .revert],
            [.empty, .revert, .correctAll(90), .revert],
        ]
        var (turns, figures, far) = (0, 0, 0)
        for (rank, steps) in courses.enumerated() {
            for seed in 1...3 {
                var trial = OffsetTrial(seed: UInt64(1000 * rank + seed))
                let course = trial.course(steps)
                #expect(course.leaks == [], "course \(rank), seed \(seed)")
                #expect(course.faults == [], "course \(rank), seed \(seed)")
                #expect(course.unproved == [], "course \(rank), seed \(seed)")
                turns += course.turns
                figures += course.figures
                far += course.far
            }
        }
        #expect(turns > 0)
        #expect(far * 50 < figures, "\(far) of \(figures)")
    }

    @Test func `after ten corrections few figures are behind`() {
        var (figures, behind) = (0, 0)
        for seed in 1...4 {
            var trial = OffsetTrial(seed: UInt64(seed))
            let course = trial.course([OffsetTrial.Step](repeating: .correctAny(10), count: 10))
            figures += course.figures
            behind += course.behind
        }
        #expect(figures > 20)
        #expect(behind * 10 < figures)
    }

    @Test func `what is kept does not grow with the number of releases`() {
        var trial = OffsetTrial(seed: 7)
        let course = trial.course([OffsetTrial.Step](repeating: .correct(1), count: 20))
        #expect(course.bytes[20] < course.bytes[0] * 5 / 4)
    }

    @Test func `a recoded row leaves every small count possible, by all whole numbers`() {
        var recoded = 0
        for seed in 1...10 {
            let trial = OffsetTrial(seed: UInt64(seed))
            let evidence = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
                .protect(trial.country).evidence
            recoded += evidence.rows.reduce(0) { $0 + $1.isRecoded.count { $0 } }
            let audit = OffsetAudit(trial.rule)
            #expect(SmallGroupAttack(audit).findings(audit.counted(evidence)) == [], "seed \(seed)")
        }
        #expect(recoded > 0)
    }

    @Test func `a world that was tampered with is refused`() {
        let trial = OffsetTrial(seed: 3)
        var evidence = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
            .protect(trial.country).evidence
        let audit = OffsetAudit(trial.rule)
        #expect(audit.check(evidence).faults == [])
        let place = evidence.targets.indices.first {
            evidence.targets[$0].group != nil && !evidence.targets[$0].moves.isEmpty
        }
        if let place { evidence.targets[place].moves = [] }
        #expect(audit.check(evidence).faults.count == 1)
    }

    @Test
    func
        `a correction of fewer units than the minimum in a shown region changes nothing until there are more`()
        throws
    {
        var trial = OffsetTrial(seed: 5)
        let protection = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
        let first = protection.protect(trial.country)
        let shown = try #require(
            trial.country.atoms.indices.first { atom in
                trial.country.atoms[atom].reduce(0) { $0 + Int($1) } >= 150
            }
        )
        trial.country.atoms[shown][0] += 4
        let second = protection.protect(trial.country, after: first.history)
        #expect(second.outcome.rows.map(\.values) == first.outcome.rows.map(\.values))
        #expect(second.outcome.waiting == 1)
        trial.country.atoms[shown][0] += 1
        let third = protection.protect(trial.country, after: second.history)
        #expect(third.outcome.rows.map(\.units) != first.outcome.rows.map(\.units))
    }

    @Test func `the same counts, history and key publish the same, and another key another`() {
        let trial = OffsetTrial(seed: 11)
        func released(_ key: OffsetKey) -> [[RowFigure: OffsetOutcome.Published]] {
            OffsetProtection(model: trial.model, key: key, period: "2019").protect(trial.country).outcome.rows
                .map(\.values)
        }
        #expect(released(trial.key) == released(trial.key))
        #expect(released(trial.key) != released(OffsetTrial.key(12)))
    }

    @Test func `what is kept reads back from its bytes, and nothing else does`() {
        var trial = OffsetTrial(seed: 9)
        let protection = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
        var history = protection.protect(trial.country).history
        trial.correct(trial.withheld.first ?? 0, units: 30)
        history = protection.protect(trial.country, after: history).history
        #expect(OffsetHistory(bytes: history.bytes) == history)
        #expect(OffsetHistory(bytes: Array(history.bytes.dropLast())) == nil)
        #expect(OffsetHistory(bytes: history.bytes + [0]) == nil)
        #expect(OffsetHistory(bytes: []) == nil)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `what lies above a region that is too small again has the offsets that it had`(seed: UInt64) throws {
        var trial = OffsetTrial(seed: seed)
        let atom = try #require(trial.withheld.first { trial.country.atoms[$0].reduce(0, +) >= 34 })
        let small = trial.country.atoms[atom]
        let protection = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
        var history = OffsetHistory()
        var intruder = OffsetIntruder(model: trial.model)
        for release in 0..<9 {
            trial.country.atoms[atom] = release % 2 == 0 ? small : small.map { 3 * $0 }
            let made = protection.protect(trial.country, after: history)
            history = made.history
            intruder.see(trial.country, made.outcome)
            #expect(OffsetAudit(trial.rule).check(made.evidence).faults == [])
        }
        // Begun anew at most three times, and none of them twice.
        #expect(history.draws.values.allSatisfy { $0 <= 4 })
        #expect(history.copies.values.allSatisfy { $0 == 1 })
        #expect(intruder.leaks() == [])
    }
}
