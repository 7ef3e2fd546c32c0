import Files
import Glibc
import Testing

/// Files that are read: what is wrong with them, and what is wrong with the machine.
struct `A file that cannot be read` {
    @Test func `now is told from one that is not there, or is no file`() throws {
        // Reading the first page of the memory of a process fails as a broken disk does.
        let fault = #expect(throws: MachineFault.self) { try ReadFile.requireReadable("/proc/self/mem") }
        #expect(fault?.code == EIO && fault?.operation == "read")
        for path in ["/nowhere/file", "/tmp", "/proc/self/exe", "/proc/self/status"] {
            try ReadFile.requireReadable(path)
        }
    }
}
