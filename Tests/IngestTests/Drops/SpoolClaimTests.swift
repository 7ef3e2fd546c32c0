import Files
import Foundation
import Glibc
import Testing

@testable import Drops

/// Copies of claims that fail, and what becomes of them afterwards.
@Suite struct `a claim whose copy fails` {
    private static let ticket = "1764500000000-000001-7"
    private let root = NSTemporaryDirectory() + "peil-claim-\(UUID().uuidString)"

    private var spool: String { root + "/spool" }
    private var spoolBefore: String { root + "/spool.checks" }
    private var claimed: String { root + "/drop/.peil-claimed/" + Self.ticket }

    /// A drop on another file system, of which a file and its digest are claimed and not copied yet.
    private func begin() throws {
        for folder in [spool, spoolBefore, claimed] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        #expect(unsafe chmod(root + "/drop/.peil-claimed", 0o700) == 0)
        for name in ["a.csv", "a.csv.sha256"] { try put(claimed + "/" + name) }
    }

    private func put(_ path: String) throws { try Data("x".utf8).write(to: URL(fileURLWithPath: path)) }

    private func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Claims of which the first copies succeed, so many of them.
    private func claim(copies: Int) -> SpoolClaim {
        let left = Countdown(copies)
        return SpoolClaim(
            spool: spool,
            spoolBefore: spoolBefore,
            drop: DropDirectory(path: root + "/drop"),
            goesOn: { () throws(MachineFault) in
                guard left.takesOne() else { throw MachineFault("copy", "a.csv", code: EIO) }
            }
        )
    }

    @Test(arguments: [0, 1]) func `goes on as what it was when it was made`(copies: Int) throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        try begin()
        // The drop was switched since: this claim was made where files are only checked.
        try FileManager.default.createDirectory(
            atPath: spoolBefore + "/" + Self.ticket,
            withIntermediateDirectories: true
        )
        let failing = claim(copies: copies)
        #expect(try failing.resumeCopies().count == 1)
        try failing.returnLoneSidecars()
        // What belongs to a file stays with it, in the spool or in the claim.
        #expect(names(root + "/drop") == [".peil-claimed"])
        let working = claim(copies: 9)
        #expect(try working.resumeCopies().isEmpty)
        try working.returnLoneSidecars()
        #expect(names(spool).isEmpty)
        #expect(names(spoolBefore + "/" + Self.ticket) == ["a.csv", "a.csv.sha256"])
        #expect(names(root + "/drop/.peil-claimed").isEmpty)
    }

    @Test func `gives what belongs to a file back where the file itself was never claimed`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        try begin()
        try FileManager.default.removeItem(atPath: claimed)
        let folder = spool + "/" + Self.ticket
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try put(folder + "/a.csv.sha256")
        try claim(copies: 9).returnLoneSidecars()
        #expect(names(root + "/drop") == [".peil-claimed", "a.csv.sha256"])
        #expect(names(spool).isEmpty)
    }
}

/// A number of times that something may be done.
private final class Countdown: @unchecked Sendable {
    private var left: Int
    private let lock = NSLock()

    init(_ left: Int) { self.left = left }

    func takesOne() -> Bool {
        lock.withLock {
            left -= 1
            return left >= 0
        }
    }
}
