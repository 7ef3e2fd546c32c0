import CZlib
import Publish
import Testing

@Suite struct `bytes made gzip piece by piece` {
    /// Rows such as those of an extract, of so many bytes.
    private func rows(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        var bytes: [UInt8] = []
        while bytes.count < count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes += Array("<d:Waarde m:type=\"Edm.Double\">\(state >> 40)</d:Waarde>\n".utf8)
        }
        return Array(bytes.prefix(count))
    }

    /// The bytes that a whole stream of gzip holds; nil where it is cut off.
    private func unpacked(_ packed: [UInt8], atMost limit: Int) -> [UInt8]? {
        var stream = unsafe z_stream()
        guard unsafe inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            return nil
        }
        defer { unsafe _ = inflateEnd(&stream) }
        var (input, isWhole) = (packed, false)
        let output = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            unsafe input.withUnsafeMutableBufferPointer { bytes in
                unsafe stream.next_in = bytes.baseAddress
                unsafe stream.avail_in = UInt32(bytes.count)
                unsafe stream.next_out = buffer.baseAddress
                unsafe stream.avail_out = UInt32(limit)
                isWhole = unsafe inflate(&stream, Z_FINISH) == Z_STREAM_END
                filled = unsafe limit - Int(stream.avail_out)
            }
        }
        return isWhole ? output : nil
    }

    @Test(arguments: [1, 8, 297, 1000, 5000, 20_000, 40_000])
    func `are whole, however short the last piece is`(last: Int) throws {
        var compressor = GzipCompressor(level: 6)
        var (first, rest) = (rows(256 << 10, seed: 1), rows(last, seed: 2))
        let all = first + rest
        let packed = compressor.next(&first, isLast: false) + compressor.next(&rest, isLast: true)
        #expect(unpacked(packed, atMost: all.count + 1) == all)
    }
}
