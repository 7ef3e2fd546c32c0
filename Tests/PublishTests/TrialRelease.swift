import Classification
import Codebook
import Disclosure
import Extracts
import Foundation
import Publish
import Statistics
import TestSupport

/// Releases of a small country in a scratch directory.
final class TrialRelease {
    let root: String
    let edition: Edition
    var codebook = SampleCodebook.codebook

    init(_ edition: Edition = TrialRelease.edition()) throws {
        self.edition = edition
        root = NSTemporaryDirectory() + "peil-publish-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Where the data set's releases are.
    var home: String { root + "/" + codebook.dataset }

    /// A publisher whose files are announced.
    func publisher(
        cache: String = "cache",
        _ announce: @escaping @Sendable (String, String) throws -> Void = { _, _ in }
    ) -> Publisher {
        Publisher(
            root: root,
            cache: root + "/" + cache,
            generator: "peil 0",
            files: ReleaseFiles(announcing: announce)
        )
    }

    /// A plan of these periods.
    func plan(
        _ number: Int,
        base: Int? = nil,
        edition: Edition? = nil,
        deliveries: [Manifest.Source] = [
            .init(delivery: "000001")
        ],
        _ tables: [TrialTable]
    ) -> ReleasePlan {
        let base = publisher().base(
            of: ReleaseOutline(
                codebook: codebook,
                edition: edition ?? self.edition,
                base: base,
                tables: tables.map(\.outline)
            )
        )
        return ReleasePlan(
            number: number,
            base: base,
            timeMilliseconds: 1_600_000_000_000 + Int64(number) * 1000,
            deliveries: deliveries,
            coefficientSets: Dictionary(uniqueKeysWithValues: tables.map { ($0.outline.period, "2019") }),
            periods: zip(base.tables, tables).map { PeriodPlan($0, $1.content(beside: $0)) }
        )
    }

    /// A table of figures by region, protected.
    func table(
        _ rows: [Int: [Value]],
        year: Int = 2019,
        status: PeriodStatus = .definitive,
        columns: [Int] = [0, 1, 2, 3, 4]
    ) -> ProtectedTable {
        let figures = rows.sorted { $0.key < $1.key }.map { region, values in
            FiguresTable.Row(
                region: RegionIndex(region),
                figures: RegionFigures(population: nil, figures: values.map { .delivered($0) })
            )
        }
        let table = FiguresTable(period: Period(year: year), status: status, columns: columns, rows: figures)
        return protect(table, with: codebook)
    }

    /// The files of the current release, by path.
    func current() -> [String: Data] { files(of: home + "/current") }

    /// The files below a directory, by path.
    func files(of directory: String) -> [String: Data] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: directory + "/")) ?? []
        return names.reduce(into: [:]) {
            $0[$1] = try? Data(contentsOf: URL(fileURLWithPath: directory + "/" + $1))
        }
    }

    /// The extracts of the current release.
    func extracts() -> [String: Data] { current().filter { $0.key.hasPrefix("statline/") } }

    /// A country of gemeenten of one wijk of two buurten; some names are hard to write.
    static func edition(gemeenten: Int = 2, renaming: String = "") -> Edition {
        func entry(_ code: String, _ name: String, _ level: Int, _ parent: String?) -> Edition.Entry {
            TrialEdition.entry(code, name, level: level, parent: parent)
        }
        var entries = [entry("NL00", "Nederland", 0, nil)]
        for number in 1...gemeenten {
            let digits = String(10_000 + number).dropFirst()
            let gemeente = "GM\(digits)"
            let wijk = "WK\(digits)00"
            entries.append(
                entry(gemeente, "'s-Gravenwijk \"aan zee\" & <co> \(number)\(renaming)", 1, "NL00")
            )
            entries.append(entry(wijk, "Wijk 00  Súdwest", 2, gemeente))
            entries.append(entry("BU\(digits)0000", "Línea\nnova; oost", 3, wijk))
            entries.append(entry("BU\(digits)0001", "", 3, wijk))
        }
        return TrialEdition.of(entries)
    }
}

/// A table that a release is to hold, and what changed in it.
struct TrialTable {
    let whole: ProtectedTable
    private let change: Change

    private enum Change {
        case none
        case rows(changed: ProtectedTable, removed: [RegionIndex])
        case all
    }

    /// A table whose rows are these and no others.
    static func whole(_ table: ProtectedTable) -> Self { Self(whole: table, change: .all) }

    /// A table that is as it was; `whole` is what it was.
    static func unchanged(_ table: ProtectedTable) -> Self { Self(whole: table, change: .none) }

    /// A table in which rows changed; `whole` is what they come to.
    static func rows(_ changed: ProtectedTable, removed: [Int], whole: ProtectedTable) -> Self {
        Self(whole: whole, change: .rows(changed: changed, removed: removed.map { RegionIndex($0) }))
    }

    var outline: TableOutline {
        let isInPart = if case .rows = change { true } else { false }
        return TableOutline(
            period: whole.period,
            status: whole.status,
            columns: whole.columns,
            isInPart: isInPart
        )
    }

    /// Content that is taken over of the base, where that is intact.
    func content(beside base: ReleaseBase.Table) -> PeriodPlan.Content {
        switch change {
        case .none where base.hasFiles: .unchanged
        case .rows(let changed, let removed) where base.hasRows: .rows(changed: changed, removed: removed)
        default: .whole(PublishedRows(whole))
        }
    }
}
