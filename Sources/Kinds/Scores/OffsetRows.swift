import Classification
import Codebook
import Disclosure
import Statistics

/// Versions of the rows of one period of counts by offsets in the last release, and the record of all before, read and
/// written as bytes.
struct OffsetRows: SaidScores {
    let period: Period
    let layout: VersionLayout
    let model: OffsetModel
    /// The editions of the tables: of the regions, and of postcodes where there are any.
    let editions: [Edition]

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
    func code(of key: LinkedRegions.Key) -> String {
        editions[key.geography][key.region].code.description
    }

    /// Stored versions, by the code of the region.
    func kept(_ versions: [PeriodReading.SaidVersion]) -> [String: OffsetVersion] {
        var kept: [String: OffsetVersion] = [:]
        for version in versions where version.isLast {
            kept[version.region.description] = OffsetVersion(version.bytes, of: layout, model: model)
        }
        return kept
    }

    /// The rows of regions as they stand, after some changes.
    func standing(_ versions: [PeriodReading.SaidVersion], after changes: [SaidChange]) -> [RegionIndex:
        OffsetVersion]
    {
        var rows: [RegionIndex: OffsetVersion] = [:]
        for (code, version) in kept(versions) {
            guard let key = key(of: RegionCode(code)), key.geography == 0 else { continue }
            rows[key.region] = version
        }
        for change in changes where change.period == period {
            guard let key = key(of: change.region), key.geography == 0 else { continue }
            rows[key.region] = change.bytes.flatMap { OffsetVersion($0, of: layout, model: model) }
        }
        return rows
    }

    func figures(_ versions: [PeriodReading.SaidVersion], after changes: [SaidChange]) -> [RegionIndex:
        SaidFigures]
    {
        standing(versions, after: changes).mapValues(SaidFigures.init)
    }

    /// Changes from the stored versions to those that a release leaves, by rising region.
    func changes(_ next: [String: OffsetVersion], since kept: [String: OffsetVersion]) -> [SaidChange] {
        let new = next.filter { kept[$0.key] != $0.value }
        let lost = kept.keys.filter { next[$0] == nil }
        return
            (new.map { ($0.key, $0.value.bytes(of: layout, model: model) as [UInt8]?) }
            + lost.map { ($0, nil) })
            .map { SaidChange(period: period, region: RegionCode($0), bytes: $1) }
            .sorted { $0.region < $1.region }
    }
}
