import Files
import SystemPackage
import Testing

@testable import Drops

@Suite struct `a file in a drop` {
    @Test func `is taken at once when it was renamed in`() {
        var settling = DropSettling(settle: 2000)
        settling.noteRenamed("a.csv")
        let (take, _) = settling.ready([entry("a.csv", changed: 10_000)], now: 10_000, wallClock: nil)
        #expect(take.map(\.name) == ["a.csv"])
    }

    @Test func `waits until it is quiet when it is written in place`() {
        var settling = DropSettling(settle: 2000)
        settling.noteWritten("a.csv")
        let first = settling.ready([entry("a.csv", size: 1, changed: 10_000)], now: 10_000, wallClock: nil)
        #expect(first.take.isEmpty)
        #expect(first.lookAgainIn == 2000)

        let grown = settling.ready([entry("a.csv", size: 2, changed: 11_900)], now: 12_000, wallClock: nil)
        #expect(grown.take.isEmpty)
        #expect(grown.lookAgainIn == 2000)

        let quiet = settling.ready([entry("a.csv", size: 2, changed: 11_900)], now: 14_000, wallClock: nil)
        #expect(quiet.take.map(\.name) == ["a.csv"])
    }

    @Test func `is not taken for renamed when it is written again afterwards`() {
        var settling = DropSettling(settle: 2000)
        settling.noteRenamed("a.csv")
        settling.noteWritten("a.csv")
        #expect(settling.ready([entry("a.csv", changed: 0)], now: 100, wallClock: nil).take.isEmpty)
    }

    @Test func `is taken at the first look when its own times are old`() {
        var settling = DropSettling(settle: 2000)
        #expect(settling.ready([entry("a.csv", changed: 0)], now: 60_000, wallClock: 60_000).take.count == 1)
    }

    @Test func `is taken at the first look when it was renamed long after its last write`() {
        var settling = DropSettling(settle: 2000)
        let entry = entry("a.csv", changed: 59_900, written: 1000)
        #expect(settling.ready([entry], now: 60_000, wallClock: 60_000).take.count == 1)
    }

    @Test func `waits by this machine's clock when its times are of the future`() {
        var settling = DropSettling(settle: 2000)
        #expect(settling.ready([entry("a.csv", changed: 900_000)], now: 1000, wallClock: 1000).take.isEmpty)
        #expect(
            settling.ready([entry("a.csv", changed: 900_000)], now: 3000, wallClock: 3000).take.count == 1
        )
    }

    @Test func `is refused at once when it is no file`() {
        var settling = DropSettling(settle: 2000)
        let (take, _) = settling.ready(
            [entry("pipe", .fifo, changed: 10_000)],
            now: 10_000,
            wallClock: nil
        )
        #expect(take.map(\.kind) == [.fifo])
    }

    @Test(arguments: [
        ".hidden", "a.part", "a.csv.tmp", "a.filepart", "a.csv~", "_receipts", "_rejected", "_tidy",
        "a.csv.sha256", "a.grenzen.csv", "a.csv.replaces", "ses.csv.8f3a1c2d.partial", "a.crdownload",
        "a.PART",
        "a.TMP", "a.download", "a.upload", "a.!qB", "a.opdownload", "a.inprogress", "a.temp", "a.incomplete",
        "a.part.csv", "Thumbs.db", "desktop.ini", "~$ses.xlsx", "ses.csv.swp", "ses.csv.bak", "ses.csv.done",
        "ses.csv.orig", "ses.csv.old", "ses.csv.lock", "#ses.csv#",
        ".DS_Store", "lost+found", ".\u{301}a.csv",
    ])
    func `is never looked at under a name that says so`(name: String) {
        #expect(DropNames().ignores(Array(name.utf8)))
    }

    @Test(arguments: [
        "a.csv", "part", "tmp.csv", "#a.csv", "old.csv", "a.old.csv", "a.bak.csv", "\u{301}a.csv",
        "partial.csv", "a.apart", "_TIDY", "_Tidy", "_RECEIPTS", "_Checked",
    ])
    func `is looked at under any other name`(name: String) {
        #expect(!DropNames().ignores(Array(name.utf8)))
    }

    @Test func `is left alone under the temporary names that an operator adds`() {
        let names = DropNames(temporary: [".Sending", "lock"])
        #expect(names.ignores(Array("a.csv.SENDING".utf8)) && names.ignores(Array("a.lock".utf8)))
        #expect(!names.ignores(Array("a.csv".utf8)))
    }

    @Test func `is looked at under a name that is no UTF-8`() {
        #expect(!DropNames().ignores(Array("co".utf8) + [0xEB] + Array("ff.csv".utf8)))
    }

    @Test func `waits for as long as somebody has it open for writing, renamed or not`() {
        var settling = DropSettling(settle: 0)
        settling.noteRenamed("a.csv")
        var open = entry("a.csv", changed: 0)
        open.isOpen = true
        let (take, again) = settling.ready([open], now: 60_000, wallClock: 60_000)
        #expect(take.isEmpty && again != nil)
        open.isOpen = false
        #expect(settling.ready([open], now: 61_000, wallClock: nil).take.count == 1)
    }

    @Test func `is given a second for its permissions when it cannot be read`() {
        var settling = DropSettling(settle: 0)
        settling.noteRenamed("a.csv")
        var closed = entry("a.csv", changed: 0)
        closed.unreadable = closed.name
        #expect(settling.ready([closed], now: 5000, wallClock: nil).take.isEmpty)
        #expect(settling.ready([closed], now: 6000, wallClock: nil).take.count == 1)
    }

    @Test func `waits no longer when the clock of the machine is set back`() {
        var settling = DropSettling(settle: 2000)
        let entry = entry("a.csv", changed: 900_000)
        #expect(settling.ready([entry], now: 1000, wallClock: 900_000).take.isEmpty)
        #expect(settling.ready([entry], now: 3000, wallClock: 100_000).take.count == 1)
    }

    private func entry(
        _ name: FilePath.Component,
        _ kind: FileStatus.FileKind = .regular,
        size: Int64 = 1,
        changed: Int64,
        written: Int64? = nil
    ) -> DropDirectory.Entry {
        .init(
            name: name,
            kind: kind,
            stamp: .init(
                device: 1,
                inode: 1,
                size: size,
                changed: changed,
                written: written ?? changed
            )
        )
    }
}

@Suite struct `the file system of a drop` {
    private let mounts = """
        22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        30 22 0:40 / /srv/peil\\040drop rw,relatime shared:2 - nfs4 server:/x rw
        31 22 0:41 / /srv/share rw - cifs //server/x rw
        32 31 0:42 / /srv/share/local rw - tmpfs tmpfs rw
        """

    @Test(arguments: [
        ("/", FileSystemKind.local), ("/srv", .local), ("/srv/peil drop/a", .network),
        ("/srv/share", .network),
        ("/srv/shared", .local), ("/srv/share/local/x", .local),
    ])
    func `is that of the nearest mount`(path: String, kind: FileSystemKind) {
        #expect(FileSystemKind(of: path, mounts: mounts) == kind)
    }
}
