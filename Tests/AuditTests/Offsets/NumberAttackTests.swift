import Audit
import Disclosure
import Statistics
import Testing

/// Attacks on numbers of one characteristic that have secret offsets, from what is published alone.
@Suite struct NumberAttackTests {
    @Test(arguments: [2, 4, 9])
    func `one release leaves every withheld number and every small group open`(categories: Int) {
        var (worlds, coarse) = (0, 0)
        for seed in 1...12 {
            var trial = OffsetTrial(seed: UInt64(seed), categories: categories)
            let course = trial.course([])
            #expect(course.leaks == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
            worlds += course.worlds
            coarse += trial.coarse.count
        }
        #expect(worlds > 200)
        #expect(coarse > 5)
    }

    @Test(arguments: [13, 32])
    func `numbers of very many groups are as open, or coarser`(categories: Int) {
        for seed in 1...2 {
            var trial = OffsetTrial(seed: UInt64(seed), categories: categories)
            let course = trial.course([.correctAny(10)])
            #expect(course.leaks == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
        }
    }

    @Test(arguments: [1, 3, 10, 40])
    func `ten releases with corrections leave every number and every change open`(units: Int) {
        for seed in 1...3 {
            var trial = OffsetTrial(seed: UInt64(seed + units), categories: 3)
            let course = trial.course([OffsetTrial.Step](repeating: .correct(units), count: 9))
            #expect(course.leaks == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
        }
    }

    @Test func `regions that are emptied, corrected together or taken back tell nothing of their numbers`() {
        let courses: [[OffsetTrial.Step]] = [
            [.empty, .revert, .empty, .revert, .correct(3)],
            [.correctAll(3), .correctAll(10), .correctAll(1)],
            [.correctAny(10), .correct(3), .correctAny(40), .revert, .correctAny(3)],
            [.correctAny(40), .correctAny(40), .correctAny(40), .correctAny(40)],
        ]
        for (rank, steps) in courses.enumerated() {
            for seed in 1...3 {
                var trial = OffsetTrial(seed: UInt64(100 * rank + seed), categories: 4)
                let course = trial.course(steps)
                #expect(course.leaks == [], "course \(rank), seed \(seed)")
                #expect(course.faults == [], "course \(rank), seed \(seed)")
            }
        }
    }

    @Test func `every region that is large enough shows all its numbers`() {
        var (shown, rows) = (0, 0)
        for seed in 1...12 {
            let trial = OffsetTrial(seed: UInt64(seed), categories: 5)
            let outcome = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
                .protect(trial.country).outcome
            rows += outcome.rows.count
            shown += outcome.rows.count { $0.layout.variables[0].unit != nil }
        }
        #expect(rows > 100)
        #expect(shown == rows)
    }

    /// A wijk of two buurten, of which one alone has units of the last category, beside a large buurt.
    private func alone(_ one: [Int32], _ other: [Int32], seed: UInt64) -> OffsetTrial {
        var trial = OffsetTrial(seed: seed, categories: one.count)
        trial.country = OffsetCountry(
            atoms: [one, other, one.map { _ in 600 }],
            names: ["A", "B", "C"],
            regions: [
                OffsetCountry.Region(code: "A", atoms: [0], kind: .smallest),
                OffsetCountry.Region(code: "B", atoms: [1], kind: .smallest),
                OffsetCountry.Region(code: "C", atoms: [2], kind: .smallest),
                OffsetCountry.Region(code: "W", atoms: [0, 1], kind: .made),
                OffsetCountry.Region(code: "V", atoms: [2], kind: .made),
                OffsetCountry.Region(code: "G", atoms: [0, 1, 2], kind: .widest),
            ]
        )
        return trial
    }

    @Test func `a wijk above a single small group has worlds in which another group of the buurt is small`() {
        for seed in 1...20 {
            var trial = alone([101, 66, 37, 18, 9, 3], [148, 65, 42, 34, 18, 0], seed: UInt64(seed))
            let shown = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
                .protect(trial.country).outcome.rows.count { $0.layout.variables[0].unit != nil }
            #expect(shown == 5, "seed \(seed)")
            let course = trial.course([.correctAny(3), .correctAny(10)])
            #expect(course.unproved == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.leaks == [], "seed \(seed)")
        }
    }

    @Test(arguments: [[Int32(150), 80, 2], [600, 400, 2], [200, 150, 120, 90, 60, 4]])
    func `where no other group can be small the numbers of the buurt go, and all else is open`(
        counts: [Int32]
    ) {
        for seed in 1...10 {
            var trial = alone(counts, counts.map { $0 < 5 ? 0 : $0 + 30 }, seed: UInt64(seed))
            let rows = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
                .protect(trial.country).outcome.rows
            #expect(rows.filter { $0.layout.variables[0].unit == nil }.map(\.code) == ["A"], "seed \(seed)")
            let course = trial.course([.correctAny(3), .correctAny(10)])
            #expect(course.unproved == [], "seed \(seed)")
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.leaks == [], "seed \(seed)")
        }
    }

    @Test(arguments: [2, 3, 4, 6, 9])
    func `no first release is held back, however rare categories are`(categories: Int) {
        // The last are of wijken whose small group can have no three units more: what is withheld in them has too few.
        for seed in Array(1...8) + [59, 62, 136, 211, 347] {
            var trial = OffsetTrial(seed: UInt64(seed), categories: categories)
            trial.scatter(categories: categories)
            #expect(trial.firstRelease().faults == [], "seed \(seed) \(trial.country)")
        }
    }

    /// Two buurten, and how many units fewer and more of the second category their wijk must be able to have.
    private static let wijken: [([Int32], [Int32], Set<Int>)] = [
        // All of the category is in a withheld buurt of six units, and none need be.
        ([2, 4, 0], [150, 0, 90], [-3, 2]),
        // A coarse buurt has some of it, and can have more.
        ([5, 1, 0], [150, 2, 90], [-2, 3]),
        // Neither has much, and the coarse one has none.
        ([5, 2, 0], [150, 0, 3], [-2, 3]),
    ]

    @Test(arguments: wijken)
    func `of a wijk is asked what its withheld and coarse buurten can be, on either side, and no less`(
        withheld: [Int32],
        shown: [Int32],
        steps: Set<Int>
    ) {
        var trial = alone(withheld, shown, seed: 5)
        trial.country.atoms[2] = [300, 200, 100]
        let made = OffsetProtection(model: trial.model, key: trial.key, period: "2019").protect(trial.country)
        #expect(made.outcome.unproved == [])
        let audit = OffsetAudit(trial.rule)
        func missing(without isLeftOut: (OffsetEvidence.Target) -> Bool) -> [String] {
            var evidence = made.evidence
            evidence.targets.removeAll(where: isLeftOut)
            return OffsetCompleteness(audit.counted(evidence), after: OffsetStanding(), audit)
                .faults(trial.codebook)
        }
        #expect(missing { _ in false } == [])
        let own = made.evidence.targets.filter { $0.isExact && $0.atoms.sorted() == [0, 1] && $0.group == 1 }
        #expect(Set(own.map(\.step)) == steps)
        for target in own {
            let faults = missing {
                $0.name == target.name && $0.step == target.step && $0.isExact
            }
            #expect(faults == ["W: a small group of 0 has no world"])
        }
    }

    @Test(arguments: [5, 8, 11])
    func `one that has all units in a group can have each number below the minimum fewer`(minimum: Int) {
        for seed in 1...4 {
            var trial = OffsetTrial(seed: UInt64(seed), categories: 3, minimum: minimum)
            trial.country = alone([0, 400, 0], [90, 80, 70], seed: 1).country
            let first = trial.firstRelease()
            #expect(first.faults == [], "seed \(seed)")
            let exact = first.evidence.targets.filter { $0.isExact && $0.atoms == [0] }
            #expect(exact.map(\.step).sorted() == Array(-(minimum - 1)...(-1)), "seed \(seed)")
        }
    }

    /// Two buurten of one gemeente: in the first three units are of the first category.
    private func twoBuurten(seed: UInt64) -> OffsetTrial {
        var trial = OffsetTrial(seed: seed, categories: 3)
        trial.country = OffsetCountry(
            atoms: [[3, 150, 60], [40, 60, 70]],
            names: ["A", "B"],
            regions: [
                OffsetCountry.Region(code: "A", atoms: [0], kind: .smallest),
                OffsetCountry.Region(code: "B", atoms: [1], kind: .smallest),
                OffsetCountry.Region(code: "G", atoms: [0, 1], kind: .widest),
            ]
        )
        return trial
    }

    /// Evidence of the numbers.
    private func evidence() -> (OffsetEvidence, OffsetAudit) {
        let trial = twoBuurten(seed: 3)
        let made = OffsetProtection(model: trial.model, key: trial.key, period: "2019").protect(trial.country)
        return (made.evidence, OffsetAudit(trial.rule))
    }

    @Test func `a small group has a world for each other small number, and no other row has an offset`()
        throws
    {
        let (evidence, audit) = evidence()
        #expect(audit.check(evidence).faults == [])
        #expect(evidence.targets.filter { $0.group == 0 }.map(\.step).sorted() == [-2, -1, 1])
        let offsets = evidence.rows.map { ($0.code, $0.figures.contains { $0.offset != nil }) }
        #expect(Dictionary(uniqueKeysWithValues: offsets) == ["A": true, "B": false, "G": true])
    }

    @Test func `evidence that leaves something out, or takes an offset back, is refused`() {
        var trial = OffsetTrial(seed: 3, categories: 3)
        let small = trial.withheld + trial.coarse
        let protection = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
        let first = protection.protect(trial.country)
        for atom in small { trial.correct(atom, units: 12) }
        let standing = OffsetStanding(first.history, of: trial.country)
        let audit = OffsetAudit(trial.rule)
        func faults(_ change: (inout OffsetEvidence) -> Void) -> Int {
            var evidence = protection.protect(trial.country, after: first.history).evidence
            change(&evidence)
            return OffsetCompleteness(audit.counted(evidence), after: standing, audit)
                .faults(trial.codebook).count
        }
        #expect(!small.isEmpty)
        #expect(faults { _ in } == 0)
        #expect(faults { $0.targets.removeAll() } > 0)
        #expect(faults { for row in $0.rows.indices { $0.rows[row].isRecoded = [false] } } > 0)
        func each(_ change: (inout OffsetEvidence.Figure) -> Void) -> Int {
            faults { evidence in
                for row in evidence.rows.indices {
                    for place in evidence.rows[row].figures.indices {
                        change(&evidence.rows[row].figures[place])
                    }
                }
            }
        }
        #expect(each { $0.offset = nil } > 0)
        #expect(each { $0.value += $0.offset == nil ? 0 : 1 } > 0)
        #expect(each { $0.offset = $0.offset.map { _ in 0...(1 << 40) } } > 0)
    }

    @Test func `a world that changes a row without offset is refused`() {
        var (evidence, audit) = evidence()
        evidence.targets[0].moves.append(OffsetEvidence.Move(atom: 1, from: 0, to: 1, units: 1))
        #expect(audit.check(evidence).faults.count == 1)
    }

    @Test func `a world in which the group is small no more is refused`() {
        var (evidence, audit) = evidence()
        evidence.targets[0].step = -3
        evidence.targets[0].moves = [OffsetEvidence.Move(atom: 0, from: 0, to: 1, units: 3)]
        #expect(audit.check(evidence).faults.count == 1)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `a region of several parts must have a small group in its worlds as well`(seed: UInt64) throws {
        var trial = OffsetTrial(seed: seed, categories: 3)
        trial.country = OffsetCountry(
            atoms: [[1, 80, 60], [0, 70, 50], [40, 60, 70]],
            names: ["A1", "A2", "B"],
            regions: [
                OffsetCountry.Region(code: "A", atoms: [0, 1], kind: .smallest),
                OffsetCountry.Region(code: "B", atoms: [2], kind: .smallest),
                OffsetCountry.Region(code: "G", atoms: [0, 1, 2], kind: .widest),
                OffsetCountry.Region(code: "P1", atoms: [0], kind: .other),
                OffsetCountry.Region(code: "P2", atoms: [1, 2], kind: .other),
            ]
        )
        let audit = OffsetAudit(trial.rule)
        var evidence = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
            .protect(trial.country).evidence
        #expect(audit.check(evidence).faults == [])
        let place = try #require(evidence.targets.firstIndex { $0.name == "A/kind/0" })
        // Three units of one part alone would make it small no more, and then it shows no numbers at all.
        #expect(evidence.rows.contains { $0.code == "A" && !$0.figures.isEmpty })
        evidence.targets[place].step = -1
        evidence.targets[place].moves = [OffsetEvidence.Move(atom: 0, from: 0, to: 1, units: 1)]
        #expect(audit.check(evidence).faults.count == 1)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a region that is coarse, plain and coarse again has the offsets that it had`(seed: UInt64) throws {
        var trial = twoBuurten(seed: seed)
        let protection = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
        var history = OffsetHistory()
        var intruder = OffsetIntruder(model: trial.model)
        for release in 0..<13 {
            trial.country.atoms[0] = release % 2 == 0 ? [3, 150, 60] : [13, 150, 60]
            let made = protection.protect(trial.country, after: history)
            history = made.history
            intruder.see(trial.country, made.outcome)
            #expect(OffsetAudit(trial.rule).check(made.evidence).faults == [])
            #expect(made.outcome.unproved == [])
        }
        let drawn = history.draws
        #expect(!drawn.isEmpty)
        #expect(drawn.values.allSatisfy { $0 == 1 })
        #expect(intruder.leaks() == [])
    }
}

extension OffsetHistory {
    /// By row, figure and unit, how many offsets were drawn in all.
    var draws: [String: Int] { offsets { unit, _ in "\(unit)" } }

    /// By row, figure, unit and draw, how many states are kept of it.
    var copies: [String: Int] { offsets { unit, draw in "\(unit) \(draw)" } }

    private func offsets(_ name: (_ unit: Int, _ draw: Int) -> String) -> [String: Int] {
        var offsets: [String: Int] = [:]
        for (code, row) in rows {
            let all = row.states.map { ($0, $1) } + row.dead.map { ($0.figure, $0.state) }
            for (figure, state) in all {
                offsets["\(code) \(figure) \(name(state.unit, state.draw))", default: 0] += 1
            }
        }
        return offsets
    }
}
