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
        // The releases that are looked at, of which it is known what they hold.
        let seen = Set(
            targets.compactMap { target in target.release.map { "\(target.codebook.dataset)/\($0)" } }
        )
        var audits: [AuditedTable] = []
        for subject in groups.keys.sorted() {
            // Tables of others come first: what is published last is what is judged.
            let ordered = (groups[subject] ?? []).enumerated().sorted {
                ($0.element.release ?? 0, $0.offset) < ($1.element.release ?? 0, $1.offset)
            }.map(\.element)
            let group = Self.kept(ordered, seen)
            var known: [AttackScope: [([PublishedRow?], AttackOutcome)]] = [:]
            var shown: [[PublishedRow?]] = []
            for target in group where !shown.contains(target.table.rows) {
                shown.append(target.table.rows)
                audits.append(await audit(target, target.table, file: target.file, changes: [], &known))
            }
            guard group.count > 1, let last = group.last else { continue }
            let joint = JointTables(
                group.map {
                    JointTables.Source($0.table, chain: $0.release.map { _ in last.codebook.dataset })
                },
                minimum: last.codebook.protection.minimum
            )
            // By offsets a shown row follows when enough of its units are others, whatever their groups: what single
            // groups tell of their change is meant to be told. Source: docs/decisions/0033-published-versions.md.
            let changes = last.table.isByOffsets ? [] : joint.changes
            guard let table = joint.together ?? (changes.isEmpty ? nil : last.table) else { continue }
            let files = group.map(\.file).joined(separator: " + ")
            audits.append(await audit(last, table, file: files, changes: changes, &known))
        }
        return audits
    }

    /// The tables of one period, with what each may have left as it was: all figures with offset, but those of the first
    /// release of a period, and those that say something else than the release just before.
    private static func kept(_ group: [AuditTarget], _ seen: Set<String>) -> [AuditTarget] {
        var kept: [AuditTarget] = []
        for var target in group {
            if let release = target.release {
                let before = kept.last { $0.release == release - 1 }?.table
                let isFirst =
                    release == 1
                    || before == nil && seen.contains("\(target.codebook.dataset)/\(release - 1)")
                if !isFirst { target.table = target.table.kept(since: before) }
            } else {
                target.table = target.table.kept()
            }
            kept.append(target)
        }
        return kept
    }

    private func audit(
        _ target: AuditTarget,
        _ table: PublishedTable,
        file: String,
        changes: [ReleaseLeak],
        _ known: inout [AttackScope: [([PublishedRow?], AttackOutcome)]]
    ) async -> AuditedTable {
        let sieved = ScreenedTable(table)
        let asked = AskedIntervals(target.codebook.protection, knowledge: table.knowledge)
        var leaks = changes
        var attacks: [(AttackScope, AttackOutcome)] = []
        if let index = IndexAttack(codebook: target.codebook, edition: table.edition) {
            leaks += index.leaks(index.run(target.values))
        } else {
            attacks = await attack(sieved, file: file, &known)
            for case .exposed(let found) in attacks.map(\.1) { leaks += found.flatMap(asked.leaks) }
            let rows = AskedRows(target.codebook.protection, sieved)
            leaks += table.edition.indices.filter(table.isShown).flatMap {
                asked.smallGroups($0, in: sieved) + rows.leaks($0)
            }
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

    /// Attacks the scopes of a table, as many concurrently as there are processors; scopes in which no row differs from
    /// one that was attacked before have the outcome of that.
    private func attack(
        _ sieved: ScreenedTable,
        file: String,
        _ known: inout [AttackScope: [([PublishedRow?], AttackOutcome)]]
    ) async -> [(AttackScope, AttackOutcome)] {
        let scopes = AttackScope.all(of: sieved.table, breadth: breadth)
        var outcomes = [AttackOutcome?](repeating: nil, count: scopes.count)
        func rows(_ scope: AttackScope) -> [PublishedRow?] {
            scope.members.map { sieved.table.rows[$0.position] }
        }
        for (place, scope) in scopes.enumerated() where sieved.holds {
            let own = rows(scope)
            outcomes[place] = known[scope]?.first { $0.0 == own }?.1
        }
        let open = scopes.indices.filter { outcomes[$0] == nil }
        let attack = Attack(sieved)
        let lanes = max(1, min(open.count, ProcessInfo.processInfo.activeProcessorCount))
        let progress = progress
        let found = await withTaskGroup(of: (Int, AttackOutcome).self) { group in
            var found: [(Int, AttackOutcome)] = []
            var next = 0
            func start() {
                guard next < open.count else { return }
                let position = open[next]
                next += 1
                group.addTask { (position, attack.run(scopes[position])) }
            }
            for _ in 0..<lanes { start() }
            while let (position, outcome) = await group.next() {
                found.append((position, outcome))
                progress("\(file): \(found.count * 100 / open.count) %")
                start()
            }
            return found
        }
        for (position, outcome) in found {
            outcomes[position] = outcome
            guard sieved.holds else { continue }
            known[scopes[position], default: []].append((rows(scopes[position]), outcome))
        }
        return zip(scopes, outcomes).map { ($0, $1 ?? .unsettled) }
    }
}
