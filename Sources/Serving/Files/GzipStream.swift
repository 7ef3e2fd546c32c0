import Publish
import Synchronization
import Web

/// A file on its way out as gzip, made piece by piece.
final class GzipStream: Sendable {
    private let file: OpenFile
    private let state: Mutex<State>

    /// How much of the file is read at once, in bytes.
    private static let piece = 256 << 10

    /// The compressor, and how far the file is read.
    ///
    /// Level 4 costs little and gives most of the gain.
    private struct State: ~Copyable {
        var compressor = GzipCompressor(level: 4)
        var offset: Int64 = 0
        var isDone = false
    }

    init(_ file: OpenFile) {
        self.file = file
        state = Mutex(State())
    }

    /// Bytes as gzip, all at once.
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var compressor = GzipCompressor(level: 4)
        var bytes = bytes
        return compressor.next(&bytes, isLast: true)
    }

    /// The next piece; nil behind the last.
    func next() throws -> [UInt8]? {
        try state.withLock { state throws in
            while !state.isDone {
                var input = try file.read(Self.piece, at: state.offset)
                state.offset += Int64(input.count)
                state.isDone = input.isEmpty || state.offset >= file.size
                let output = state.compressor.next(&input, isLast: state.isDone)
                if !output.isEmpty { return output }
            }
            return nil
        }
    }
}
