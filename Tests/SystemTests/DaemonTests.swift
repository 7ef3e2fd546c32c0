import Foundation
import Testing

@Suite struct `the daemon` {
    @Test func `publishes what is renamed into a drop, and ends on SIGTERM`() throws {
        let here = try Installation(settle: "10s")
        let daemon = try here.startDaemon()
        defer { if daemon.isRunning { daemon.terminate() } }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        try here.drop(delivery(count: 120), as: "a.csv", in: "correctie")
        // The settle time is for files written in place; a renamed one is taken at once.
        #expect(
            try here.wait(seconds: 8) { try here.receipt("a.csv", in: "correctie") != nil },
            "\(here.journal)"
        )
        #expect(here.current("manifest.json") != nil)
        daemon.terminate()
        #expect(here.wait(seconds: 10) { !daemon.isRunning })
        #expect(daemon.terminationStatus == 0)
    }

    @Test func `takes a file that is written in place when it is quiet`() throws {
        let here = try Installation(settle: "4s")
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        let path = here.root + "/correctie/slow.csv"
        let text = delivery(count: 120)
        let half = text.index(text.startIndex, offsetBy: text.count / 2)
        // FileManager would write elsewhere and rename; this is for a file that grows where it stands.
        let file = unsafe open(path, O_CREAT | O_WRONLY, 0o644)
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        handle.write(Data(text[..<half].utf8))
        Thread.sleep(forTimeInterval: 0.3)
        #expect(try here.receipt("slow.csv", in: "correctie") == nil)
        handle.write(Data(text[half...].utf8))
        try handle.close()
        #expect(
            try here.wait { try here.receipt("slow.csv", in: "correctie")?["state"] as? String == "accepted" }
        )
    }

    @Test func `goes on where it was killed, losing nothing and doing nothing twice`() throws {
        let here = try Installation()
        for round in 0..<12 {
            let daemon = try here.startDaemon()
            try here.drop(delivery(count: Int64(120 + round)), as: "\(round).csv", in: "correctie")
            // A little later each time, so that the kill falls into another step of the work.
            Thread.sleep(forTimeInterval: 0.05 + 0.04 * Double(round))
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
            if let current = here.current("manifest.json") {
                #expect((try? JSONSerialization.jsonObject(with: current)) != nil)
            }
        }
        #expect(try here.peil("once").code == 0)
        let receipts = try here.receipts("correctie")
        #expect(Set(receipts.compactMap { $0["file"] as? String }).count == 12)
        #expect(receipts.allSatisfy { $0["state"] as? String == "accepted" })

        let other = try Installation()
        try other.drop(delivery(count: 131), as: "last.csv", in: "correctie")
        try other.peil("once")
        #expect(here.extracts() == other.extracts())
    }

    @Test func `takes a delivery back while it runs`() throws {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        try here.drop(delivery(count: 120), as: "a.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("a.csv", in: "correctie") != nil }, "\(here.journal)")
        let before = here.extracts()
        try here.drop(delivery(count: 150), as: "b.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("b.csv", in: "correctie") != nil })
        #expect(here.extracts() != before)
        let outcome = try here.peil("revert", "2", "--json")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(here.extracts() == before)
    }

    @Test func `serves one drop while another one hangs or is gone`() throws {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") })
        try FileManager.default.removeItem(atPath: here.root + "/jaar")
        try here.drop(delivery(count: 120), as: "a.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("a.csv", in: "correctie") != nil }, "\(here.journal)")
        try FileManager.default.createDirectory(
            atPath: here.root + "/jaar",
            withIntermediateDirectories: true
        )
        try here.drop("nonsense", as: "b.csv", in: "jaar")
        #expect(
            try here.wait(seconds: 90) { try here.receipt("b.csv", in: "jaar") != nil },
            "\(here.journal)"
        )
    }

    @Test func `reads its configuration again on SIGHUP, and keeps the old one when the new one is wrong`()
        throws
    {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") })
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        try (text + "\nnonsense: 1\n").write(toFile: here.configuration, atomically: true, encoding: .utf8)
        kill(daemon.processIdentifier, SIGHUP)
        #expect(here.wait { here.journal.contains("not reloaded") }, "\(here.journal)")
        let more = text.replacingOccurrences(
            of: "drops:\n",
            with:
                "drops:\n  - {name: elders, path: \(here.root)/elders, dataset: ses-woa, mode: correction, settle: 0s}\n"
        )
        try more.write(toFile: here.configuration, atomically: true, encoding: .utf8)
        kill(daemon.processIdentifier, SIGHUP)
        #expect(here.wait { here.journal.contains(" reloaded") }, "\(here.journal)")
        try here.drop(delivery(count: 120), as: "a.csv", in: "elders")
        #expect(try here.wait { try here.receipt("a.csv", in: "elders") != nil }, "\(here.journal)")
    }

    @Test func `is alone on its state directory`() throws {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") })
        let second = try here.peil("once")
        #expect(second.code == 74)
        #expect(second.errors.contains("another peil"))
    }

    private func delivery(count: Int64) -> String {
        JointDelivery.text([("BU00600000", [((10, 5, 1), count)])], period: "2019JJ00")
    }
}
