import Testing

@testable import Drops

@Suite struct `a file in a drop` {
    @Test func `is taken at once when it was renamed in`() {
        var settling = DropSettling(settle: 2000)
        settling.noteRenamed("a.csv")
        let (take, _) = settling.ready([entry("a.csv", changed: 10_000)], now: 10_000, trustTimes: false)
        #expect(take.map(\.name) == ["a.csv"])
    }

    @Test func `waits until it is quiet when it is written in place`() {
        var settling = DropSettling(settle: 2000)
        settling.noteWritten("a.csv")
        let first = settling.ready([entry("a.csv", size: 1, changed: 10_000)], now: 10_000, trustTimes: false)
        #expect(first.take.isEmpty)
        #expect(first.lookAgainIn == 2000)

        let grown = settling.ready([entry("a.csv", size: 2, changed: 11_900)], now: 12_000, trustTimes: false)
        #expect(grown.take.isEmpty)
        #expect(grown.lookAgainIn == 2000)

        let quiet = settling.ready([entry("a.csv", size: 2, changed: 11_900)], now: 14_000, trustTimes: false)
        #expect(quiet.take.map(\.name) == ["a.csv"])
    }

    @Test func `is not taken for renamed when it is written again afterwards`() {
        var settling = DropSettling(settle: 2000)
        settling.noteRenamed("a.csv")
        settling.noteWritten("a.csv")
        #expect(settling.ready([entry("a.csv", changed: 0)], now: 100, trustTimes: false).take.isEmpty)
    }

    @Test func `is taken at the first look when its own times are old`() {
        var settling = DropSettling(settle: 2000)
        #expect(settling.ready([entry("a.csv", changed: 0)], now: 60_000, trustTimes: true).take.count == 1)
    }

    @Test func `is taken at the first look when it was renamed long after its last write`() {
        var settling = DropSettling(settle: 2000)
        let entry = entry("a.csv", changed: 59_900, written: 1000)
        #expect(settling.ready([entry], now: 60_000, trustTimes: true).take.count == 1)
    }

    @Test func `waits by this machine's clock when its times are of the future`() {
        var settling = DropSettling(settle: 2000)
        #expect(settling.ready([entry("a.csv", changed: 900_000)], now: 1000, trustTimes: true).take.isEmpty)
        #expect(
            settling.ready([entry("a.csv", changed: 900_000)], now: 3000, trustTimes: true).take.count == 1
        )
    }

    @Test func `is refused at once when it is no file`() {
        var settling = DropSettling(settle: 2000)
        let (take, _) = settling.ready(
            [entry("pipe", .special, changed: 10_000)],
            now: 10_000,
            trustTimes: false
        )
        #expect(take.map(\.kind) == [.special])
    }

    @Test(arguments: [
        ".hidden", "a.part", "a.csv.tmp", "a.filepart", "a.csv~", "_receipts", "_rejected", "a.csv.sha256",
    ])
    func `is never looked at under a name that says so`(name: String) {
        #expect(DropDirectory.ignores(name))
    }

    private func entry(
        _ name: String,
        _ kind: DropDirectory.FileKind = .regular,
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
