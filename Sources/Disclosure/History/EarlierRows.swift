import Codebook
package import Statistics

extension Protection {
    /// Rows of a release by the published rule alone, so far as its rows and the counts of now tell.
    ///
    /// A row that the counts of now would publish again was of them. Of another it is only known that the counts
    /// were others: they are taken to be nearly those of now, so that the row counts as seen, and is compared with
    /// what follows; but of a region that is too small now they are taken to be others altogether, so that it is
    /// protected like any small region.
    ///
    /// - Parameters:
    ///   - rows: The rows of the release, a value for each column of the tables.
    ///   - tables: The exact figures of now, by geography.
    ///   - regions: The regions, with the counts of now.
    /// - Returns: What to take as said before, by region.
    package func earlier(
        _ rows: [LinkedRegions.Key: [Value]],
        beside tables: [FiguresTable],
        of regions: LinkedRegions
    ) -> [LinkedRegions.Key: StandingVersion] {
        var published: [LinkedRegions.Key: [Value]] = [:]
        for (geography, table) in tables.enumerated() {
            for row in Disclosure.protect(table, with: codebook).rows {
                published[LinkedRegions.Key(geography: geography, region: row.region)] = row.values
            }
        }
        var versions: [LinkedRegions.Key: StandingVersion] = [:]
        for member in regions.members {
            guard let key = member.key, let values = rows[key], tables.indices.contains(key.geography) else {
                continue
            }
            let columns = tables[key.geography].columns
            var view = RegionView.whole(regions.space)
            view.isShown = zip(columns, values).contains { column, value in
                value.number != nil && codebook.topics[column].measure != .population
            }
            let counts = member.atoms.reduce(into: [Int64](repeating: 0, count: regions.space.count)) {
                sums,
                atom in for cell in sums.indices { sums[cell] += regions.atoms[atom][cell] }
            }
            let sums = Component.sums(counts, regions.space)
            var groups = sums.groups
            if view.isShown, published[key] != values {
                groups = sums.units < codebook.protection.threshold ? [] : Self.another(groups, regions.space)
            }
            versions[key] = StandingVersion(
                version: RegionVersion(
                    view: view,
                    columns: columns,
                    values: values,
                    units: sums.units,
                    groups: groups
                ),
                reasons: view.isShown ? [] : [.threshold],
                mark: 0
            )
        }
        return versions
    }

    /// Other counts of groups, as near as can be: one unit is of another group of the first variable.
    private static func another(_ groups: [Int64], _ space: CellSpace) -> [Int64] {
        var groups = groups
        let own = space.groupRange(0)
        guard let from = own.first(where: { groups[$0] > 0 }), let to = own.first(where: { $0 != from })
        else {
            return groups
        }
        groups[from] -= 1
        groups[to] += 1
        return groups
    }
}
