import Foundation
import Glibc
import Testing

/// Faults that stop a start, and faults that do not.
@Suite struct `a start` {
    private func delivery(_ count: Int64 = 120) -> String {
        JointDelivery.text([("BU00600000", [((10, 5, 1), count)])], period: "2019JJ00")
    }

    @Test(arguments: ["state", "published", "state/spool", ".", "link", "shipped", "jaar"])
    func `ends with 78 where a drop is, contains or lies in another place of Peil's`(place: String) throws {
        let here = try Installation()
        for folder in ["state/spool", "."] {
            try? FileManager.default.createDirectory(
                atPath: here.root + "/" + folder,
                withIntermediateDirectories: true
            )
        }
        try FileManager.default.createSymbolicLink(
            atPath: here.root + "/link",
            withDestinationPath: here.published
        )
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
            .replacing("path: \(here.root)/correctie,", with: "path: \(here.root)/\(place),")
        try text.write(toFile: here.configuration, atomically: true, encoding: .utf8)
        let outcome = try here.peil("once")
        #expect(outcome.code == 78)
        // Two drops that share a path are named by it.
        #expect(outcome.errors.contains(place == "jaar" ? "/jaar" : "correctie"), "\(outcome.errors)")
    }

    @Test func `ends with 78 where a variable is unknown, and names the nearest`() throws {
        let here = try Installation()
        let outcome = try here.peil("once", environment: ["PEIL_PUBLSH": "/tmp"])
        #expect(outcome.code == 78)
        #expect(outcome.errors.contains("PEIL_PUBLISH"), "\(outcome.errors)")
    }

    @Test func `names the nearest key where one is unknown`() throws {
        let here = try Installation(extra: "langauge: en")
        let outcome = try here.peil("once")
        #expect(outcome.code == 78)
        #expect(outcome.errors.contains("did you mean `language`?"), "\(outcome.errors)")
    }

    @Test(arguments: [4, 5, 7, 16, 30, 34, 37, 60])
    func `ends with 74 where fewer files may be open than it needs, and says how to allow more`(limit: Int)
        throws
    {
        let here = try Installation()
        try here.drop("nonsense", as: "a.csv", in: "jaar")
        let process = try here.limited("--nofile=\(limit):\(limit)", "once")
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 74)
        let errors = try String(contentsOfFile: here.root + "/errors", encoding: .utf8)
        #expect(errors.contains("LimitNOFILE"), "\(errors)")
        // Nothing was taken; with enough of them everything is.
        #expect(try here.receipt("a.csv", in: "jaar") == nil)
        #expect(try here.peil("once").code == 1)
    }

    @Test(arguments: [300, 400, 600, 1000, 1100])
    func `serves, or ends with 74 and says how to allow more, where it may have little memory`(mebibytes: Int)
        throws
    {
        let here = try Installation()
        try here.drop("nonsense", as: "a.csv", in: "jaar")
        let process = try here.limited("--as=\(mebibytes << 20)", "run")
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try expectAnswer(of: process, in: here, serves: mebibytes >= 1024, hint: "ulimit -v")
    }

    /// Of root nobody counts the threads.
    @Test(.enabled(if: geteuid() == 0, "needs another user"), arguments: [4, 8, 12, 40])
    func `serves, or ends with 74 and says how to allow more, where it may have few threads`(count: Int)
        throws
    {
        let here = try Installation()
        try here.drop("nonsense", as: "a.csv", in: "jaar")
        let user = 61_700 + count
        let names = try FileManager.default.subpathsOfDirectory(atPath: here.root)
        for name in names + [""] { unsafe lchown(here.root + "/" + name, uid_t(user), gid_t(user)) }
        let process = try here.limited(
            "--nproc=\(count)",
            "run",
            by: ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"]
        )
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try expectAnswer(of: process, in: here, serves: count == 40, hint: "ulimit -u")
    }

    private func expectAnswer(of process: Process, in here: Installation, serves: Bool, hint: String) throws {
        let isAnswered = try here.wait { try !process.isRunning || here.receipt("a.csv", in: "jaar") != nil }
        let errors = try String(contentsOfFile: here.root + "/errors", encoding: .utf8)
        #expect(isAnswered, "\(errors)")
        #expect(process.isRunning == serves, "\(errors)")
        process.terminate()
        #expect(here.wait { !process.isRunning }, "\(errors)")
        #expect(
            process.terminationReason == .exit && process.terminationStatus == (serves ? 0 : 74),
            "\(errors)"
        )
        if !serves { #expect(errors.contains(hint), "\(errors)") }
    }

    @Test func `goes on where a release cannot be made, and makes it when it can`() throws {
        let here = try Installation()
        try here.drop(delivery(), as: "a.csv", in: "correctie")
        try here.peil("once")
        let aside = here.root + "/aside"
        try FileManager.default.moveItem(atPath: here.published + "/ses-woa", toPath: aside)
        try "".write(toFile: here.published + "/ses-woa", atomically: false, encoding: .utf8)
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        try here.drop("nonsense", as: "b.csv", in: "jaar")
        #expect(try here.wait { try here.receipt("b.csv", in: "jaar") != nil }, "\(here.journal)")
        try FileManager.default.removeItem(atPath: here.published + "/ses-woa")
        try FileManager.default.moveItem(atPath: aside, toPath: here.published + "/ses-woa")
        #expect(here.wait { here.current("manifest.json") != nil })
    }

    @Test func `tells one delivery by its number, and no data set that is not there`() throws {
        let here = try Installation()
        try here.drop("nonsense", as: "a.csv", in: "jaar")
        try here.peil("once")
        let one = try here.peil("deliveries", "1")
        #expect(
            one.code == 0 && one.output.contains("a.csv") && one.output.contains("rejected"),
            "\(one.output)"
        )
        #expect(try here.peil("deliveries", "99").code == 65)
        #expect(try here.peil("deliveries", "nothing").code == 65)
        let status = try here.peil("status", "--json")
        #expect(status.code == 1, "no daemon runs")
        for key in ["version", "lastDelivery", "rejected", "freeBytes"] {
            #expect(status.output.contains("\"\(key)\""), "\(status.output)")
        }
    }

    @Test func `finishes a delivery whose drop is configured no longer`() throws {
        let here = try Installation()
        try "".write(toFile: here.published + "/ses-woa", atomically: false, encoding: .utf8)
        try here.drop(delivery(), as: "a.csv", in: "correctie")
        #expect(try here.peil("once").code == 74)
        try FileManager.default.removeItem(atPath: here.published + "/ses-woa")
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
            .replacing("name: correctie", with: "name: correcties")
        try text.write(toFile: here.configuration, atomically: true, encoding: .utf8)
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("configured no longer") }, "\(here.journal)")
        let folder = here.state + "/receipts/correctie"
        #expect(
            here.wait {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                return [".json", ".html"].allSatisfy { ending in names.contains { $0.hasSuffix(ending) } }
            },
            "\(here.journal)"
        )
    }

    @Test func `leaves no descriptor behind for each reload, and watches a drop again that was replaced`()
        throws
    {
        let here = try Installation(extra: "rescan: 10m")
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        var counts: [Int] = []
        var text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        for round in 1...6 {
            text = text.replacing(/settle: [0-9]+m?s/, with: "settle: \(round)ms")
            try text.write(toFile: here.configuration, atomically: true, encoding: .utf8)
            kill(daemon.processIdentifier, SIGHUP)
            #expect(here.wait { here.journal.components(separatedBy: " reloaded").count == round + 1 })
            Thread.sleep(forTimeInterval: 0.2)
            let path = "/proc/\(daemon.processIdentifier)/fd"
            counts.append(try FileManager.default.contentsOfDirectory(atPath: path).count)
        }
        // One generation of workers that are just ending may be there still.
        #expect(counts.max()! - counts[1] <= 6, "\(counts)")

        try FileManager.default.moveItem(atPath: here.root + "/jaar", toPath: here.root + "/jaar-old")
        try FileManager.default.createDirectory(
            atPath: here.root + "/jaar",
            withIntermediateDirectories: false
        )
        try here.drop("nonsense", as: "a.csv", in: "jaar")
        #expect(try here.wait { try here.receipt("a.csv", in: "jaar") != nil }, "\(here.journal)")
        try here.drop("more nonsense", as: "b.csv", in: "jaar")
        #expect(try here.wait(seconds: 5) { try here.receipt("b.csv", in: "jaar") != nil }, "\(here.journal)")
    }
}

extension Installation {
    /// Starts a command under a limit of the system; what it says goes to the file `errors`.
    fileprivate func limited(_ limit: String, _ command: String, by: [String] = []) throws -> Process {
        let errors = root + "/errors"
        try "".write(toFile: errors, atomically: false, encoding: .utf8)
        let process = Process()
        let call = by + ["/usr/bin/prlimit", limit]
        process.executableURL = URL(fileURLWithPath: call[0])
        process.arguments = call.dropFirst() + [Installation.binary, command, "--config", configuration]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        return process
    }
}
