import Files
import Foundation
import Glibc
import SystemPackage
import Testing

/// An open directory of the system.
struct `A directory that is open` {
    /// Runs `body` with the path of a fresh directory.
    private func trial(_ body: (FilePath) throws -> Void) throws {
        let path = FilePath(NSTemporaryDirectory()).appending("peil-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: path.string) }
        try body(path)
    }

    private func write(_ path: FilePath, _ text: String) throws {
        let file = try FileDescriptor.open(path, .writeOnly, options: .create, permissions: .ownerReadWrite)
        _ = try file.closeAfter { try file.writeAll(text.utf8) }
    }

    @Test func `lists names that are no UTF-8, in the order of their bytes`() throws {
        try trial { path in
            let odd = try #require(FilePath.Component(bytes: [0x66, 0xFF, 0xFE]))
            let directory = try Directory(path)
            let file = try directory.open(odd, .writeOnly, options: .create, permissions: .ownerReadWrite)
            try file.close()
            try write(path.appending("e"), "e")
            let bytes = try directory.names().map(\.bytes)
            #expect(bytes == [[0x65], [0x66, 0xFF, 0xFE]])
            let status = try directory.status(of: odd)
            #expect(status?.kind == .regular)
        }
    }

    @Test func `follows no link, neither to a directory nor to a file`() throws {
        try trial { path in
            try FileManager.default.createDirectory(
                atPath: path.appending("real").string,
                withIntermediateDirectories: false
            )
            try write(path.appending("file"), "text")
            for (name, target) in [("to-real", "real"), ("to-file", "file")] {
                try FileManager.default.createSymbolicLink(
                    atPath: path.appending(name).string,
                    withDestinationPath: target
                )
            }
            let root = try Directory(path)
            let first = #expect(throws: MachineFault.self) { _ = try Directory(path.appending("to-real")) }
            #expect(first.map { [ELOOP, ENOTDIR].contains($0.code) } == true)
            #expect(throws: MachineFault.self) { _ = try root.directory("to-real") }
            let fault = #expect(throws: MachineFault.self) { _ = try root.open("to-file", .readOnly) }
            #expect(fault?.code == ELOOP)
            let kind = try root.status(of: "to-file")?.kind
            #expect(kind == .link)
        }
    }

    @Test func `moves and links what stands in it, though its path leads elsewhere by then`() throws {
        try trial { path in
            let root = try Directory(path)
            let isNew = try root.create("spool", permissions: .ownerReadWriteExecute)
            let isNewAgain = try root.create("spool", permissions: .ownerReadWriteExecute)
            #expect(isNew && !isNewAgain)
            let spool = try root.directory("spool")
            try FileManager.default.moveItem(
                atPath: path.appending("spool").string,
                toPath: path.appending("moved").string
            )
            try write(path.appending("file"), "text")
            try root.rename("file", to: spool, as: "taken")
            try spool.link("taken", to: root, as: "again")
            try spool.sync()
            let (inside, outside) = (try spool.names(), try root.names())
            #expect(inside == ["taken"] && outside == ["again", "moved"])
            let links = try root.status(of: "again")?.links
            #expect(links == 2)
            let fault = #expect(throws: MachineFault.self) { try spool.link("taken", to: root, as: "again") }
            #expect(fault?.code == EEXIST)
            let isGone = try root.remove("again")
            let isGoneAgain = try root.remove("again")
            #expect(isGone && !isGoneAgain)
        }
    }

    @Test(arguments: [[], [0x2E], [0x2E, 0x2E], [0x61, 0x2F, 0x62], [0x61, 0]])
    func `has no name that leads out of it`(bytes: [UInt8]) {
        #expect(FilePath.Component(bytes: bytes) == nil)
    }
}
