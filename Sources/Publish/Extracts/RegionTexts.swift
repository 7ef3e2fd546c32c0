import Classification
import Statistics

/// The names and codes of an edition's regions, as extracts write them.
struct RegionTexts: Sendable {
    /// The digest of all names and codes, in their order.
    let digest: String
    private let csv: Stretches
    private let atom: Stretches

    /// How wide StatLine writes a code at least.
    private static let width = 10

    /// Prepares the regions of an edition; `key` is the key of the region dimension.
    init(_ edition: Edition, key: String) {
        var csv = Stretches(count: edition.regions.count)
        var atom = Stretches(count: edition.regions.count)
        let plain = Array("<d:\(key)>".utf8)
        let padded = Array("<d:\(key) xml:space=\"preserve\">".utf8)
        for region in edition.regions {
            let code = region.code.description
            let padding = max(0, Self.width - code.utf8.count)
            csv.bytes.append(34)
            csv.bytes.append(csv: region.name)
            csv.bytes.append("\";\"")
            csv.bytes.append(csv: code)
            csv.bytes.append(contentsOf: repeatElement(32, count: padding))
            csv.bytes.append(34)
            csv.endStretch()
            atom.bytes.append(contentsOf: padding > 0 ? padded : plain)
            atom.bytes.append(xml: code)
            atom.bytes.append(contentsOf: repeatElement(32, count: padding))
            atom.endStretch()
        }
        digest = sha256(Array((sha256(csv.bytes) + sha256(atom.bytes)).utf8))
        self.csv = csv
        self.atom = atom
    }

    /// The number of regions.
    var count: Int { csv.ends.count }

    func appendCSV(_ region: RegionIndex, to bytes: inout [UInt8]) { csv.append(region.position, to: &bytes) }

    func appendAtom(_ region: RegionIndex, to bytes: inout [UInt8]) {
        atom.append(region.position, to: &bytes)
    }
}

/// Texts one after the other, to be appended by their number.
struct Stretches: Sendable {
    var bytes: [UInt8] = []
    private(set) var ends: [Int] = []

    /// Creates no texts, and room for `count` of them.
    init(count: Int) {
        bytes.reserveCapacity(count * 48)
        ends.reserveCapacity(count)
    }

    /// Ends a text where the bytes end.
    mutating func endStretch() { ends.append(bytes.count) }

    /// Adds a text.
    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        endStretch()
    }

    /// Appends the text of that number to `target`.
    @inline(__always) func append(_ number: Int, to target: inout [UInt8]) {
        let range = (number == 0 ? 0 : ends[number - 1])..<ends[number]
        // Ends lie inside the bytes, and rise. A slice would count its references with every figure.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe target.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }
}
