public import Statistics

/// The version of one region in a release, with every characteristic protected by itself.
///
/// It is stored beside the releases as bytes that docs/formats/protection.md describes; it is confidential.
public struct CharacteristicVersions: Hashable, Sendable {
    /// One ``StandingVersion`` for each characteristic as bytes, in any order: each is known by its layout.
    private let parts: [[UInt8]]

    private static let form: UInt8 = 2

    /// Combines the versions of all characteristics.
    ///
    /// - Parameter parts: The results of ``StandingVersion/bytes(of:)``.
    init(_ parts: [[UInt8]]) { self.parts = parts }

    /// The bytes that ``init(reading:)`` reads.
    public var bytes: [UInt8] {
        var bytes = [Self.form]
        Varint.append(UInt64(parts.count), to: &bytes)
        for part in parts {
            Varint.append(UInt64(part.count), to: &bytes)
            bytes += part
        }
        return bytes
    }

    /// Reads ``bytes``; nil for anything else.
    package init?(reading bytes: [UInt8]) {
        var position = 1
        guard bytes.first == Self.form, let count = Varint.read(bytes, at: &position),
            count <= bytes.count
        else { return nil }
        var parts: [[UInt8]] = []
        for _ in 0..<count {
            guard let length = Varint.read(bytes, at: &position).flatMap(Int.init(exactly:)),
                length <= bytes.count - position
            else { return nil }
            parts.append(Array(bytes[position..<position + length]))
            position += length
        }
        guard position == bytes.count else { return nil }
        self.parts = parts
    }

    /// The version of the characteristic with that layout; nil if there is none.
    func version(of layout: VersionLayout) -> StandingVersion? {
        parts.lazy.filter { StandingVersion.digest(of: $0) == layout.digest }
            .compactMap { StandingVersion($0, of: layout) }.first
    }
}

/// Published and stored versions of one region, with the numbers of all characteristics protected by offsets.
///
/// It is stored beside the releases as bytes that docs/formats/protection.md describes; it is confidential.
public struct NumberVersions: Hashable, Sendable {
    /// By the key of a characteristic, an ``OffsetVersion`` as bytes.
    public var parts: [String: [UInt8]] = [:]

    private static let form: UInt8 = 4

    /// Whether bytes are of such versions.
    public static func isIn(_ bytes: [UInt8]) -> Bool { bytes.first == form }

    /// Nothing said.
    public init() {}

    /// The bytes that ``init(reading:)`` reads.
    public var bytes: [UInt8] {
        var writer = HistoryWriter()
        writer.add(UInt64(Self.form))
        writer.add(parts.count)
        for (key, part) in parts.sorted(by: { $0.key < $1.key }) {
            writer.add(key)
            writer.addPart(part)
        }
        return writer.bytes
    }

    /// Reads ``bytes``; nil for anything else.
    public init?(reading bytes: [UInt8]) {
        guard bytes.first == Self.form else { return nil }
        var reader = HistoryReader(bytes: bytes)
        guard reader.number() == UInt64(Self.form), let count = reader.whole(), count <= bytes.count else {
            return nil
        }
        for _ in 0..<count {
            guard let key = reader.text(), let part = reader.part() else { return nil }
            parts[key] = part
        }
        guard reader.isAtEnd else { return nil }
    }
}

/// The versions of regions in earlier releases that are still public, by characteristic.
public struct CharacteristicHistory: Sendable {
    private var versions: [RegionIndex: [(said: CharacteristicVersions, isLast: Bool)]] = [:]

    /// Creates a history; an empty one before the first release.
    public init() {}

    /// Adds the version of a region in a release, the oldest release first.
    ///
    /// - Parameters:
    ///   - said: The version.
    ///   - region: The region.
    ///   - isLast: True for a version of the last release.
    public mutating func add(_ said: CharacteristicVersions, of region: RegionIndex, isLast: Bool) {
        versions[region, default: []].append((said, isLast))
    }

    /// The versions of one characteristic in some regions.
    func history(of layout: VersionLayout, _ regions: [RegionIndex]) -> ProtectionHistory {
        var history = ProtectionHistory()
        for region in regions {
            for (said, isLast) in versions[region] ?? [] {
                guard let version = said.version(of: layout) else { continue }
                history.add(version, of: LinkedRegions.Key(region: region), isLast: isLast)
            }
        }
        return history
    }
}
