package import Audit
package import Classification
package import Codebook
import Disclosure
package import Ledger
import Scoring
package import Statistics

/// The feasibility intervals of a suppressed region, from the figures of the current release.
///
/// The least and the most units of each group. Beside exact counts they are as confidential as these.
package struct OutsiderBounds: Encodable {
    /// The least and the most units of the region.
    package let units: Range
    /// The same of every group.
    package let groups: [Group]

    /// The interval of a number of units; nil for a missing bound.
    package struct Range: Encodable {
        package let least: Int64
        package let most: Int64?

        package init(_ range: WholeRange) {
            least = range.lower
            most = range.upper >= WholeRange.open ? nil : range.upper
        }

        /// The range in words.
        package var text: String {
            most.map { least == $0 ? "\(least)" : "\(least) to \($0)" } ?? "\(least) or more"
        }
    }

    /// The bounds that an intruder can tell of a group.
    package struct Group: Encodable {
        package let variable: String
        package let group: String
        package let range: Range
    }

    /// Attacks a region through all published regions of its gemeente; nil if it is not suppressed, or if the
    /// figures contradict each other, as they may with frozen rows.
    package init?(
        of region: RegionIndex,
        in period: Period,
        columns: [Int],
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore,
        language: Language
    ) throws {
        guard let last = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.number else {
            return nil
        }
        let near = Touched(codes: [edition[region].code], edition: edition, codebook: codebook)
        let layout = VersionLayout(codebook, columns: columns)
        let versions = try ledger.versions(
            dataset: codebook.dataset,
            period: period,
            regions: near.codesToFetch(in: edition),
            before: last + 1
        )
        let rows = versions.compactMap { version -> (RegionIndex, [Value])? in
            guard version.until == nil, case .known(let index) = edition.lookUp(version.region),
                let standing = StandingVersion(version.bytes, of: layout), standing.version.columns == columns
            else { return nil }
            return (index, standing.version.values)
        }
        let table = PublishedTable(
            period: period,
            columns: columns,
            values: rows.sorted { $0.0 < $1.0 },
            codebook: codebook,
            edition: edition
        )
        guard
            let scope = AttackScope.all(of: table, breadth: .wide).first(where: {
                $0.targets.contains(region)
            }),
            case .exposed(let exposures) = Attack(ScreenedTable(table)).run(scope.seeking(region)),
            let exposure = exposures.first
        else { return nil }
        units = Range(exposure.units)
        groups = zip(codebook.variables, exposure.groups).flatMap { variable, ranges in
            zip(variable.groups, ranges).map { group, range in
                Group(
                    variable: variable.title[language],
                    group: group.title[language],
                    range: Range(range)
                )
            }
        }
    }

    /// Prints it for people.
    package func write(to terminal: Terminal) {
        terminal.line()
        terminal.line("  from what is published, an outsider can tell of it: \(units.text) units")
        for group in groups { terminal.line("    \(group.variable), \(group.group): \(group.range.text)") }
    }
}
