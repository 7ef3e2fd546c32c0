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
                if row.figures.contains(where: \.isNewlyShown) { period.shown += 1 }
            }
            periods.append(period)
            guard !entry.isGone, let (column, topic) = entry.table.mainColumn(codebook) else { continue }
            let decimals = topic.decimals
            func figure(_ code: String, _ name: String, _ before: Double, _ after: Double, _ sign: Sign)
                -> Figure
            {
                Figure(
                    code: code,
                    name: name,
                    period: entry.table.period,
                    title: topic.title,
                    before: Self.text(before, decimals),
                    after: Self.text(after, decimals),
                    sign: sign
                )
            }
            if !entry.isNew {
                figures += entry.difference.moves(of: column).prefix(Self.most).map {
                    figure($0.row.code, $0.row.name, $0.before, $0.after, .moved)
                }
            }
            let turns = Self.turns(entry, column, topic, release, base)
            turned += turns.count
            figures += turns.prefix(Self.most).map { figure($0.code, $0.name, $0.before, $0.after, .turned) }
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
        if occasions.isEmpty, before?.edition == own.edition, before?.rulesVersion == own.rulesVersion {
            occasions.append(.deliveries)
        }
        return occasions
    }

    /// A step that goes the other way than it did.
    private struct Turn {
        let code: String
        let name: String
        let before: Double
        let after: Double
    }

    /// The regions whose step into a period turns, those that differ most first.
    ///
    /// The step goes the other way than in the base; into a new period, than the step before it.
    private static func turns(
        _ entry: ReleaseComparison.Table,
        _ column: Int,
        _ topic: Topic,
        _ release: ReleaseTables,
        _ base: ReleaseTables?
    ) -> [Turn] {
        let files = release.files
        guard let place = files.firstIndex(where: { $0.period == entry.table.file.period }), place > 0 else {
            return []
        }
        let previous = release.table(files[place - 1])
        let earlier: (from: ReleaseTable?, to: ReleaseTable?)
        if entry.isNew {
            guard place > 1 else { return [] }
            earlier = (release.table(files[place - 2]), previous)
        } else {
            let old = { (period: String) in
                base.flatMap { base in
                    base.files.first { $0.period == period }.flatMap { base.table($0) }
                }
            }
            earlier = (old(files[place - 1].period), old(files[place].period))
        }
        guard let previous, let from = earlier.from, let to = earlier.to else { return [] }
        func step(_ from: ReleaseTable, _ to: ReleaseTable, _ code: String) -> Double? {
            guard let one = from.column(of: topic), let other = to.column(of: topic),
                let a = from.row(of: code).flatMap({ from.number($0, one) }),
                let b = to.row(of: code).flatMap({ to.number($0, other) })
            else { return nil }
            return b - a
        }
        return entry.difference.rows.compactMap { row -> Turn? in
            guard let before = step(from, to, row.code), let after = step(previous, entry.table, row.code),
                before * after < 0
            else { return nil }
            return Turn(code: row.code, name: row.name, before: before, after: after)
        }
        .sorted { a, b in
            let (one, other) = (abs(a.after - a.before), abs(b.after - b.before))
            // Differences of decimal numbers are compared as they are written.
            return (one * 1e6).rounded() == (other * 1e6).rounded() ? a.code < b.code : one > other
        }
    }

    /// A number with its decimals; a step has its sign by the table that it stands in.
    private static func text(_ number: Double, _ decimals: Int) -> String {
        let unit = (0..<decimals).reduce(1.0) { unit, _ in unit * 10 }
        var bytes: [UInt8] = []
        bytes.append(Int64((number * unit).rounded()), decimals: decimals, width: 0)
        return String(decoding: bytes, as: UTF8.self)
    }
}
