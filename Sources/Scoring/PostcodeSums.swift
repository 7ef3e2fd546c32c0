public import Codebook
public import Statistics

/// Sums the stored tallies of a period's regions by postcode.
///
/// Postcodes do not nest in regions, so each is the sum of its units over all tallies of the period. A
/// postcode without any unit is unknown, and has no row.
public struct PostcodeSums: Sendable {
    /// The ranks of the topics that there are figures for, rising.
    public var columns: [Int] { scorer.columns }

    private let scorer: Scorer
    private let width: Int
    private let period: Period
    private let status: PeriodStatus
    /// By slot, the number of its vector in `sums`; nil for a slot without units.
    private var places = [Int?](repeating: nil, count: RecordCells.slots)
    /// The whole units of the joint cells of every vector, one after the other.
    private var sums: [Int64] = []
    /// The other elements, for vectors that have any: most deliveries impute nothing in most places.
    private var others: [[Int64]] = []
    private let cells: Int
    /// By vector, the total of all its counts; nil once a sum became impossibly large.
    private var totals: [Int64?] = []

    /// Prepares a period; nil if its form has no postcodes, or no figures can be computed from it.
    ///
    /// - Parameters:
    ///   - codebook: The data set in its form for postcodes, ``Codebook/ofPostcodes``.
    ///   - form: The form in which the period is stored.
    ///   - period: The period.
    ///   - status: The status of its figures: final or provisional.
    ///   - isImputed: True if the period has a kept model for missing categories.
    ///   - wanted: The ranks of the requested topics; nil for all.
    public init?(
        codebook: Codebook,
        form: Form,
        period: Period,
        status: PeriodStatus,
        isImputed: Bool = true,
        wanted: Set<Int>? = nil
    ) {
        guard form.records?.field(of: .postcode) != nil, let cells = RecordCells(codebook, form),
            let scorer = Scorer(
                codebook: codebook,
                form: form,
                period: period,
                isImputed: isImputed,
                wanted: wanted
            )
        else { return nil }
        self.scorer = scorer
        width = cells.width
        self.cells = cells.cells
        self.period = period
        self.status = status
    }

    /// Adds the stored tally of a region; units without a postcode are skipped.
    public mutating func add(_ tally: Tally) {
        tally.forEach { rank, value in
            guard rank >= width, rank < RecordCells.slots * width else { return }
            let place = place(of: rank / width)
            guard let total = totals[place] else { return }
            guard case .number(let count) = value, count >= 0, count <= Value.limit - total else {
                totals[place] = nil
                return
            }
            totals[place] = total + count
            let part = rank % width
            if part < cells {
                sums[place * cells + part] += count
            } else {
                if others[place].isEmpty { others[place] = Array(repeating: 0, count: width - cells) }
                others[place][part - cells] += count
            }
        }
    }

    /// The counts of the postcode at a position of the edition of postcodes; nil if it is unknown.
    public func counts(of region: RegionIndex) -> [Int64]? {
        guard places.indices.contains(region.position + 1), let place = places[region.position + 1],
            totals[place] != nil
        else { return nil }
        let rest = others[place].isEmpty ? Array(repeating: 0, count: width - cells) : others[place]
        return sums[place * cells..<(place + 1) * cells] + rest
    }

    /// Returns the figures of every known postcode, rising.
    public func table() -> FiguresTable {
        let rows = (1..<RecordCells.slots).compactMap { slot in
            // The edition of postcodes begins with that of the first slot.
            let region = RegionIndex(slot - 1)
            return counts(of: region).map {
                FiguresTable.Row(region: region, figures: scorer.figures(of: $0))
            }
        }
        return FiguresTable(period: period, status: status, columns: scorer.columns, rows: rows)
    }

    private mutating func place(of slot: Int) -> Int {
        if let place = places[slot] { return place }
        let place = totals.count
        places[slot] = place
        totals.append(0)
        sums.append(contentsOf: repeatElement(0, count: cells))
        others.append([])
        return place
    }
}
