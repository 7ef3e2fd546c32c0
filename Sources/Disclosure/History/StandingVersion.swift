import Statistics

/// Version of a region in a release, its reason, and the fingerprint that identifies its connected part.
///
/// It is kept beside the releases as bytes that docs/formats/protection.md describes; it is confidential.
public struct StandingVersion: Hashable, Sendable {
    /// The version, and the counts behind it.
    public internal(set) var version: RegionVersion
    /// Why the region is not shown whole.
    public internal(set) var reasons: Set<ProtectionReason>
    /// A digest of the connected part: of its regions, its exact counts and the rule.
    ///
    /// A part of the same mark comes out as it was.
    public internal(set) var mark: UInt64

    /// Creates a version.
    init(version: RegionVersion, reasons: Set<ProtectionReason>, mark: UInt64) {
        self.version = version
        self.reasons = reasons
        self.mark = mark
    }

    private static let form: UInt8 = 1

    /// The version as bytes.
    ///
    /// - Parameter layout: What the values and groups are of: see ``VersionLayout``.
    /// - Returns: What ``init(_:of:)`` reads.
    public func bytes(of layout: VersionLayout) -> [UInt8] {
        var bytes = [Self.form]
        for number in [layout.digest, mark] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        let reasons = reasons.reduce(UInt64(0)) { $0 | 1 << $1.bit }
        for number in [version.view.isShown ? 1 : 0, reasons, UInt64(version.units)] {
            Varint.append(number, to: &bytes)
        }
        func list(_ numbers: [UInt64]) {
            Varint.append(UInt64(numbers.count), to: &bytes)
            for number in numbers { Varint.append(number, to: &bytes) }
        }
        list(version.groups.map { UInt64($0) })
        Varint.append(UInt64(version.view.blocks.count), to: &bytes)
        for blocks in version.view.blocks { list(blocks.map { UInt64($0) }) }
        list(version.values.map(\.code))
        return bytes
    }

    /// The digest of the layout that bytes were written with; nil for anything else.
    static func digest(of bytes: [UInt8]) -> UInt64? {
        guard bytes.count > 17, bytes[0] == form else { return nil }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[1 + $1]) << UInt64(8 * $1) }
    }

    /// Reads what ``bytes(of:)`` wrote; nil for anything else.
    ///
    /// Under another layout the values and groups cannot be compared with new ones: then it has no columns and
    /// no groups.
    package init?(_ bytes: [UInt8], of layout: VersionLayout) {
        var position = 17
        guard bytes.count > position, bytes[0] == Self.form else { return nil }
        func whole(_ start: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
        }
        func list() -> [UInt64]? {
            guard let count = Varint.read(bytes, at: &position), count <= bytes.count else { return nil }
            var numbers: [UInt64] = []
            numbers.reserveCapacity(Int(count))
            for _ in 0..<count {
                guard let number = Varint.read(bytes, at: &position) else { return nil }
                numbers.append(number)
            }
            return numbers
        }
        guard let shown = Varint.read(bytes, at: &position), let mask = Varint.read(bytes, at: &position),
            let units = Varint.read(bytes, at: &position).flatMap(Int64.init(exactly:)),
            let groups = list(), let variables = Varint.read(bytes, at: &position),
            variables <= bytes.count
        else { return nil }
        var blocks: [[Int]] = []
        for _ in 0..<variables {
            guard let ranks = list() else { return nil }
            blocks.append(ranks.map { Int(truncatingIfNeeded: $0) })
        }
        guard let codes = list(), position == bytes.count else { return nil }
        let values = codes.compactMap { Value(code: $0) }
        guard values.count == codes.count else { return nil }
        let isSame = whole(1) == layout.digest && layout.fits(groups.count, blocks)
        version = RegionVersion(
            view: RegionView(isShown: shown == 1, blocks: isSame ? blocks : layout.whole),
            columns: isSame ? layout.columns : [],
            values: values,
            units: units,
            groups: isSame ? groups.map { Int64(truncatingIfNeeded: $0) } : []
        )
        reasons = Set(ProtectionReason.allCases.filter { mask >> $0.bit & 1 == 1 })
        mark = isSame ? whole(9) : 0
    }
}
