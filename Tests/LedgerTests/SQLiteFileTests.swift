import Foundation
import GRDB
import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `the file of a SQLite ledger` {
    @Test func `that a killed process left half made is made again`() throws {
        try withLedgerPath { path in
            let other = path + "-other"
            try DatabaseQueue(path: other).writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (bytes BLOB)")
                for _ in 0..<200 { try db.execute(sql: "INSERT INTO half VALUES (zeroblob(4000))") }
                // As the disk is where the process is killed here: pages are written, and the journal says what they were.
                for suffix in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: other + suffix, toPath: path + suffix)
                }
                try db.execute(sql: "ROLLBACK")
            }
            let ledger = try SQLiteLedger(path: path)
            #expect(try ledger.deliveries(dataset: nil, limit: 9).isEmpty)
            #expect(try ledger.flaws().isEmpty)
        }
    }

    @Test func `is for its owner only, with the files beside it`() throws {
        try withLedgerPath { path in
            let ledger = try SQLiteLedger(path: path)
            try ledger.take(.year, year(2019, ["A": 1]))
            for name in [path, path + "-wal", path + "-shm"] {
                #expect(try mode(name) == 0o600, "\(name)")
            }
        }
    }

    @Test func `is taken from others when it was open to them`() throws {
        try withLedgerPath { path in
            _ = try SQLiteLedger(path: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: path)
            _ = try SQLiteLedger(path: path)
            #expect(try mode(path) == 0o600)
        }
    }

    @Test func `keeps everything for the next process`() throws {
        try withLedgerPath { path in
            let first = try SQLiteLedger(path: path).take(.year, year(2019, ["A": 1]))
            let ledger = try SQLiteLedger(path: path)
            #expect(try ledger.delivery(first.id) == first)
            #expect(try ledger.stored(2019) == ["A": 1])
            try ledger.take(.correction, year(2019, ["A": 2]))
            try ledger.revert(DeliveryID(2), at: moment(1))
            #expect(try ledger.stored(2019) == ["A": 1])
        }
    }

    @Test func `is read beside its writer, which it sees at once and cannot change`() throws {
        try withLedgerPath { path in
            let writer = try SQLiteLedger(path: path)
            try writer.take(.year, year(2019, ["A": 1]))
            let reader = try SQLiteLedger(readingPath: path)
            #expect(try reader.stored(2019) == ["A": 1])
            try writer.take(.year, year(2019, ["A": 2]))
            #expect(try reader.stored(2019) == ["A": 2])
            let error = #expect(throws: LedgerError.self) { try reader.requestRelease(dataset: trialSet) }
            #expect(error?.reason == .readOnly)
        }
    }

    @Test func `is read also when nobody writes it`() throws {
        try withLedgerPath { path in
            try SQLiteLedger(path: path).take(.year, year(2019, ["A": 1]))
            #expect(try SQLiteLedger(readingPath: path).stored(2019) == ["A": 1])
        }
    }

    @Test func `reads as an empty ledger where there is none, and makes none`() throws {
        try withLedgerPath { path in
            let reader = try SQLiteLedger(readingPath: path)
            #expect(try reader.deliveries(dataset: nil, limit: 9).isEmpty)
            #expect(try reader.storedPeriods(dataset: trialSet).isEmpty)
            #expect(try reader.pendingRelease(dataset: trialSet) == nil)
            #expect(try reader.openRequests().isEmpty)
            #expect(throws: LedgerError.self) { _ = try reader.claim(.trial("a"), at: moment(1)) }
            #expect(!FileManager.default.fileExists(atPath: path))

            let unmade = path + "/without/a/directory.sqlite"
            #expect(try SQLiteLedger(readingPath: unmade).unfinishedDeliveries().isEmpty)
            // A daemon that is just making it.
            #expect(FileManager.default.createFile(atPath: path, contents: nil))
            #expect(try SQLiteLedger(readingPath: path).unfinishedDeliveries().isEmpty)
        }
    }

    @Test func `serves two processes that write`() throws {
        try withLedgerPath { path in
            let daemon = try SQLiteLedger(path: path)
            let command = try SQLiteLedger(path: path)
            let number = try command.request(.release(dataset: trialSet), at: moment(1))
            #expect(try daemon.openRequests().map(\.0) == [number])
            try daemon.take(.year, year(2019, ["A": 1]))
            try daemon.answer(number, with: .done(release: 1))
            #expect(try command.answer(of: number) == .done(release: 1))
        }
    }

    @Test func `is refused when a newer version wrote it, and left as it is`() throws {
        try withLedgerPath { path in
            try SQLiteLedger(path: path).take(.year, year(2019, ["A": 1]))
            try tamper(path, "INSERT INTO grdb_migrations VALUES ('later')")
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            for open in [SQLiteLedger.init(path:), SQLiteLedger.init(readingPath:)] {
                let error = #expect(throws: LedgerError.self) { _ = try open(path) }
                #expect(error?.reason == .newer)
                #expect(error?.path == path)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test func `of an earlier version is refused for reading, and brought up to date for writing`() throws {
        try withLedgerPath { path in
            try SQLiteLedger(path: path).take(.year, year(2019, ["A": 1]))
            try tamper(
                path,
                """
                DROP TABLE model; DROP TABLE version; DROP TABLE held_back;
                DROP INDEX release_unaccounted; DROP INDEX delivery_of_drop;
                ALTER TABLE release DROP COLUMN account;
                DELETE FROM grdb_migrations WHERE identifier IN ('2', '3', '8')
                """
            )
            let error = #expect(throws: LedgerError.self) { _ = try SQLiteLedger(readingPath: path) }
            #expect(error?.reason == .older)
            let ledger = try SQLiteLedger(path: path)
            #expect(try ledger.stored(2019) == ["A": 1])
            #expect(try ledger.keptModel(dataset: trialSet, period: Period(year: 2019)) == nil)
        }
    }

    @Test func `is refused when it is something else`() throws {
        try withLedgerPath { path in
            #expect(FileManager.default.createFile(atPath: path, contents: Data(repeating: 65, count: 8192)))
            try requireForeign(path)
            try FileManager.default.removeItem(atPath: path)
            try tamper(path, "CREATE TABLE other (id INTEGER)")
            try requireForeign(path)
        }
    }

    @Test func `that cannot be made says what and where`() throws {
        try withLedgerPath { path in
            let error = #expect(throws: LedgerError.self) {
                _ = try SQLiteLedger(path: path + "/x/ledger.sqlite")
            }
            #expect(error?.reason == .unreachable)
            #expect(error?.description.contains(path) == true)
        }
    }

    @Test func `that is damaged is an error of the machine, and blames no delivery`() throws {
        try withLedgerPath { path in
            let counts = Dictionary(uniqueKeysWithValues: (0..<3000).map { ("BU\($0)", Int64($0)) })
            try SQLiteLedger(path: path).take(.year, year(2019, counts))
            let file = try #require(FileHandle(forUpdatingAtPath: path))
            let size = try file.seekToEnd()
            for page in stride(from: UInt64(4096), to: size, by: 4096) {
                try file.seek(toOffset: page)
                try file.write(contentsOf: Data(repeating: 0xEE, count: 4096))
            }
            try file.close()
            let error = #expect(throws: LedgerError.self) { _ = try SQLiteLedger(path: path).stored(2019) }
            #expect(error?.reason == .damaged)
        }
    }

    @Test func `cut short anywhere in a commit is the ledger before or after that commit`() throws {
        try withLedgerPath { path in
            let ledger = try SQLiteLedger(path: path)
            var states = [try State(ledger)]
            let id = try ledger.claimNext().id
            states.append(try State(ledger))
            _ = try ledger.accept(id, report: DeliveryReport(), holdings: [year(2019, ["A": 1, "B": 2])])
            states.append(try State(ledger))
            try ledger.release()
            states.append(try State(ledger))
            try ledger.take(.correction, year(2019, ["B": 3]))
            try ledger.revert(DeliveryID(2), at: moment(1))
            states.append(try State(ledger))

            let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
            var reached: Set<Int> = []
            for length in stride(from: 0, through: log.count, by: 1777) {
                let copy = path + "-cut"
                for suffix in ["", "-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: copy + suffix)
                }
                try FileManager.default.copyItem(atPath: path, toPath: copy)
                try log.prefix(length).write(to: URL(fileURLWithPath: copy + "-wal"))
                let state = try State(SQLiteLedger(path: copy))
                let index = states.firstIndex(of: state)
                // Between the claim of the correction and its being taken back the walk saw no state.
                if let index { reached.insert(index) } else { #expect(state.deliveries.count == 2) }
            }
            #expect(reached.isSuperset(of: [0, 1, 2, 3]))
        }
    }

    /// All that a ledger says.
    private struct State: Equatable {
        var deliveries: [Delivery]
        var periods: [StoredPeriod]
        var stored: [String: Int64]
        var isDue: Bool
        var releases: [ReleaseRecord]

        init(_ ledger: any LedgerStore) throws {
            deliveries = try ledger.deliveries(dataset: nil, limit: .max)
            periods = try ledger.storedPeriods(dataset: trialSet)
            stored = try ledger.stored(2019)
            isDue = try ledger.pendingRelease(dataset: trialSet) != nil
            releases = try ledger.releases(dataset: trialSet, limit: .max)
        }
    }

    @Test func `whose bits were lost in a tally is found by its digest, though SQLite finds it whole`() throws
    {
        try withLedgerPath { path in
            let ledger = try SQLiteLedger(path: path)
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]), year(2020, ["A": 5]))
            try ledger.take(.correction, year(2019, ["B": 3]))
            #expect(try ledger.flaws().isEmpty)
            let queue = try DatabaseQueue(path: path)
            try queue.write { db in
                try db.execute(sql: "UPDATE tally SET bytes = X'0004' WHERE delivery = 2")
                #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            }
            #expect(try ledger.flaws() == ["what 1 deliveries brought is not what was stored of them"])
            try queue.write { try $0.execute(sql: "DELETE FROM tally WHERE delivery = 1 AND period = 2") }
            #expect(try ledger.flaws().contains("what 2 deliveries brought is not what was stored of them"))
        }
    }

    private func requireForeign(_ path: String) throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        for open in [SQLiteLedger.init(path:), SQLiteLedger.init(readingPath:)] {
            let error = #expect(throws: LedgerError.self) { _ = try open(path) }
            #expect(error?.reason == .foreign)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? Int ?? 0) & 0o777
    }
}
