import Codebook
import Statistics

/// The protected rows of one characteristic, filled one connected part at a time.
struct CharacteristicRows {
    /// By row, the values of the columns.
    private(set) var values: [[Value]]
    /// The reasons why rows are not shown completely.
    private(set) var reasons: [RegionIndex: Set<ProtectionReason>] = [:]
    /// The regions that could not be proved safe.
    private(set) var unproven: Set<RegionIndex> = []
    /// The version of each region, to be kept for the next release, as bytes of a ``StandingVersion``.
    private(set) var standing: [RegionIndex: [UInt8]] = [:]

    private let figures: FiguresTable
    private let codebook: Codebook
    private let publication: RowPublication
    private let layout: VersionLayout
    private let rows: [RegionIndex: Int]

    /// Starts with every figure suppressed.
    ///
    /// - Parameters:
    ///   - figures: The exact figures, each row with the units of which the characteristic is known.
    ///   - codebook: The characteristic as a data set by itself.
    init(_ figures: FiguresTable, _ codebook: Codebook) {
        self.figures = figures
        self.codebook = codebook
        publication = RowPublication(codebook, columns: figures.columns)
        layout = VersionLayout(codebook, columns: figures.columns)
        values = figures.rows.map { _ in
            [Value](repeating: .missing(.unknown), count: figures.columns.count)
        }
        rows = Dictionary(figures.rows.enumerated().map { ($1.region, $0) }) { first, _ in first }
    }

    /// Protects the regions of one connected part, whose atoms have units by category.
    mutating func protect(_ regions: LinkedRegions, history all: CharacteristicHistory) {
        let part = CharacteristicArea(regions) { rows[$0] }
        guard part.total > 0 else { return }
        let mark = regions.mark(of: Array(regions.members.indices), from: startMark)
        let history = all.history(of: layout, part.rows.map { figures.rows[$0].region })
        if isKnown(part, mark, history) {
            for row in part.rows { take(history.standing[key(of: row)], at: row) }
            return
        }
        let threshold = codebook.protection.threshold
        let groups = CharacteristicGroups(
            codebook.variables[0],
            units: part.units,
            rule: codebook.protection,
            hidesRegions: part.hidesRegions(below: threshold)
        )
        guard let variable = groups.variable else {
            // All units are in one group, or no recoding is large enough.
            let isOpen =
                codebook.protection.groupDisclosure == .publish && part.units.contains(part.total)
            for row in part.rows { showWhole(row, part.groups[row] ?? [], mark, if: isOpen) }
            return
        }
        let reduced = ReducedCharacteristic(
            codebook: codebook,
            variable: variable,
            groups: groups,
            part: part,
            figures: figures
        )
        var frozen: [LinkedRegions.Key: RegionVersion] = [:]
        while true {
            let outcome = reduced.protect(history, frozen: frozen)
            let views = part.rows.map { row -> RegionView? in
                let region = figures.rows[row].region
                guard !outcome.unproven.contains(where: { $0.region == region }) else { return nil }
                return outcome.versions[key(of: row)].map { groups.view($0.view) }
            }
            // Rows that together with earlier ones would disclose a few units are frozen.
            let told = zip(part.rows, views).compactMap { row, view -> (LinkedRegions.Key, RegionVersion)? in
                guard let view, view.isShown, frozen[key(of: row)] == nil else { return nil }
                return earlier(for: row, part.groups[row] ?? [], view, history).map { (key(of: row), $0) }
            }
            if !told.isEmpty {
                frozen.merge(told) { first, _ in first }
                continue
            }
            for (row, view) in zip(part.rows, views) {
                let key = key(of: row)
                if outcome.unproven.contains(key) { unproven.insert(key.region) }
                settle(
                    row,
                    view ?? .hidden(groups: codebook.variables[0].groups.count),
                    part.groups[row] ?? [],
                    outcome.reasons[key] ?? [],
                    frozen: frozen[key] ?? reduced.frozen(key, outcome, history),
                    mark
                )
            }
            return
        }
    }

    private func key(of row: Int) -> LinkedRegions.Key { LinkedRegions.Key(region: figures.rows[row].region) }

    /// True if the last release has a version of every region of a part with the same fingerprint.
    private func isKnown(_ part: CharacteristicArea, _ mark: UInt64, _ history: ProtectionHistory) -> Bool {
        let known = part.rows.filter { (figures.rows[$0].figures.population ?? 0) > 0 }
        return !known.isEmpty && known.allSatisfy { history.standing[key(of: $0)]?.mark == mark }
    }

    private mutating func take(_ version: StandingVersion?, at row: Int) {
        guard let version else { return }
        let region = figures.rows[row].region
        values[row] = version.version.values
        reasons[region] = version.reasons
        standing[region] = version.bytes(of: layout)
    }

    /// The earlier version at which a row has to be frozen; nil if the old and the new row disclose no few
    /// units.
    private func earlier(for row: Int, _ counts: [Int64], _ view: RegionView, _ history: ProtectionHistory)
        -> RegionVersion?
    {
        guard let versions = history.versions[key(of: row)] else { return nil }
        let unit = Component.Unit(
            keys: [key(of: row)],
            atoms: [],
            count: counts.reduce(0, +),
            groups: counts,
            versions: versions
        )
        return Differencing(codebook: codebook).earlier(
            for: unit,
            publication.values(figures.rows[row].figures, view: view),
            columns: figures.columns,
            view: view
        )
    }

    private mutating func settle(
        _ row: Int,
        _ view: RegionView,
        _ counts: [Int64],
        _ why: Set<ProtectionReason>,
        frozen: RegionVersion?,
        _ mark: UInt64
    ) {
        let region = figures.rows[row].region
        var why = why
        let version: RegionVersion
        if let frozen, codebook.protection.differencing == .hold || !frozen.view.isShown {
            version = frozen
        } else {
            let shown = frozen == nil ? view : .hidden(groups: view.blocks[0].count)
            if frozen != nil { why.insert(.differencing) }
            if shown.isShown, !shown.isWhole(0) { why.insert(.merged) }
            version = RegionVersion(
                view: shown,
                columns: figures.columns,
                values: publication.values(figures.rows[row].figures, view: shown),
                units: counts.reduce(0, +),
                groups: counts
            )
        }
        values[row] = version.values
        reasons[region] = why
        guard version.units > 0 else { return }
        standing[region] = StandingVersion(version: version, reasons: why, mark: mark).bytes(of: layout)
    }

    private mutating func showWhole(_ row: Int, _ counts: [Int64], _ mark: UInt64, if isOpen: Bool) {
        let units = figures.rows[row].figures.population ?? 0
        guard units > 0 else { return }
        let isLarge = units >= codebook.protection.threshold
        let isShown = isOpen && isLarge
        settle(
            row,
            RegionView(isShown: isShown, blocks: [Array(codebook.variables[0].groups.indices)]),
            counts,
            isLarge ? (isOpen ? [] : [.mergeInsufficient]) : [.threshold],
            frozen: nil,
            mark
        )
    }

    /// The start of every fingerprint: the rule by which rows are protected.
    private var startMark: PartMark {
        var mark = PartMark()
        mark.add(codebook.version)
        mark.add(layout.digest)
        mark.add(figures.period.name)
        let rule = codebook.protection
        for number in [rule.threshold, rule.rounding, rule.minimum, rule.interval] {
            mark.add(UInt64(bitPattern: number))
        }
        if rule.complements == .groups { mark.add(1) }
        return mark
    }
}

extension RegionView {
    /// The suppression pattern of one characteristic that shows nothing.
    static func hidden(groups: Int) -> Self { Self(isShown: false, blocks: [Array(0..<groups)]) }
}
