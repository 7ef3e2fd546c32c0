import Classification
import Codebook
import Disclosure
import Statistics

/// Versions of the rows of one period of counts in releases, read and written as bytes.
struct SaidRows: SaidScores {
    let period: Period
    let layout: VersionLayout
    /// The editions of the tables: of the regions, and of postcodes where there are any.
    let editions: [Edition]

    init(period: Period, codebook: Codebook, columns: [Int], editions: [Edition]) {
        self.period = period
        layout = VersionLayout(codebook, columns: columns)
        self.editions = editions
    }

    /// The region of a code, in the first edition that has it.
    func key(of code: RegionCode) -> LinkedRegions.Key? {
        for (geography, edition) in editions.enumerated() {
            if case .known(let region) = edition.lookUp(code) {
                return LinkedRegions.Key(geography: geography, region: region)
            }
        }
        return nil
    }

    /// The code of a region.
    func code(of key: LinkedRegions.Key) -> RegionCode { editions[key.geography][key.region].code }

    /// History of the releases before.
    func history(_ versions: [PeriodReading.SaidVersion]) -> ProtectionHistory {
        var history = ProtectionHistory()
        for version in versions {
            guard let key = key(of: version.region),
                let standing = StandingVersion(version.bytes, of: layout)
            else { continue }
            history.add(standing, of: key, isLast: version.isLast)
        }
        return history
    }

    /// The rows of regions as they stand, after some changes.
    func standing(_ versions: [PeriodReading.SaidVersion], after changes: [SaidChange]) -> [RegionIndex:
        StandingVersion]
    {
        var rows: [RegionIndex: StandingVersion] = [:]
        for (key, version) in history(versions).standing where key.geography == 0 {
            rows[key.region] = version
        }
        for change in changes where change.period == period {
            guard let key = key(of: change.region), key.geography == 0 else { continue }
            rows[key.region] = change.bytes.flatMap { StandingVersion($0, of: layout) }
        }
        return rows
    }

    func figures(_ versions: [PeriodReading.SaidVersion], after changes: [SaidChange]) -> [RegionIndex:
        SaidFigures]
    {
        standing(versions, after: changes).mapValues(SaidFigures.init)
    }

    /// Changes from one history to the versions of a release, by rising region.
    func changes(_ standing: [LinkedRegions.Key: StandingVersion], since history: ProtectionHistory)
        -> [SaidChange]
    {
        let new = standing.filter { history.standing[$0.key] != $0.value }
        let lost = history.standing.keys.filter { standing[$0] == nil }
        return
            (new.map { ($0.key, $0.value.bytes(of: layout) as [UInt8]?) } + lost.map { ($0, nil) })
            .sorted { $0.0 < $1.0 }
            .map { SaidChange(period: period, region: code(of: $0), bytes: $1) }
    }
}
