/// Bytes on their way to a file: gathered, and handed on in pieces.
package struct Output {
    /// The bytes that were not handed on yet.
    package var bytes: [UInt8] = []
    private let take: ([UInt8]) throws -> Void

    /// The number of bytes that are gathered before they are handed on.
    private static let pieceSize = 1 << 16

    /// Creates an output whose pieces go to `take`.
    package init(_ take: @escaping ([UInt8]) throws -> Void) { self.take = take }

    /// Hands on what was gathered, once there is enough of it; to be called between rows.
    package mutating func endRow() throws {
        if bytes.count >= Self.pieceSize { try finish() }
    }

    /// Hands on what was gathered.
    package mutating func finish() throws {
        guard !bytes.isEmpty else { return }
        try take(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
