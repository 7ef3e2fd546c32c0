/// Texts one after the other, to be appended by their number.
package struct Stretches: Sendable {
    /// All texts.
    package var bytes: [UInt8] = []
    /// The end of each.
    package private(set) var ends: [Int] = []

    /// Creates no texts, and room for `count` of them.
    package init(count: Int) {
        bytes.reserveCapacity(count * 48)
        ends.reserveCapacity(count)
    }

    /// Ends a text where the bytes end.
    package mutating func endStretch() { ends.append(bytes.count) }

    /// Adds a text.
    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        endStretch()
    }

    /// Appends the text of that number to `target`.
    @inline(__always) package func append(_ number: Int, to target: inout [UInt8]) {
        let range = (number == 0 ? 0 : ends[number - 1])..<ends[number]
        // Ends lie inside the bytes, and rise. A slice would count its references with every figure.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe target.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }
}
