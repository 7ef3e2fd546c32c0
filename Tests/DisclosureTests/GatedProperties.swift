import Audit
import Codebook
import Disclosure
import Foundation
import Statistics
import TestSupport
import Testing

/// Protected releases under the attack of an intruder who does not know how they are made.
@Suite struct `protected countries at the gate` {
    private static let codebook = TrialCounts.codebook([3])
    private static let joint = TrialCounts.codebook([3, 2], categories: 2)

    /// How many countries are tried; PEIL_COUNTRIES asks for another number.
    private static let countries =
        UInt64(ProcessInfo.processInfo.environment["PEIL_COUNTRIES"] ?? "") ?? 240

    @Test(arguments: 0..<countries)
    func `are safe`(seed: UInt64) throws {
        let land = TrialLand.random(seed, codebook: seed % 3 == 0 ? Self.joint : Self.codebook)
        let verdict = try land.judged(land.protect())
        #expect(verdict.isSafe, "\(verdict.risks)")
        #expect(verdict.refused == 0)
    }

    /// Corrections of a few and of many units, some of them taken back.
    @Test(arguments: 0..<countries / 3)
    func `stay safe under corrections and reverts`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 1_000_000)
        var land = TrialLand.random(seed, codebook: seed % 3 == 0 ? Self.joint : Self.codebook)
        var history = ProtectionHistory()
        var before: [[[[[Int64]]]]] = []
        for _ in 0..<4 {
            let outcome = land.protect(history)
            // A release with anything unproved is not made.
            if outcome.unproven.isEmpty {
                let verdict = try land.judged(outcome, history)
                #expect(verdict.isSafe, "\(verdict.risks)")
                #expect(verdict.refused == 0)
                history = history.adding(outcome)
            }
            before.append(land.counts)
            if Int.random(in: 0..<4, using: &random) == 0, let counts = before.randomElement(using: &random) {
                land.counts = counts
            } else {
                land.correct(&random)
            }
        }
    }

    /// The share of complements without which the rest is no longer safe.
    @Test func `need nearly every complement that they withhold`() throws {
        var needed = 0
        var told = 0
        var complements = 0
        for seed in 0..<60 as Range<UInt64> {
            let land = TrialLand.random(seed, codebook: Self.codebook)
            let outcome = land.protect()
            for (key, reasons) in outcome.reasons.sorted(by: { $0.key < $1.key })
            where reasons == [.complement] {
                complements += 1
                let verdict = try land.judged(outcome, showing: key)
                let risks = verdict.risks
                if verdict.leavesTooLittleOpen { needed += 1 }
                // Of these, what an outsider surely finds.
                if risks.contains(where: { [.interval, .programme].contains($0.kind) }) { told += 1 }
            }
        }
        #expect(complements > 30)
        #expect(needed * 100 >= complements * 95, "\(needed) of \(complements)")
        #expect(told * 5 >= complements, "\(told) of \(complements)")
        print("without one complement:", needed, "unproved,", told, "told, of", complements)
    }
}

extension TrialLand {
    /// Changes some buurten, each by a few units or by many.
    fileprivate mutating func correct(_ random: inout SplitMix64) {
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let leaves = places.filter { $0.buurt >= 0 }
            guard let leaf = leaves.randomElement(using: &random) else { return }
            let most: Int64 = Bool.random(using: &random) ? 1 : 30
            for cell in counts[leaf.gemeente][leaf.wijk][leaf.buurt].indices {
                let change = Int64.random(in: -most...most, using: &random)
                counts[leaf.gemeente][leaf.wijk][leaf.buurt][cell] = max(
                    0,
                    counts[leaf.gemeente][leaf.wijk][leaf.buurt][cell] + change
                )
            }
        }
    }

    /// The verdict of the release audit if one suppressed row is shown after all.
    func judged(_ outcome: Protection.Outcome, showing key: LinkedRegions.Key) throws
        -> AuditVerdict
    {
        var rows: [SafetyCertificate.Key: SafetyCertificate.Row] = [:]
        let shown = wholeRows()
        for row in outcome.tables[0].rows {
            rows[.init(region: row.region)] = .init(columns: outcome.tables[0].columns, values: row.values)
        }
        rows[key] = shown[key]
        let gate = try #require(
            ReleaseAudit(
                codebook: codebook,
                form: codebook.forms[0],
                period: TrialCounts.period,
                edition: edition()
            )
        )
        return gate.judge(AuditedRelease(rows: rows, certificates: outcome.proof.certificates))
    }

    /// Every row with all its groups and scores, rounded as the release is.
    private func wholeRows() -> [LinkedRegions.Key: SafetyCertificate.Row] {
        let table = table()
        let rule = codebook.protection
        var rows: [LinkedRegions.Key: SafetyCertificate.Row] = [:]
        for row in table.rows {
            let values = zip(table.columns, row.figures.figures).map { column, figure in
                PublishedRounding(codebook.topics[column], by: rule).published(
                    figure,
                    mayShow: true,
                    wholePercents: rule.hasWholePercents(row.figures.population)
                )
            }
            rows[.init(region: row.region)] = .init(columns: table.columns, values: values)
        }
        return rows
    }
}

extension AuditVerdict {
    /// Whether some withheld figure is not left open.
    var leavesTooLittleOpen: Bool {
        risks.contains { [.unproved, .interval, .programme].contains($0.kind) }
    }
}
