import Foundation
import Glibc
import Testing

/// Disks that are full or can only be read, for real: small file systems in memory, mounted for the test.
///
/// It needs the right to mount; elsewhere it is skipped. `make torture` tries many amounts of room.
@Suite(.serialized, .enabled(if: SmallDisk.mayMount)) struct `a disk` {
    private static let trials = ProcessInfo.processInfo.environment["TORTURE_TRIALS"].flatMap(Int.init)

    private func delivery(_ count: Int64) -> String {
        JointDelivery.text([("BU00600000", [((10, 5, 1), count)])], period: "2019JJ00")
    }

    /// The extracts of two corrections, one after the other, as a run that nobody disturbed makes them.
    private func undisturbed() throws -> [String: Data] {
        let here = try Installation(isProved: false)
        for count in [120, 150] {
            try here.drop(delivery(Int64(count)), as: "\(count).csv", in: "correctie")
            try here.peil("once")
        }
        return here.extracts()
    }

    /// The first correction is released; then the disk is made useless, the second comes, and the disk is mended.
    private func hinder(
        _ place: String,
        _ here: Installation,
        by fault: (SmallDisk) throws -> Void,
        mend: (SmallDisk) throws -> Void
    ) throws {
        let disk = try SmallDisk(at: here.root + "/" + place)
        try here.drop(delivery(120), as: "120.csv", in: "correctie")
        let daemon = try here.startDaemon()
        defer {
            if daemon.isRunning { daemon.terminate() }
            daemon.waitUntilExit()
            disk.unmount()
        }
        #expect(try here.wait { try here.receipt("120.csv", in: "correctie") != nil }, "\(here.journal)")
        // It lies in the drop under a hidden name, so that it can come where the disk takes nothing more.
        let hidden = here.root + "/elders/150.csv"
        try delivery(150).write(toFile: hidden, atomically: false, encoding: .utf8)
        if place == "correctie" {
            try delivery(150).write(toFile: here.root + "/correctie/.150", atomically: false, encoding: .utf8)
        }
        try fault(disk)
        if place == "correctie" {
            // A drop that can only be read has it from before.
            if unsafe rename(here.root + "/correctie/.150", here.root + "/correctie/150.csv") != 0 {
                try disk.remount("rw")
                _ = unsafe rename(here.root + "/correctie/.150", here.root + "/correctie/150.csv")
                try disk.remount("ro")
            }
        } else {
            try here.drop(delivery(150), as: "150.csv", in: "correctie")
        }
        Thread.sleep(forTimeInterval: 1.5)
        #expect(daemon.isRunning, "\(here.journal)")
        try mend(disk)
        #expect(
            try here.wait(seconds: 90) { try here.receipt("150.csv", in: "correctie") != nil },
            "\(place): \(here.journal)"
        )
        #expect(daemon.isRunning)
        let taken = try here.receipts("correctie").compactMap { $0["file"] as? String }
        #expect(taken.sorted() == ["120.csv", "150.csv"], "\(place)")
        #expect(try here.receipts("correctie").allSatisfy { $0["state"] as? String == "accepted" })
        #expect(here.extracts() == (try undisturbed()), "\(place)")
        #expect(try here.peil("verify").code == 0)
    }

    @Test(arguments: ["state", "published", "correctie"])
    func `that is full delays a delivery, and loses, halves and doubles nothing`(place: String) throws {
        var random = SystemRandomNumberGenerator()
        for trial in 0..<(Self.trials.map { max(1, $0 / 100) } ?? 1) {
            let here = try Installation(isProved: false)
            // Room for some steps, but not for all of them; the first time none at all.
            let pages = trial == 0 ? 0 : Int.random(in: 1...160, using: &random)
            try hinder(place, here, by: { try $0.fill(leaving: pages * 4096) }, mend: { try $0.empty() })
        }
    }

    @Test(arguments: ["published", "correctie"])
    func `that can only be read delays a delivery, and loses, halves and doubles nothing`(place: String)
        throws
    {
        let here = try Installation(isProved: false)
        try hinder(place, here, by: { try $0.remount("ro") }, mend: { try $0.remount("rw") })
    }

    @Test func `of the state that can only be read stops the start, and nothing else`() throws {
        let here = try Installation(isProved: false)
        let disk = try SmallDisk(at: here.state)
        defer { disk.unmount() }
        try here.drop(delivery(120), as: "120.csv", in: "correctie")
        try disk.remount("ro")
        let outcome = try here.peil("once")
        #expect(outcome.code == 78 || outcome.code == 74, "\(outcome.code)")
        #expect(outcome.errors.contains(here.state), "\(outcome.errors)")
        #expect(FileManager.default.fileExists(atPath: here.root + "/correctie/120.csv"))
        try disk.remount("rw")
        #expect(try here.peil("once").code == 0)
    }
}

/// A small file system in memory.
private struct SmallDisk {
    let path: String
    private var filler: String { path + "/.filler" }

    /// True where this process may mount.
    static let mayMount: Bool = {
        let path = NSTemporaryDirectory() + "peil-mount-\(getpid())"
        guard
            (try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true))
                != nil,
            let disk = try? SmallDisk(at: path)
        else { return false }
        disk.unmount()
        return true
    }()

    init(at path: String) throws {
        self.path = path
        try Self.run("mount", ["-t", "tmpfs", "-o", "size=16m,mode=0755", "peil-test", path])
    }

    private struct Failed: Error {}

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
    }

    func remount(_ how: String) throws {
        // Who has a file open for writing just now is done soon.
        for _ in 0..<100 {
            if (try? Self.run("mount", ["-o", "remount,\(how)", path])) != nil { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw Failed()
    }

    /// Writes until nothing more is taken, then gives so many bytes free again.
    func fill(leaving bytes: Int) throws {
        let file = unsafe open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failed() }
        defer { close(file) }
        let page = [UInt8](repeating: 1, count: 4096)
        var size = 0
        while unsafe write(file, page, page.count) == page.count { size += page.count }
        guard ftruncate(file, max(0, size - bytes)) == 0 else { throw Failed() }
    }

    func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    func unmount() { try? Self.run("umount", ["-l", path]) }
}
