import Classification
import ConfigurationFiles
import Foundation
import Kinds
import Ledger
import Synchronization
import Testing
import Workflow

@testable import Service

/// One pass over all that waits.
@Suite struct `one pass` {
    /// Accepts a delivery of a drop that is configured no longer; its receipt is still to be written.
    private func accept(_ drop: String, _ country: MiniCountry, _ counts: PeriodHoldings? = nil) throws
        -> DeliveryID
    {
        let claim = Claim(
            drop: drop,
            dataset: "ses-woa",
            mode: .year,
            edition: country.edition.key,
            file: "a.csv",
            spoolName: "\(drop)/1/a.csv"
        )
        let id = try country.ledger.claim(claim, at: country.peil.now()).id
        let digest = String(repeating: "0", count: 63) + "\(id.number)"
        try country.ledger.setDigest(digest, bytes: 1, of: id)
        let holdings = counts ?? `a data set that asks for approval`().holdings(country, id.number)
        _ = try country.ledger.accept(id, report: DeliveryReport(), holdings: [holdings])
        return id
    }

    @Test func `tries once to prove what cannot be proved, and again when something changes`() async throws {
        let judged = Mutex(0)
        let gate = ReleaseGate { _ in
            judged.withLock { $0 += 1 }
            return .init(isSafe: false)
        } judge: { _ in
            judged.withLock { $0 += 1 }
            return .init(isSafe: false)
        }
        let country = try MiniCountry(gate: gate, OffsetDeliveries.offsets)
        let sizes = country.buurten.indices.map { $0 == 0 ? 20 : 300 }
        let counts = OffsetDeliveries.counts(country.buurten, sizes)
        _ = try accept("gone", country, OffsetDeliveries.holdings(of: country.buurten, counts))
        for times in [1, 1, 2] {
            if times == 2 { try country.ledger.requestRelease(dataset: "ses-woa") }
            var pass = OncePass(peil: country.peil, moved: {}, wait: { _, _ in })
            try await pass.run()
            #expect(pass.stuck.isEmpty)
            #expect(try country.ledger.heldBack(dataset: "ses-woa") != nil)
            #expect(judged.withLock { $0 } == times)
        }
    }

    @Test func `finishes each delivery of a drop that is gone by itself, and keeps its claims`() async throws
    {
        let country = try MiniCountry()
        let state = country.root + "/state"
        let ids = try ["first", "stuck", "last"].map { try accept($0, country) }
        for folder in [state + "/receipts", state + "/spool/claimed/1"] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        // A file is in the way of the receipts of one of them.
        try "".write(toFile: state + "/receipts/stuck", atomically: true, encoding: .utf8)
        try "x".write(toFile: state + "/spool/claimed/1/b.csv", atomically: true, encoding: .utf8)
        var pass = OncePass(peil: country.peil, moved: {}, wait: { _, _ in })
        try await pass.run()
        #expect(pass.finished.map(\.id) == [ids[0], ids[2]])
        #expect(pass.stuck.map(\.subject) == ["delivery \(ids[1]) of a drop that is gone"])
        #expect(FileManager.default.fileExists(atPath: state + "/receipts/claimed/b.csv.1"))
    }
}
