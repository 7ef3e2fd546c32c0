import Classification
import ConfigurationFiles
import Foundation
import Ledger
import Testing
import Workflow

@testable import Service

/// One pass over all that waits.
@Suite struct `one pass` {
    /// Accepts a delivery of a drop that is configured no longer; its receipt is still to be written.
    private func accept(_ drop: String, _ country: MiniCountry) throws -> DeliveryID {
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
        let holdings = `a data set that asks for approval`().holdings(country, id.number)
        _ = try country.ledger.accept(id, report: DeliveryReport(), holdings: [holdings])
        return id
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
