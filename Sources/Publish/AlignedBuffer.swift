/// A buffer of fixed size at an address that every disk accepts, filled from the front.
///
/// Files are written past the page cache, which wants whole blocks at such addresses.
@safe
final class AlignedBuffer: @unchecked Sendable {
    // Unchecked: a buffer is handed from the thread that fills it to the one that writes it, and back.

    /// What disks of today want addresses and sizes to be multiples of.
    private static let block = 4096

    private let storage: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    /// Creates an empty buffer; `capacity` is a multiple of a block.
    init(capacity: Int) {
        unsafe storage = .allocate(byteCount: capacity, alignment: Self.block)
    }

    deinit { unsafe storage.deallocate() }

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
