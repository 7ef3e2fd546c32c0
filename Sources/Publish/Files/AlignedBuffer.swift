import Files
import Glibc

/// A buffer of fixed size at an address for direct disk access, filled from the front.
///
/// Files are written past the page cache, which requires whole blocks at aligned addresses. The memory is
/// returned to the system at once, so that the daemon stays small.
@safe
final class AlignedBuffer: @unchecked Sendable {
    // Unchecked: a buffer is handed from the thread that fills it to the one that writes it, and back.

    private let storage: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    /// Creates an empty buffer; `capacity` is a multiple of a page.
    ///
    /// - Throws: ``MachineFault`` if there is no memory.
    init(capacity: Int) throws {
        // Fresh pages of this buffer alone, returned as they were obtained.
        let pages = unsafe mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
            throw MachineFault.ofRelease("allocate", "memory")
        }
        unsafe storage = UnsafeMutableRawBufferPointer(start: pages, count: capacity)
    }

    deinit { _ = unsafe munmap(storage.baseAddress, storage.count) }

    /// The number of bytes that still fit.
    var room: Int { unsafe storage.count - count }

    /// Empties the buffer.
    func empty() { count = 0 }

    /// Appends as many of `bytes` as fit; returns their number.
    func fill(from bytes: UnsafeRawBufferPointer) -> Int {
        let taken = min(room, bytes.count)
        // Both ranges are of that size, and a caller cannot have the storage of this buffer.
        unsafe UnsafeMutableRawBufferPointer(rebasing: storage[count..<count + taken])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
        count += taken
        return taken
    }

    /// Gives access to the filled bytes; the pointer is valid inside `body` only.
    func withFilled<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try unsafe body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
    }
}
