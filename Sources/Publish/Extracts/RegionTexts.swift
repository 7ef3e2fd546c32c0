import Classification
import Extracts
import Statistics

/// The names and codes of an edition's regions, as written in extracts.
struct RegionTexts: Sendable {
    /// The digest of all names and codes, in their order.
    let digest: String
    /// The digest of the above, and of the level and the parent of every region.
    let placesDigest: String
    private let csv: Stretches
    private let atom: Stretches

    /// The minimum width of a code on StatLine.
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
        let places = edition.regions.map { "\(edition.levels[$0.level].key) \($0.parent?.position ?? -1)\n" }
        placesDigest = sha256(Array((digest + places.joined()).utf8))
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
