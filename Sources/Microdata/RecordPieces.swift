import Bytes
import Glibc
import Synchronization
import Tallying

/// Cuts a file into pieces of whole lines, for threads to take.
///
/// The ends of pieces depend on the bytes only. A line longer than a piece is cut off: its rest is longer
/// than any row, which its reader reports.
@safe
final class RecordPieces: @unchecked Sendable {
    /// The maximum number of bytes of a piece.
    let size: Int
    /// The number of bytes read at once.
    private static let stretch = 1 << 16

    /// The lock of all properties below.
    private let lock = Mutex<Void>(())
    private let stream: any ByteStream
    private var carry: [UInt8] = []
    private var toSkip: Int
    private var next = 0
    private var hasEnded = false
    private var failure: (any Error)?
    private var lines: [Int] = []

    /// - Parameters:
    ///   - stream: The bytes.
    ///   - skipped: The number of bytes before the first row.
    ///   - size: The maximum number of bytes of a piece; more than a row may have.
    init(_ stream: any ByteStream, skipping skipped: Int, size: Int) {
        self.stream = stream
        toSkip = skipped
        self.size = max(size, RecordScan.rowLimit + 2)
    }

    /// Fills `buffer`, of ``size`` bytes and more, with the next piece; nil at the end, or after a failure.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> (piece: Int, count: Int)? {
        lock.withLock { _ in
            guard !hasEnded, failure == nil else { return nil }
            do {
                guard let count = unsafe try fill(buffer) else {
                    hasEnded = true
                    return nil
                }
                defer {
                    next += 1
                    lines.append(0)
                }
                return (next, count)
            } catch {
                failure = error
                return nil
            }
        }
    }

    /// Notes the number of lines of a piece.
    func note(lines count: Int, of piece: Int) { lock.withLock { _ in lines[piece] = count } }

    /// The number of lines of each piece, and the reason for an early end, if any.
    var outcome: (lines: [Int], failure: (any Error)?) { lock.withLock { _ in (lines, failure) } }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
        while toSkip > 0 {
            // Safe here and below: never more bytes than the buffer has.
            let part = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(toSkip, size)])
            let count = unsafe try stream.read(into: part)
            if count == 0 { return nil }
            toSkip -= count
        }
        unsafe buffer.copyBytes(from: carry)
        var filled = carry.count
        carry.removeAll(keepingCapacity: true)
        var isLast = false
        while filled < size - 1 {
            // A damaged archive gives nothing of the read in which the damage shows, so reads are short.
            let stop = min(size - 1, filled + Self.stretch)
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<stop])
            let count: Int
            do {
                count = unsafe try stream.read(into: rest)
            } catch {
                // Earlier bytes are still read, so that the report can say how far the file is good.
                failure = error
                return unsafe Self.lastLineEnd(buffer, filled).map { $0 + 1 }
            }
            if count == 0 {
                isLast = true
                break
            }
            filled += count
        }
        guard filled > 0 else { return nil }
        if isLast {
            hasEnded = true
            if unsafe buffer[filled - 1] == 0x0A { return filled }
            unsafe buffer[filled] = 0x0A
            return filled + 1
        }
        if let end = unsafe Self.lastLineEnd(buffer, filled) {
            unsafe carry.append(contentsOf: buffer[(end + 1)..<filled])
            return end + 1
        }
        unsafe try skipLine(UnsafeMutableRawBufferPointer(rebasing: buffer[(RecordScan.rowLimit + 2)..<size]))
        unsafe buffer[RecordScan.rowLimit + 1] = 0x0A
        return RecordScan.rowLimit + 2
    }

    /// Skips the rest of a line that is too long.
    private func skipLine(_ buffer: UnsafeMutableRawBufferPointer) throws {
        while true {
            let count = unsafe try stream.read(into: buffer)
            if count == 0 { return }
            let read = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            if let end = unsafe read.firstIndex(of: 0x0A) {
                unsafe carry.append(contentsOf: read[(end + 1)...])
                return
            }
        }
    }

    private static func lastLineEnd(_ buffer: UnsafeMutableRawBufferPointer, _ count: Int) -> Int? {
        var position = count - 1
        // Safe: the position stays inside.
        while position >= 0 {
            if unsafe buffer[position] == 0x0A { return position }
            position -= 1
        }
        return nil
    }
}
