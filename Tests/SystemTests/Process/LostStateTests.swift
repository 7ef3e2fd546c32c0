import Foundation
import Testing

/// A ledger that is lost is no first start, and a backup brings it back.
@Suite struct `the state` {
    private func delivery(_ count: Int64) -> String {
        JointDelivery.text([("BU00600000", [((10, 5, 1), count)])], period: "2019JJ00")
    }

    private func released(_ counts: Int64...) throws -> Installation {
        let here = try Installation(isProved: false)
        for count in counts {
            try here.drop(delivery(count), as: "\(count).csv", in: "correctie")
            let once = try here.peil("once")
            #expect(once.code == 0, "\(once.errors)")
        }
        return here
    }

    private func removeLedger(_ here: Installation) throws {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: here.state + "/ledger.sqlite" + suffix)
        }
    }

    @Test func `is not begun anew where releases are published that the ledger does not know`() throws {
        let here = try released(120, 150)
        let before = here.current("manifest.json")
        try removeLedger(here)
        try here.drop(delivery(180), as: "c.csv", in: "correctie")
        for command in ["once", "run"] {
            let outcome = try here.peil(command)
            #expect(outcome.code == 74)
            #expect(outcome.errors.contains("peil restore"), "\(outcome.errors)")
        }
        #expect(here.current("manifest.json") == before)
        #expect(FileManager.default.fileExists(atPath: here.root + "/correctie/c.csv"))
    }

    @Test func `ends a daemon whose ledger is deleted under it`() throws {
        let here = try released(120)
        let daemon = try here.startDaemon()
        defer { if daemon.isRunning { daemon.terminate() } }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        try removeLedger(here)
        #expect(here.wait(seconds: 40) { !daemon.isRunning }, "\(here.journal)")
        #expect(daemon.terminationStatus == 74)
    }

    @Test func `is backed up and put back, and no release number is given twice`() throws {
        let here = try released(120)
        let backup = here.root + "/backup"
        let made = try here.peil("backup", backup)
        #expect(made.code == 0, "\(made.errors)")
        #expect(try here.peil("backup", backup).code == 65)
        try here.drop(delivery(150), as: "150.csv", in: "correctie")
        try here.peil("once")
        let after = here.extracts()
        try removeLedger(here)
        #expect(try here.peil("once").code == 74)

        let restored = try here.peil("restore", backup)
        #expect(restored.code == 0, "\(restored.errors)")
        #expect(restored.output.contains("published after the backup: 2"), "\(restored.output)")
        #expect(try here.peil("verify").code == 0)
        try here.drop(delivery(150), as: "again.csv", in: "correctie")
        let once = try here.peil("once")
        #expect(once.code == 0, "\(once.errors)")
        #expect(try here.receipt("again.csv", in: "correctie")?["release"] as? Int ?? 0 > 2)
        #expect(here.extracts() == after)
    }

    @Test func `is not gone on with without the key of offsets, nor by another method`() throws {
        let here = try Installation()
        let codebook = here.root + "/shipped/ses-woa.yaml"
        func write(_ method: String, instead old: String) throws {
            let text = try String(contentsOfFile: codebook, encoding: .utf8)
            try text.replacing("  method: \(old)\n", with: "  method: \(method)\n")
                .write(toFile: codebook, atomically: true, encoding: .utf8)
        }
        try write("proved", instead: "threshold")
        try here.drop(delivery(120), as: "a.csv", in: "correctie")
        let first = try here.peil("once")
        #expect(first.code == 0, "\(first.errors)")
        let extracts = here.extracts()
        #expect(!extracts.isEmpty)
        // Without the key, nothing is made and no other key is.
        let key = here.state + "/offsets.key"
        try FileManager.default.moveItem(atPath: key, toPath: here.root + "/key")
        try here.drop(delivery(150), as: "b.csv", in: "correctie")
        for command in ["once", "run"] {
            let outcome = try here.peil(command)
            #expect(outcome.code == 74)
            #expect(outcome.errors.contains("offsets.key") && outcome.errors.contains("peil restore"))
        }
        #expect(!FileManager.default.fileExists(atPath: key))
        try FileManager.default.moveItem(atPath: here.root + "/key", toPath: key)
        // By another method neither.
        try write("threshold", instead: "proved")
        let other = try here.peil("once")
        #expect(other.code == 78 && other.errors.contains("method: proved"), "\(other.errors)")
        #expect(here.extracts() == extracts)
        try write("proved", instead: "threshold")
        let last = try here.peil("once")
        #expect(last.code == 0, "\(last.errors)")
    }

    @Test func `is backed up without the backups that lie in it`() throws {
        let here = try released(120)
        let first = try here.peil("backup", here.state + "/backups/first")
        let second = try here.peil("backup", here.state + "/backups/second")
        #expect(first.code == 0 && second.code == 0, "\(second.errors)")
        let list = try String(contentsOfFile: here.state + "/backups/second/backup.json", encoding: .utf8)
        #expect(list.contains("ledger.sqlite") && !list.contains("first"))
        #expect(!FileManager.default.fileExists(atPath: here.state + "/backups/second/backups"))
    }

    @Test func `is put back from no backup that was changed`() throws {
        let here = try released(120)
        let backup = here.root + "/backup"
        try here.peil("backup", backup)
        let ledger = backup + "/ledger.sqlite"
        let handle = try #require(FileHandle(forUpdatingAtPath: ledger))
        try handle.seek(toOffset: 5000)
        handle.write(Data([1, 2, 3]))
        try handle.close()
        let outcome = try here.peil("restore", backup)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("ledger.sqlite"))
        #expect(try here.peil("once").code == 0)
    }

    @Test
    func
        `takes the good file again after a wrong one, and answers a duplicate only where nothing would change`()
        throws
    {
        let here = try released(120, 150)
        try here.drop(delivery(120), as: "good-again.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        let receipt = try #require(try here.receipt("good-again.csv", in: "correctie"))
        #expect(receipt["release"] as? Int == 3, "\(receipt)")
        try here.drop(delivery(120), as: "twice.csv", in: "correctie")
        try here.peil("once")
        let codes = (try here.receipt("twice.csv", in: "correctie")?["findings"] as? [[String: Any]])?
            .compactMap { $0["code"] as? String }
        #expect(codes?.contains("duplicate-delivery") == true)
    }
}
