import Glibc
import Telemetry
import Testing

@Suite struct `an entry of the journal` {
    @Test func `has a field a line, and the length before a value of several lines`() {
        let bytes = JournalSocket.entry([("MESSAGE", "a=b"), ("PEIL_FILE", "x\ny")])
        let expected =
            Array("MESSAGE=a=b\nPEIL_FILE\n".utf8) + [3, 0, 0, 0, 0, 0, 0, 0] + Array("x\ny\n".utf8)
        #expect(bytes == expected)
    }

    @Test func `reaches whoever listens at the socket`() throws {
        let path = "/tmp/peil-journal-\(getpid())"
        let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8)) }
        // The address outlives the call, and its length covers no more than was filled in, with the zero behind it.
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(2 + path.utf8.count + 1))
            }
        }
        defer {
            close(listener)
            unsafe unlink(path)
        }
        try #require(bound == 0)
        let journal = try #require(JournalSocket(path: path))
        #expect(journal.send([("MESSAGE", "it works"), ("PRIORITY", "6")]))
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = unsafe recv(listener, &buffer, buffer.count, 0)
        #expect(
            String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "MESSAGE=it works\nPRIORITY=6\n"
        )
    }

    @Test func `is sent only where systemd says that the journal reads this stream`() throws {
        var status = stat()
        try #require(unsafe fstat(2, &status) == 0)
        #expect(JournalSocket.isJournal("\(status.st_dev):\(status.st_ino)", descriptor: 2))
        #expect(!JournalSocket.isJournal("\(status.st_dev):\(status.st_ino + 1)", descriptor: 2))
        #expect(!JournalSocket.isJournal(nil, descriptor: 2))
        #expect(!JournalSocket.isJournal("1", descriptor: 2))
    }
}
