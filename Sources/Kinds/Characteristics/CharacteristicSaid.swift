import Classification
import Codebook
import Disclosure
import Statistics

/// Published versions of characteristics in the releases before, by either method, and their changes.
///
/// The method belongs to the gemeente and period: where a release was made by exchange, later ones go on by it, for it
/// knows what those left open; everywhere else numbers have offsets. No published region holds two gemeenten.
struct CharacteristicSaid {
    /// Versions in releases that were made by exchange.
    private(set) var history = CharacteristicHistory()
    /// All gemeenten that are looked at.
    private(set) var roots: Set<RegionIndex> = []
    private var exchanged: Set<RegionIndex> = []
    private var numbers: [String: NumberVersions] = [:]
    /// By region, what the last release says, as bytes.
    private var standing: [RegionCode: [UInt8]] = [:]
    private let period: Period
    private let edition: Edition

    init(_ reading: PeriodReading, in data: StoredDataSet) {
        period = reading.period
        edition = data.edition
        for version in reading.versions {
            if version.isLast { standing[version.region] = version.bytes }
            if let own = NumberVersions(reading: version.bytes) {
                if version.isLast { numbers[version.region.description] = own }
                continue
            }
            guard case .known(let region) = edition.lookUp(version.region),
                let versions = CharacteristicVersions(reading: version.bytes)
            else { continue }
            exchanged.insert(region)
            history.add(versions, of: region, isLast: version.isLast)
        }
    }

    /// The gemeenten that go on by exchange, and those whose numbers have offsets.
    mutating func byMethod(_ roots: [RegionIndex], in data: StoredDataSet) -> (
        exchanged: [RegionIndex], offsets: [RegionIndex]
    ) {
        self.roots = Set(roots)
        guard data.codebook.hasNumbersWithOffsets else { return (roots, []) }
        let earlier = roots.filter { root in
            exchanged.contains { $0 == root || edition.ancestors(of: $0).contains(root) }
        }
        return (earlier, roots.filter { !earlier.contains($0) })
    }

    /// By the code of a region, what is kept of a characteristic whose numbers have offsets.
    func kept(of variable: String) -> [String: [UInt8]] { numbers.compactMapValues { $0.parts[variable] } }

    /// The rows of both methods: each region's by that of its gemeente.
    func joined(
        _ exchanged: CharacteristicProtection.ProtectedCharacteristic?,
        _ offset: CharacteristicProtection.ProtectedCharacteristic?,
        _ table: FiguresTable,
        _ own: [RegionIndex],
        in data: StoredDataSet
    ) -> CharacteristicProtection.ProtectedCharacteristic? {
        guard let offset else { return exchanged }
        guard let exchanged else { return offset }
        let roots = Set(own)
        return exchanged.taking(
            offset,
            where: table.rows.map { row in
                roots.contains(row.region)
                    || edition.ancestors(of: row.region).contains { roots.contains($0) }
            }
        )
    }

    /// Changes from the last release, by rising region.
    func changes(_ exchanged: [RegionIndex: [UInt8]], _ offset: [String: NumberVersions]) -> [SaidChange] {
        var next: [RegionCode: [UInt8]] = [:]
        for (region, bytes) in exchanged { next[edition[region].code] = bytes }
        for (code, versions) in offset { next[RegionCode(code)] = versions.bytes }
        let changed = next.filter { standing[$0.key] != $0.value }.map { ($0.key, $0.value as [UInt8]?) }
        let lost = standing.keys.filter { next[$0] == nil }.map { ($0, nil as [UInt8]?) }
        return (changed + lost).map { SaidChange(period: period, region: $0, bytes: $1) }
            .sorted { $0.region < $1.region }
    }
}
