import Audit
import Classification
import Codebook
import Statistics
import Testing

/// Claims of an intruder about published tables, alone and together.
@Suite struct `an audit of releases` {
    // Positions: 0 the gemeente, 1 and 4 wijken, 2 3 5 6 buurten.
    private let wijken: [[[Int64]]] = [
        [[20, 30, 12], [400, 500, 300]], [[300, 420, 380], [510, 250, 400]],
    ]

    private func table(_ trial: TrialRelease, withheld: Set<Int>) throws -> PublishedTable {
        let rows = try trial.rows(withheld: withheld)
        let list = rows.sorted { $0.key.region < $1.key.region }
        let columns = try #require(list.first?.value.columns)
        return PublishedTable(
            period: TrialRelease.period,
            columns: columns,
            values: list.map { ($0.key.region, $0.value.values) },
            codebook: trial.codebook,
            edition: trial.edition
        )
    }

    private func leaks(_ trial: TrialRelease, _ table: PublishedTable) -> [ReleaseLeak] {
        let sieved = ScreenedTable(table)
        let asked = AskedIntervals(trial.codebook.protection, knowledge: table.knowledge)
        let attack = Attack(sieved)
        var leaks: [ReleaseLeak] = []
        for scope in AttackScope.all(of: table, breadth: .narrow) {
            if case .exposed(let found) = attack.run(scope) { leaks += found.flatMap(asked.leaks) }
        }
        return leaks
            + trial.edition.indices.filter(table.isShown).flatMap { asked.smallGroups($0, in: sieved) }
    }

    @Test func `finds what one withheld buurt gives away, and every bound holds the truth`() throws {
        var trial = try TrialRelease([[[40, 30, 32], [80, 100, 60]]], percentages: .oneDecimal)
        trial.codebook.protection.rounding = 1
        let found = leaks(trial, try table(trial, withheld: [2]))
        #expect(found.contains { $0.kind == .count && $0.region.position == 2 })
        for leak in found where leak.kind == .count {
            let truth = Double(trial.counts[leak.region.position][leak.groups[0]])
            #expect(leak.bounds.contains(truth))
        }
    }

    @Test func `claims nothing where two withheld buurten hide each other`() throws {
        let trial = try TrialRelease(
            [[[40, 30, 32], [80, 100, 60], [300, 400, 300]], [[800, 900, 700]]],
            percentages: .oneDecimal
        )
        #expect(leaks(trial, try table(trial, withheld: [2, 3])).isEmpty)
    }

    @Test func `reports no area that may be empty`() throws {
        let trial = try TrialRelease([[[0, 0, 0], [80, 100, 60]]], percentages: .oneDecimal)
        #expect(leaks(trial, try table(trial, withheld: [2])).allSatisfy { $0.region.position != 2 })
    }

    @Test func `finds a shown group of few units`() throws {
        let trial = try TrialRelease([[[3, 60, 56], [80, 100, 60]]], percentages: .oneDecimal)
        let found = leaks(trial, try table(trial, withheld: [])).filter { $0.kind == .group }
        #expect(found.contains { $0.region.position == 2 && $0.groups == [0] && $0.bounds.contains(3) })
    }

    @Test func `joins tables that fit each other, and no others`() throws {
        let trial = try TrialRelease(wijken, percentages: .oneDecimal)
        let (more, less) = (try table(trial, withheld: [3]), try table(trial, withheld: [2, 3]))
        let joint = JointTables([.init(more, chain: "a"), .init(less, chain: "a")], minimum: 5)
        #expect(joint.together?.isShown(.init(2)) == true)
        #expect(joint.changes.isEmpty)
        #expect(JointTables([.init(less, chain: "a"), .init(less, chain: "a")], minimum: 5).together == nil)
        // Other counts in a wijk: nothing is joined in that gemeente.
        var other = wijken
        other[1][0][0] += 40
        let changed = try TrialRelease(other, percentages: .oneDecimal)
        let later = try table(changed, withheld: [2, 3])
        #expect(JointTables([.init(more, chain: "a"), .init(later, chain: "a")], minimum: 5).together == nil)
    }

    @Test func `finds that a few units changed`() throws {
        var before = try TrialRelease([[[40, 60, 56], [80, 100, 60]]], percentages: .oneDecimal)
        var after = try TrialRelease([[[42, 60, 56], [80, 100, 60]]], percentages: .oneDecimal)
        before.codebook.protection.rounding = 1
        after.codebook.protection.rounding = 1
        let tables = [try table(before, withheld: []), try table(after, withheld: [])]
        let joint = JointTables(tables.map { .init($0, chain: "a") }, minimum: 5)
        #expect(joint.changes.contains { $0.region.position == 2 })
    }
}
