import Glibc

/// A buffer of fixed size at an address that every disk accepts, filled from the front.
///
/// Files are written past the page cache, which wants whole blocks at such addresses. The memory goes back to
/// the system at once, so that a daemon stays as small as it was.
@safe
final class AlignedBuffer: @unchecked Sendable {
    // Unchecked: a buffer is handed from the thread that fills it to the one that writes it, and back.

    private let storage: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    /// Creates an empty buffer; `capacity` is a multiple of a page.
    ///
    /// - Throws: ``ReleaseFault`` when there is no memory.
    init(capacity: Int) throws {
        // Fresh pages, for nobody else, given back as they were got.
        let pages = unsafe mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
            throw ReleaseFault("allocate", "memory")
        }
        unsafe storage = UnsafeMutableRawBufferPointer(start: pages, count: capacity)
    }

    deinit { _ = unsafe munmap(storage.baseAddress, storage.count) }

    /// How many bytes there is room for.
    var room: Int { unsafe storage.count - count }

    /// Forgets what is in it.
    func empty() { count = 0 }

    /// Appends as many of `bytes` as there is room for; returns how many.
    func fill(from bytes: UnsafeRawBufferPointer) -> Int {
        let taken = min(room, bytes.count)
        // Both stretches are of that size, and a caller cannot hold the storage of this buffer.
        unsafe UnsafeMutableRawBufferPointer(rebasing: storage[count..<count + taken])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
        count += taken
        return taken
    }

    /// Shows what is filled; the pointer is valid inside `body` only.
    func withFilled<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try unsafe body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
    }
}
