import Foundation
import Testing

@testable import Service

/// Remains of a drop that is configured no longer.
@Suite struct `claims of a drop that is gone` {
    private static let ticket = "1764500000000-000001-7"

    /// The files that are kept of a claim with files of these names, each with its name as its text.
    private func kept(_ names: [String]) throws -> [String: String] {
        let country = try MiniCountry()
        let (claim, kept) = (
            country.root + "/state/spool/gone/" + Self.ticket, country.root + "/state/receipts/gone"
        )
        try FileManager.default.createDirectory(atPath: claim, withIntermediateDirectories: true)
        for name in names { try Data(name.utf8).write(to: URL(fileURLWithPath: claim + "/" + name)) }
        try Orphans(peil: country.peil).keepClaims()
        #expect(!FileManager.default.fileExists(atPath: claim))
        let files = try FileManager.default.contentsOfDirectory(atPath: kept)
        return try files.reduce(into: [:]) {
            $0[$1] = try String(contentsOfFile: kept + "/" + $1, encoding: .utf8)
        }
    }

    @Test func `are kept whole, however long their names are`() throws {
        let long = String(repeating: "a", count: 230) + ".csv"
        let names = [long, long + ".sha256", long + ".grenzen.csv", long + ".replaces"]
        let all = try kept(names)
        // Beside them the answer.
        #expect(all.count == 5 && Set(all.values).isSuperset(of: names))
        let file = String(long.prefix(200)) + "." + Self.ticket
        #expect(all[file] == long)
        #expect(all[file + ".sha256"] == long + ".sha256")
        #expect(all[file + ".txt"]?.contains("neither taken nor checked") == true)
    }

    @Test func `are kept without a copy that is not whole`() throws {
        let all = try kept([".owner", ".peil-a.csv.part", "a.csv"])
        let file = "a.csv." + Self.ticket
        #expect(Set(all.keys) == [file, file + ".txt"])
    }
}
