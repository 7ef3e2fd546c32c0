import TestSupport

/// Bytes that are nearly those of a corpus, drawn from a seed: the same ones each time.
package struct Mutants {
    /// The seeds that they are made of; not empty.
    private let corpus: [[UInt8]]
    private var random: SplitMix64

    /// The most bytes of one.
    private static let limit = 1 << 13
    /// Bytes, numbers and texts at the edges of what formats allow.
    private static let edges: [[UInt8]] =
        [[0], [0x7F], [0x80], [0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xCC, 0x81]]
        + [[UInt8](repeating: 0xFF, count: 9) + [1], [UInt8](repeating: 0x80, count: 9) + [1]]
        + [
            "-9223372036854775808", "9223372036854775807", "18446744073709551616", "1e999", "-0", "0x7", "\"",
            ";", "\r\n",
            "\n\n", "]]>", "<!--", "&#x10FFFF;", "{", "[[[[", "- ", ": ", "null", "\t",
        ].map { Array($0.utf8) }

    /// Creates a source of them.
    package init(of corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus
        random = SplitMix64(seed: seed)
    }

    /// The next one: a text of the corpus, changed in one to six places.
    package mutating func next() -> [UInt8] {
        var bytes = some()
        for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes) }
        return Array(bytes.prefix(Self.limit))
    }

    private mutating func some() -> [UInt8] { corpus.randomElement(using: &random) ?? [] }

    /// A stretch of so many bytes, most often short.
    private mutating func stretch(of count: Int) -> Range<Int> {
        guard count > 0 else { return 0..<0 }
        let start = Int.random(in: 0..<count, using: &random)
        let most = Bool.random(using: &random) ? min(8, count - start) : count - start
        return start..<start + Int.random(in: 0...most, using: &random)
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<9, using: &random) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(stretch(of: bytes.count))
        case 3: bytes.insert(contentsOf: bytes[stretch(of: bytes.count)], at: place)
        case 4: bytes.insert(contentsOf: Self.edges.randomElement(using: &random) ?? [], at: place)
        case 5:
            bytes.replaceSubrange(
                stretch(of: bytes.count),
                with: Self.edges.randomElement(using: &random) ?? []
            )
        case 6: bytes = Array(bytes[..<place])
        case 7:
            let other = some()
            bytes.replaceSubrange(stretch(of: bytes.count), with: other[stretch(of: other.count)])
        default:
            let many = UInt8.random(in: 0...255, using: &random)
            let count = Int.random(in: 1...64, using: &random)
            bytes.insert(contentsOf: [UInt8](repeating: many, count: count), at: place)
        }
    }
}
