import CZlib

/// Bytes made gzip, piece by piece; the same bytes in the same pieces give the same bytes, without a name or a moment.
@safe package struct GzipCompressor: ~Copyable {
    // The stream of zlib, which lives as long as its owner.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Begins a stream.
    ///
    /// - Parameter level: From 1, fast, to 9, small.
    package init(level: Int32) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 31 is the largest window, with the header of gzip.
        unsafe deflateInit2_(
            stream,
            level,
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

    /// Compressed bytes for the next piece; nothing where zlib still gathers.
    package mutating func next(_ input: inout [UInt8], isLast: Bool) -> [UInt8] {
        // zlib may still hold much of the pieces before, so no bound on this piece is one on what comes out.
        let room = 64 << 10
        return unsafe input.withUnsafeMutableBufferPointer { bytes in
            unsafe stream.pointee.next_in = bytes.baseAddress
            unsafe stream.pointee.avail_in = UInt32(bytes.count)
            var output: [UInt8] = []
            var isFull = true
            while isFull {
                output += unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
                    unsafe stream.pointee.next_out = buffer.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(room)
                    _ = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    filled = room - Int(unsafe stream.pointee.avail_out)
                    isFull = unsafe stream.pointee.avail_out == 0
                }
            }
            return output
        }
    }
}
