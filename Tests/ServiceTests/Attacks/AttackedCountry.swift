import Codebook
import Kinds
import Ledger
import ReleaseService
import Statistics
import Synchronization
import TestSupport
import Testing
import Workflow

@testable import Service

/// A country whose releases are attacked: what its gate was asked, and the intruder who sees what is published.
struct AttackedCountry {
    /// The question to the gate: confidential, but the pattern, which the guarantee takes as known.
    private final class Asked: Sendable {
        private let state = Mutex<(unproved: Int, draws: [PublishedIntruder.Figure: PublishedIntruder.Draw])>(
            (0, [:])
        )
        var unproved: Int { state.withLock { $0.unproved } }
        var draws: [PublishedIntruder.Figure: PublishedIntruder.Draw] { state.withLock { $0.draws } }

        func take(_ question: ReleaseGate.OffsetQuestion) {
            let evidence = question.evidence
            let rows = Dictionary(uniqueKeysWithValues: evidence.rows.map { ($0.atoms.sorted(), $0) })
            state.withLock { state in
                if !question.unproved.isEmpty { state.unproved += 1 }
                for region in evidence.regions {
                    let inhabited = region.atoms.filter { evidence.atoms[$0].contains { $0 > 0 } }.sorted()
                    guard let row = rows[inhabited] else { continue }
                    for figure in row.figures where figure.offset != nil {
                        state.draws[.init(code: region.code, measure: figure.measure)] =
                            .init(code: row.code, number: figure.draw)
                    }
                }
            }
        }
    }

    let country: MiniCountry
    private(set) var intruder: PublishedIntruder
    private let asked: Asked
    private let seed: UInt64

    init(seed: UInt64, method: ProtectionRule.Method = .proved, knowsParts: Bool = false) throws {
        let asked = Asked()
        let gate = ReleaseGate { question in
            asked.take(question)
            return try ReleaseGate.standard.judgeOffsets(question)
        } judge: { question in
            try ReleaseGate.standard.judge(question)
        }
        country = try MiniCountry(gate: gate, of: TrialEdition.make([[4, 3], [2, 2]])) { codebook in
            OffsetDeliveries.offsets(&codebook)
            codebook.protection.method = method
        }
        intruder = try #require(PublishedIntruder(country))
        intruder.knowsParts = knowsParts
        self.asked = asked
        self.seed = seed
    }

    /// Lets the intruder see the release that is current by now.
    mutating func see(_ parts: [PublishedIntruder.Part: [Int64]], hasPostcodes: Bool = false) throws {
        guard try country.ledger.heldBack(dataset: "ses-woa") == nil else {
            // What protection proved goes through the gate; of what it could not, nothing is published.
            #expect(asked.unproved > 0, "seed \(seed)")
            intruder.heldBack += 1
            return
        }
        let current = try country.ledger.releases(dataset: "ses-woa", limit: 1).first?.number ?? 1
        intruder.see(
            .init(
                table: try PublishedText(country, release: current),
                postcodes: hasPostcodes
                    ? try PublishedText(country, release: current, geography: "pc4") : nil,
                counts: parts,
                draws: asked.draws
            )
        )
    }
}
