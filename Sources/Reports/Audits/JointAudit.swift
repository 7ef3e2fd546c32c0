package import Audit
import Classification
import Codebook
import Foundation
import Statistics

/// Attacks published tables, each by itself and those of one period together.
package struct JointAudit: Sendable {
    private let breadth: AttackScope.Breadth
    private let progress: @Sendable (String) -> Void

    /// Prepares an audit.
    ///
    /// - Parameters:
    ///   - breadth: How much is looked at together.
    ///   - progress: Told how far it is, for a terminal.
    package init(breadth: AttackScope.Breadth, progress: @escaping @Sendable (String) -> Void) {
        self.breadth = breadth
        self.progress = progress
    }

    /// Attacks tables in the order in which they came out.
    package func run(_ targets: [AuditTarget]) async -> [AuditedTable] {
        var groups: [String: [AuditTarget]] = [:]
        for target in targets { groups[target.subject, default: []].append(target) }
        var audits: [AuditedTable] = []
        for subject in groups.keys.sorted() {
            // Tables of others come first: what is published last is what is judged.
            let group = (groups[subject] ?? []).enumerated().sorted {
                ($0.element.release ?? 0, $0.offset) < ($1.element.release ?? 0, $1.offset)
            }.map(\.element)
            var seen: [[PublishedRow?]] = []
            for target in group where !seen.contains(target.table.rows) {
                seen.append(target.table.rows)
                audits.append(await audit(target, target.table, file: target.file, changes: []))
            }
            guard group.count > 1, let last = group.last else { continue }
            let joint = JointTables(
                group.map {
                    JointTables.Source($0.table, chain: $0.release.map { _ in last.codebook.dataset })
                },
                minimum: last.codebook.protection.minimum
            )
            let changes = joint.changes
            guard let table = joint.together ?? (changes.isEmpty ? nil : last.table) else { continue }
            let files = group.map(\.file).joined(separator: " + ")
            audits.append(await audit(last, table, file: files, changes: changes))
        }
        return audits
    }

    private func audit(_ target: AuditTarget, _ table: PublishedTable, file: String, changes: [ReleaseLeak])
        async
        -> AuditedTable
    {
        let sieved = ScreenedTable(table)
        let asked = AskedIntervals(target.codebook.protection, knowledge: table.knowledge)
        var leaks = changes
        var attacks: [(AttackScope, AttackOutcome)] = []
        if let index = IndexAttack(codebook: target.codebook, edition: table.edition) {
            leaks += index.leaks(index.run(target.values))
        } else {
            attacks = await attack(sieved, file: file)
            for case .exposed(let found) in attacks.map(\.1) { leaks += found.flatMap(asked.leaks) }
            leaks += table.edition.indices.filter(table.isShown).flatMap { asked.smallGroups($0, in: sieved) }
        }
        return AuditedTable(
            file: file,
            codebook: target.codebook,
            variables: target.variables,
            sieved: sieved,
            attacks: attacks,
            leaks: leaks,
            characteristic: target.variable.map { target.codebook.variables[$0].key }
        )
    }

    /// Attacks the scopes of a table, as many concurrently as there are processors.
    private func attack(_ sieved: ScreenedTable, file: String) async -> [(AttackScope, AttackOutcome)] {
        let scopes = AttackScope.all(of: sieved.table, breadth: breadth)
        let attack = Attack(sieved)
        let lanes = max(1, min(scopes.count, ProcessInfo.processInfo.activeProcessorCount))
        let progress = progress
        let outcomes = await withTaskGroup(of: (Int, AttackOutcome).self) { group in
            var outcomes = [AttackOutcome](repeating: .unsettled, count: scopes.count)
            var next = 0
            func start() {
                guard next < scopes.count else { return }
                let position = next
                next += 1
                group.addTask { (position, attack.run(scopes[position])) }
            }
            for _ in 0..<lanes { start() }
            var done = 0
            while let (position, outcome) = await group.next() {
                outcomes[position] = outcome
                done += 1
                progress("\(file): \(done * 100 / scopes.count) %")
                start()
            }
            return outcomes
        }
        return Array(zip(scopes, outcomes))
    }
}
