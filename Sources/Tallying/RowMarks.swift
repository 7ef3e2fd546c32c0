import CBytes

/// Where the separators and line ends of a stretch of bytes stand.
///
/// Element -1 of `ends` is where the row before ended, so that field `c` of a row whose first separator is number
/// `first` lies between `ends[first + c - 1] + 1` and `ends[first + c]`.
@safe
struct RowMarks: ~Copyable {
    /// The bytes that are looked at in one go.
    static let stretch = 1 << 15

    private let storage: UnsafeMutablePointer<Int32>
    /// Separators and line ends, by rising position.
    let ends: UnsafeMutablePointer<Int32>
    /// The numbers of the line ends among ``ends``.
    let lines: UnsafeMutablePointer<Int32>
    /// How many of each there are.
    private(set) var endCount = 0
    private(set) var lineCount = 0

    /// - Parameter capacity: The most bytes of a piece.
    init(capacity: Int) {
        // Memory that is never touched costs nothing: a row of nothing but separators is rare.
        unsafe storage = .allocate(capacity: capacity + 128)
        unsafe ends = storage + 1
        unsafe lines = .allocate(capacity: Self.stretch + 64)
        unsafe storage[0] = -1
    }

    deinit {
        unsafe storage.deallocate()
        unsafe lines.deallocate()
    }

    /// Starts a piece.
    mutating func restart() {
        endCount = 0
        lineCount = 0
        unsafe storage[0] = -1
    }

    /// Forgets the first marks: those of rows that are done.
    mutating func forget(_ count: Int) {
        guard count > 0 else { return }
        let rest = endCount - count
        // Safe: what moves lies inside, with the end of the last row that is done before it.
        unsafe storage.update(from: storage + count, count: rest + 1)
        endCount = rest
    }

    /// Looks at a stretch of at most ``stretch`` bytes; up to 64 bytes behind it can be read.
    mutating func look(at bytes: UnsafePointer<UInt8>, _ range: Range<Int>, separator: UInt8) {
        var endCount = self.endCount
        var lineCount = 0
        let (ends, lines) = unsafe (self.ends, self.lines)
        var block = range.lowerBound
        while block < range.upperBound {
            // Safe: see above.
            var marks = unsafe peil_marks_of(bytes + block, separator)
            let rest = range.upperBound &- block
            if rest < 64 {
                let mask = (1 as UInt64) << UInt64(rest) &- 1
                marks.separators &= mask
                marks.ends &= mask
            }
            var bits = marks.separators | marks.ends
            let all = bits
            let count = all.nonzeroBitCount
            // Eight at a time without a branch; what is written beyond the last is written over. Safe: there is
            // room for 64 more than there are bytes.
            var out = unsafe ends + endCount
            var written = 0
            repeat {
                for offset in 0..<8 {
                    unsafe out[offset] = Int32(truncatingIfNeeded: block &+ bits.trailingZeroBitCount)
                    bits &= bits &- 1
                }
                unsafe out += 8
                written &+= 8
            } while written < count
            var lineBits = marks.ends
            while lineBits != 0 {
                let below = lineBits & (0 &- lineBits) &- 1
                // Safe: a stretch has at most as many line ends as bytes.
                unsafe lines[lineCount] = Int32(truncatingIfNeeded: endCount &+ (all & below).nonzeroBitCount)
                lineCount &+= 1
                lineBits &= lineBits &- 1
            }
            endCount &+= count
            block &+= 64
        }
        self.endCount = endCount
        self.lineCount = lineCount
    }
}
