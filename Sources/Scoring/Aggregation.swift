public import Classification
public import Codebook
public import Statistics

/// Computes the figures of regions from the stored tallies of one period.
///
/// Counts add up: a region is the sum of its parts if all of them are known, even if a row of its own is
/// stored; otherwise it is its own row, if one is stored; otherwise it is unknown and has no row. Figures
/// that were delivered as published do not add up: each region is its own row.
///
/// A region's figures depend only on the tallies of the region and of its descendants. So the rows of some
/// regions, computed from their part of the tallies, equal those rows of the whole table.
public struct Aggregation: Sendable {
    /// The ranks of the topics that the period has figures for, rising.
    public let columns: [Int]

    private let edition: Edition
    private let period: Period
    private let status: PeriodStatus
    /// By level, true if its regions are published.
    private let isPublished: [Bool]
    /// The region that contains all others, if there is one.
    private let crown: RegionIndex?
    /// Computes figures from counts; nil if figures are stored as delivered.
    private let scorer: Scorer?
    /// The number of cells of a vector of counts, and the number of vectors of a tally.
    private let size: Int
    private let blocks: Int
    /// The ranks of a tally with figures of the region as a whole, and the columns that show them.
    private let areas: Range<Int>
    private let areaColumns: [(place: Int, rank: Int)]

    /// Prepares the figures of a period that is stored in `form`.
    ///
    /// Returns nil if the form has counts from which no figures can be computed: see
    /// ``Scorer/init(codebook:form:period:)``.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - edition: The regions.
    ///   - form: The form in which the period is stored.
    ///   - period: The period.
    ///   - status: The status of its figures: final or provisional.
    ///   - columns: The ranks of the stored topics, for figures that are stored as delivered.
    ///   - isImputed: True if the period has a kept model for missing categories.
    ///   - wanted: The ranks of the requested topics; nil for all.
    public init?(
        codebook: Codebook,
        edition: Edition,
        form: Form,
        period: Period,
        status: PeriodStatus,
        columns: [Int],
        isImputed: Bool = true,
        wanted: Set<Int>? = nil
    ) {
        if form.holdsCounts {
            guard let layout = CountLayout(codebook, form),
                let scorer = Scorer(
                    codebook: codebook,
                    form: form,
                    period: period,
                    isImputed: isImputed,
                    wanted: wanted
                )
            else { return nil }
            self.scorer = scorer
            self.columns = scorer.columns
            size = layout.size
            blocks = layout.blocks
            let areas = layout.areas
            self.areas = areas
            areaColumns = scorer.columns.enumerated().compactMap { place, column in
                guard case .area(let area) = codebook.topics[column].measure, area < areas.count else {
                    return nil
                }
                return (place, areas.lowerBound + area)
            }
        } else {
            scorer = nil
            self.columns = Set(columns).filter {
                codebook.topics.indices.contains($0) && wanted?.contains($0) ?? true
            }.sorted()
            size = 0
            blocks = 1
            areas = 0..<0
            areaColumns = []
        }
        self.edition = edition
        self.period = period
        self.status = status
        let isOne = edition.regions.dropFirst().allSatisfy { $0.parent != nil } && !edition.regions.isEmpty
        crown = isOne ? RegionIndex(0) : nil
        isPublished = edition.levels.map { codebook.levels.contains($0.key) }
    }

    /// Returns the figures of every published, known region.
    public func table(stored: [RegionIndex: Tally]) -> FiguresTable {
        table(stored: stored, parts: runs(1).map { part($0, stored: stored) })
    }

    /// The results of a run of regions.
    public struct RegionRun: Sendable {
        fileprivate let rows: [FiguresTable.Row]
        /// The sum of those regions whose parent is outside the run.
        fileprivate let sum: CountSum
    }

    /// Divides all regions into at most `count` runs of about the same length, for concurrent work.
    ///
    /// A region that contains all others is in none of them.
    public func runs(_ count: Int) -> [Range<Int>] {
        let all = (crown == nil ? 0 : 1)..<edition.regions.count
        let tops = all.filter { edition.regions[$0].parent == crown }
        let borders = (1..<max(1, count)).compactMap { number in
            let place = all.lowerBound + all.count * number / count
            return tops.first { $0 >= place }
        }
        let starts = [all.lowerBound] + borders
        return zip(starts, starts.dropFirst() + [all.upperBound]).map { $0..<$1 }.filter { !$0.isEmpty }
    }

    /// Computes one of ``runs(_:)``.
    public func part(_ run: Range<Int>, stored: [RegionIndex: Tally]) -> RegionRun {
        var sum = CountSum(size: size, blocks: blocks, apart: areas)
        sum.begin(for: 0)
        let rows = rows(in: run, stored: stored, isWanted: { _ in true }, outside: &sum).rows
        return RegionRun(rows: rows, sum: sum)
    }

    /// Returns the result of ``table(held:)`` from the parts of all ``runs(_:)``, in their order.
    public func table(stored: [RegionIndex: Tally], parts: [RegionRun]) -> FiguresTable {
        var rows: [FiguresTable.Row] = []
        if let crown, isPublished[edition.regions[crown.position].level] {
            var sum = CountSum(size: size, blocks: blocks, apart: areas)
            sum.begin(for: crown.position)
            parts.forEach { sum.add($0.sum) }
            if !sum.isKnown || edition.regions.count == 1 {
                sum.begin(for: crown.position)
                sum.add(stored[crown])
            }
            let figures = scorer.map { scorer in sum.isKnown ? scorer.figures(of: sum.counts) : nil }
            if let figures = figures ?? stored[crown].map(delivered) {
                rows.append(.init(region: crown, figures: figures))
            }
        }
        return table(of: rows + parts.flatMap(\.rows))
    }

    /// Returns the figures of some regions, and the regions that are unknown, in publication order.
    ///
    /// - Parameters:
    ///   - stored: The stored tallies of `roots` and of all their descendants.
    ///   - roots: Regions of which none contains another.
    ///   - only: The requested regions, all of them among `roots` or their descendants; unpublished ones are
    ///     skipped.
    /// - Returns: The rows of the known requested regions, and the unknown requested regions.
    public func table(
        stored: [RegionIndex: Tally],
        roots: [RegionIndex],
        only: Set<RegionIndex>
    ) -> (table: FiguresTable, gone: [RegionIndex]) {
        var rows: [FiguresTable.Row] = []
        var gone: [RegionIndex] = []
        var outside = CountSum(size: 0, blocks: blocks)
        for root in roots.sorted() {
            let part = self.rows(
                in: subtree(root),
                stored: stored,
                isWanted: only.contains,
                outside: &outside
            )
            rows += part.rows
            gone += part.gone
        }
        return (table(of: rows), gone)
    }

    /// Returns the figures of a region of any level, published or not.
    ///
    /// - Parameters:
    ///   - region: The region.
    ///   - stored: The stored tallies of the region and of all its descendants.
    /// - Returns: The exact figures; nil if the region is unknown.
    public func figures(of region: RegionIndex, stored: [RegionIndex: Tally]) -> RegionFigures? {
        guard let scorer else { return stored[region].map(delivered) }
        return counts(of: region, stored: stored).map { figures(scorer, $0, stored[region]) }
    }

    /// Returns the counts of a region, by the rank of their cell.
    ///
    /// Nil if the region is unknown, or if the period is not stored in counts.
    public func counts(of region: RegionIndex, stored: [RegionIndex: Tally]) -> [Int64]? {
        guard scorer != nil else { return nil }
        var counts: [Int64]?
        var outside = CountSum(size: 0, blocks: blocks)
        walk(subtree(region), stored: stored, outside: &outside) { index, sum in
            if index == region, sum.isKnown { counts = sum.counts }
        }
        return counts
    }

    /// Returns the units of every category in counts of ``counts(of:held:)``, by variable, rounded half up.
    public func categories(in counts: [Int64]) -> [[Int64]] {
        guard let layout = scorer?.layout else { return [] }
        let margins = layout.margins(of: counts).margins
        return margins.categories.map {
            $0.map { Rounding.halfUp(Int128($0), Int128(margins.scale)) }
        }
    }

    /// True if a region has figures, given the stored tallies of the region and of all its descendants.
    public func isKnown(_ region: RegionIndex, stored: [RegionIndex: Tally]) -> Bool {
        scorer == nil ? stored[region] != nil : counts(of: region, stored: stored) != nil
    }

    private func subtree(_ region: RegionIndex) -> Range<Int> {
        region.position..<edition.descendants(of: region).upperBound
    }

    private func table(of rows: [FiguresTable.Row]) -> FiguresTable {
        FiguresTable(period: period, status: status, columns: columns, rows: rows)
    }
}

// MARK: - From parts to wholes

extension Aggregation {
    /// The rows of the published regions of a run of positions, and those that are unknown.
    private func rows(
        in positions: Range<Int>,
        stored: [RegionIndex: Tally],
        isWanted: (RegionIndex) -> Bool,
        outside: inout CountSum
    ) -> (rows: [FiguresTable.Row], gone: [RegionIndex]) {
        var rows: [FiguresTable.Row] = []
        var gone: [RegionIndex] = []
        func add(_ region: RegionIndex, _ figures: () -> RegionFigures?) {
            guard isPublished[edition.regions[region.position].level], isWanted(region) else { return }
            if let figures = figures() {
                rows.append(.init(region: region, figures: figures))
            } else {
                gone.append(region)
            }
        }
        if let scorer {
            walk(positions, stored: stored, outside: &outside) { region, sum in
                add(region) { sum.isKnown ? figures(scorer, sum.counts, stored[region]) : nil }
            }
        } else {
            for region in positions.reversed().map(RegionIndex.init) {
                add(region) { stored[region].map(delivered) }
            }
        }
        return (rows.reversed(), gone.reversed())
    }

    /// Calls `body` with each region of a run of positions and its counts, last first.
    ///
    /// A region comes right before its parts in an edition, so backwards it comes right after them: one sum
    /// for each depth is enough, and the sums of the region's siblings wait below it on a stack.
    private func walk(
        _ positions: Range<Int>,
        stored: [RegionIndex: Tally],
        outside: inout CountSum,
        _ body: (_ region: RegionIndex, _ sum: CountSum) -> Void
    ) {
        var own = CountSum(size: size, blocks: blocks, apart: areas)
        var sums: [CountSum] = []
        var depth = 0
        for position in positions.reversed() {
            let region = RegionIndex(position)
            let hasParts = depth > 0 && sums[depth - 1].owner == position
            if hasParts {
                depth -= 1
                swap(&own, &sums[depth])
            }
            if !hasParts || !own.isKnown {
                own.begin(for: position)
                own.add(stored[region])
            }
            body(region, own)
            guard let parent = edition.regions[position].parent?.position else { continue }
            guard positions.contains(parent) else {
                outside.add(own)
                continue
            }
            if depth == 0 || sums[depth - 1].owner != parent {
                if depth == sums.count { sums.append(CountSum(size: size, blocks: blocks, apart: areas)) }
                sums[depth].begin(for: parent)
                depth += 1
            }
            sums[depth - 1].add(own)
        }
    }

    /// The figures of counts, with the stored figures of the region as a whole.
    private func figures(_ scorer: Scorer, _ counts: [Int64], _ own: Tally?) -> RegionFigures {
        let computed = scorer.figures(of: counts)
        guard let own, !areaColumns.isEmpty else { return computed }
        var figures = computed.figures
        for column in areaColumns {
            if case .number(let number)? = own[column.rank] {
                figures[column.place] = .delivered(.number(number))
            }
        }
        return RegionFigures(population: computed.population, figures: figures, bases: computed.bases)
    }

    /// The figures of a region, as delivered.
    private func delivered(_ tally: Tally) -> RegionFigures {
        var figures = [Figure](repeating: .unavailable, count: columns.count)
        var place = 0
        tally.forEach { rank, value in
            while place < columns.count, columns[place] < rank { place += 1 }
            if place < columns.count, columns[place] == rank { figures[place] = .delivered(value) }
        }
        return RegionFigures(population: nil, figures: figures)
    }
}
