import CZlib
import Synchronization
import Web

/// A file on its way out as gzip, made piece by piece.
final class GzipStream: Sendable {
    private let file: OpenFile
    private let state: Mutex<State>

    /// How much of the file is read at once, in bytes.
    private static let piece = 256 << 10

    /// The stream of zlib, which lives as long as its owner, and how far the file is read.
    @safe private struct State: ~Copyable {
        let stream: UnsafeMutablePointer<z_stream>
        var offset: Int64 = 0
        var isDone = false

        init() {
            unsafe stream = .allocate(capacity: 1)
            unsafe stream.initialize(to: z_stream())
            // 31 is the largest window, with the header of gzip; level 4 costs little and gives most of the gain.
            unsafe deflateInit2_(
                stream,
                4,
                Z_DEFLATED,
                31,
                8,
                Z_DEFAULT_STRATEGY,
                ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)
            )
        }

        deinit {
            unsafe deflateEnd(stream)
            unsafe stream.deallocate()
        }

        mutating func next(_ input: inout [UInt8], isLast: Bool) -> [UInt8] {
            let room = Int(unsafe deflateBound(stream, UInt(input.count))) + 64
            let count = input.count
            var written = 0
            let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
                unsafe input.withUnsafeMutableBufferPointer { bytes in
                    unsafe stream.pointee.next_in = bytes.baseAddress
                    unsafe stream.pointee.avail_in = UInt32(count)
                    unsafe stream.pointee.next_out = buffer.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(room)
                    _ = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    written = room - Int(unsafe stream.pointee.avail_out)
                }
                filled = written
            }
            return output
        }
    }

    init(_ file: OpenFile) {
        self.file = file
        state = Mutex(State())
    }

    /// Bytes as gzip, all at once.
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var state = State()
        var bytes = bytes
        return state.next(&bytes, isLast: true)
    }

    /// The next piece; nil behind the last.
    func next() throws -> [UInt8]? {
        try state.withLock { state throws in
            while !state.isDone {
                var input = try file.read(Self.piece, at: state.offset)
                state.offset += Int64(input.count)
                state.isDone = input.isEmpty || state.offset >= file.size
                let output = state.next(&input, isLast: state.isDone)
                if !output.isEmpty { return output }
            }
            return nil
        }
    }
}
