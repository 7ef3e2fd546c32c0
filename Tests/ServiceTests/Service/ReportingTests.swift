import ConfigurationFiles
import Files
import Foundation
import Glibc
import Ledger
import Statistics
import Synchronization
import SystemPackage
import Telemetry
import Testing
import Workflow

@testable import ReleaseService
@testable import Service

/// How a file comes back to those who delivered it, and what its receipt can still say later.
@Suite struct `a file that is handed back` {
    /// A country with a file of a mode in the spool, and the folder that it is handed over to.
    private func begin(mode: mode_t) throws -> (country: MiniCountry, file: String, folder: String) {
        let country = try MiniCountry()
        let (spool, folder) = (country.root + "/state/spool/drop/1", country.root + "/drop/_rejected")
        for path in [spool, folder] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let file = spool + "/a.csv"
        try Data("text".utf8).write(to: URL(fileURLWithPath: file))
        #expect(unsafe chmod(file, mode) == 0)
        return (country, file, folder)
    }

    @Test func `is moved as it is where it cannot be read`() throws {
        let (country, file, folder) = try begin(mode: 0)
        try asNobody([file, Durable.parent(of: file), folder]) {
            try Reporting(peil: country.peil).handOver(file, to: Directory(.init(folder)), as: "a.csv.1")
        }
        #expect(FileStatus(of: file) == nil)
        #expect(FileStatus(of: folder + "/a.csv.1")?.permissions == [])
    }

    @Test func `gives signs of life while it is copied`() throws {
        let (country, file, folder) = try begin(mode: 0o600)
        let signs = Mutex(0)
        let reporting = Reporting(peil: country.peil, moved: { signs.withLock { $0 += 1 } })
        try reporting.handOver(file, to: Directory(.init(folder)), as: "a.csv.1")
        #expect(signs.withLock { $0 } == 1)
        #expect(FileStatus(of: folder + "/a.csv.1")?.permissions.contains(.groupRead) == true)
    }

    @Test func `stays in the spool where the process is to stop`() throws {
        let (country, file, folder) = try begin(mode: 0o600)
        country.peil.interruption.ask()
        #expect(throws: Interrupted.self) {
            try Reporting(peil: country.peil).handOver(file, to: Directory(.init(folder)), as: "a.csv.1")
        }
        #expect(FileStatus(of: file) != nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    /// Runs `body` as a user who may read only what its mode says; root may read all, so it gives the places away first.
    private func asNobody(_ places: [String], _ body: () throws -> Void) throws {
        guard geteuid() == 0 else { return try body() }
        let nobody: uid_t = 65534
        for place in places { #expect(unsafe chown(place, nobody, nobody) == 0) }
        // Of this thread alone; the C module does not hand it on.
        typealias SetUser = @convention(c) (uid_t) -> Int32
        let setUser = unsafe unsafeBitCast(dlsym(nil, "setfsuid"), to: SetUser?.self)
        let become = try #require(setUser)
        _ = become(nobody)
        defer { _ = become(0) }
        try body()
    }
}

@Suite struct `the receipt of a delivery long ago` {
    private let trial = `a data set that asks for approval`()

    @Test func `still says what its release shows otherwise`() throws {
        let country = try MiniCountry()
        let first = try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        for number in 2...22 {
            try country.deliver(.year, [trial.holdings(country, Int64(number))], number: number)
        }
        let delivery = try #require(try country.ledger.delivery(first))
        let receipt = try Reporting(peil: country.peil).receipt(of: delivery, language: .en)
        #expect(receipt.visible.map { $0.added > 0 } == true)
    }
}
