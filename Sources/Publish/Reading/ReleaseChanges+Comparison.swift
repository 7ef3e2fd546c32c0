import Codebook
import Extracts
import Statistics

extension ReleaseChanges {
    /// The most figures of a period in the second table, of each kind.
    private static let most = 15

    /// How a release that is being made differs from its base.
    ///
    /// - Parameters:
    ///   - comparison: How the tables of figures by region differ.
    ///   - release: The tables of the release.
    ///   - base: Those of the base; nil for the first release.
    ///   - codebook: The data set.
    init(
        _ comparison: ReleaseComparison,
        of release: ReleaseTables,
        since base: ReleaseTables?,
        _ codebook: Codebook
    ) {
        self.init()
        isFirst = base == nil
        let (own, before) = (release.manifest, base?.manifest)
        if let before, before.edition != own.edition { editions = (before.edition, own.edition) }
        if let before, before.rulesVersion != own.rulesVersion {
            rules = (before.rulesVersion, own.rulesVersion)
        }
        for entry in comparison.tables {
            let name = entry.table.file.period
            var period = PeriodChanges(
                period: entry.table.period,
                occasions: Self.occasions(entry, name, own, before)
            )
            for row in entry.difference.rows {
                switch row.change {
                case .added: period.added += 1
                case .removed: period.withdrawn += 1
                case .withheld: period.withheld += 1
                case .changed: period.corrected += 1
                }
                if row.isInBoth, row.figures.contains(where: \.isNewlyShown) { period.shown += 1 }
            }
            periods.append(period)
            guard !entry.isGone, !entry.isNew, let (column, topic) = entry.table.mainColumn(codebook) else {
                continue
            }
            figures += entry.difference.moves(of: column).prefix(Self.most).map {
                Figure($0.row, of: topic, entry.table.period, from: $0.before, to: $0.after, .moved)
            }
        }
        guard !isFirst else { return }
        for turn in Self.turns(comparison, release, base, codebook) {
            turned += turn.regions.count
            figures += turn.regions.prefix(Self.most).map {
                Figure($0.row, of: turn.topic, turn.period, from: $0.before, to: $0.after, .turned)
            }
        }
    }

    private static func occasions(
        _ entry: ReleaseComparison.Table,
        _ name: String,
        _ own: Manifest,
        _ before: Manifest?
    ) -> [Occasion] {
        if entry.isNew { return [.new] }
        if entry.isGone { return [.gone] }
        var occasions: [Occasion] = []
        if let old = before?.periods[name].flatMap(PeriodStatus.init(rawValue:)),
            let new = own.periods[name].flatMap(PeriodStatus.init(rawValue:)), old != new
        {
            occasions.append(.status(before: old, after: new))
        }
        if let old = before?.coefficientSets[name], let new = own.coefficientSets[name], old != new {
            occasions.append(.coefficients(before: old, after: new))
        }
        if occasions.isEmpty, !entry.difference.rows.isEmpty, before?.edition == own.edition,
            before?.rulesVersion == own.rulesVersion
        {
            occasions.append(.deliveries)
        }
        return occasions
    }

    /// A step that goes the other way than it did.
    private struct Turn {
        let row: TableDifference.Row
        let before: Double
        let after: Double
    }

    /// By period, the regions whose step into it turns, those that differ most first.
    ///
    /// The step goes the other way than in the base; into a new period, than the step before it. It differs where the figures
    /// of the period or of the one before do.
    private static func turns(
        _ comparison: ReleaseComparison,
        _ release: ReleaseTables,
        _ base: ReleaseTables?,
        _ codebook: Codebook
    ) -> [(period: String, topic: Topic, regions: [Turn])] {
        var read: [String: ReleaseTable?] = [:]
        func table(_ release: ReleaseTables?, _ file: Manifest.File?) -> ReleaseTable? {
            guard let release, let file else { return nil }
            if let known = read[file.sha256] { return known }
            let table = release.table(file)
            read[file.sha256] = table
            return table
        }
        let differing = Dictionary(
            comparison.tables.filter { !$0.isGone }.map { ($0.table.file.period, $0) }
        ) { first, _ in first }
        let files = release.files
        return files.indices.dropFirst().compactMap { place in
            let (own, previous) = (differing[files[place].period], differing[files[place - 1].period])
            let rows = (own?.difference.rows ?? []) + (previous?.difference.rows ?? [])
            guard !rows.isEmpty, let to = table(release, files[place]),
                let from = table(release, files[place - 1]), let (_, topic) = to.mainColumn(codebook)
            else { return nil }
            let earlier: (from: ReleaseTable?, to: ReleaseTable?)
            if own?.isNew == true {
                earlier = (place > 1 ? table(release, files[place - 2]) : nil, from)
            } else {
                func old(_ place: Int) -> Manifest.File? {
                    base?.files.first { $0.period == files[place].period }
                }
                earlier = (table(base, old(place - 1)), table(base, old(place)))
            }
            guard let before = earlier.from, let after = earlier.to else { return nil }
            var seen: Set<String> = []
            let turns = rows.compactMap { row -> Turn? in
                guard seen.insert(row.code).inserted, let old = step(before, after, row.code, topic),
                    let new = step(from, to, row.code, topic), old * new < 0
                else { return nil }
                return Turn(row: row, before: old, after: new)
            }
            .sorted { a, b in
                let (one, other) = (abs(a.after - a.before), abs(b.after - b.before))
                // Differences of decimal numbers are compared as they are written.
                return (one * 1e6).rounded() == (other * 1e6).rounded()
                    ? a.row.code < b.row.code : one > other
            }
            return turns.isEmpty ? nil : (to.period, topic, turns)
        }
    }

    private static func step(_ from: ReleaseTable, _ to: ReleaseTable, _ code: String, _ topic: Topic)
        -> Double?
    {
        guard let one = from.column(of: topic), let other = to.column(of: topic),
            let a = from.row(of: code).flatMap({ from.number($0, one) }),
            let b = to.row(of: code).flatMap({ to.number($0, other) })
        else { return nil }
        return b - a
    }
}

extension ReleaseChanges.Figure {
    /// A figure of a row; a step has its sign by the table that it stands in.
    fileprivate init(
        _ row: TableDifference.Row,
        of topic: Topic,
        _ period: String,
        from before: Double,
        to after: Double,
        _ sign: ReleaseChanges.Sign
    ) {
        func text(_ number: Double) -> String {
            let unit = (0..<topic.decimals).reduce(1.0) { unit, _ in unit * 10 }
            var bytes: [UInt8] = []
            bytes.append(Int64((number * unit).rounded()), decimals: topic.decimals, width: 0)
            return String(decoding: bytes, as: UTF8.self)
        }
        self.init(
            code: row.code,
            name: row.name,
            period: period,
            title: topic.title,
            before: text(before),
            after: text(after),
            sign: sign
        )
    }
}
