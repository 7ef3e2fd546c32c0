import Classification
import Codebook
import Disclosure
import Kinds
import Statistics

/// A kind of data set that no codebook of Peil's asks for: how many of a thousand units have something.
///
/// Of each region two counts are stored, by rank: the units, and those that have it. It stands here alone, and
/// nothing outside this folder knows it.
struct RatesKind: DataSetKind {
    let codebook: Codebook

    init(_ other: Codebook) {
        var codebook = other
        codebook.dataset = "rates"
        codebook.levels = ["gemeente", "wijk", "buurt"]
        codebook.topics = [
            Self.topic("Eenheden_1", .count, 0, .population),
            Self.topic("Per1000_2", .percentage, 1, .carried),
        ]
        self.codebook = codebook
    }

    func nodes(of stored: StoredDataSet) -> [any TableNode] {
        stored.periods.map { RateTable(stored: $0, codebook: codebook, edition: stored.edition) }
    }

    private static func topic(_ key: String, _ kind: Topic.Kind, _ decimals: Int, _ measure: Measure) -> Topic
    {
        let text = Text(nl: key, en: key)
        return Topic(
            key: key,
            title: text,
            unit: text,
            decimals: decimals,
            kind: kind,
            spellings: [],
            measure: measure
        )
    }
}

/// The rates of one period: every region is the sum of the buurten in it.
private struct RateTable: TableNode {
    let stored: PeriodOutline
    let codebook: Codebook
    let edition: Edition

    var tables: [TableHead] {
        [TableHead(period: stored.period, status: stored.status, columns: [0, 1])]
    }

    func stale(_ touched: TouchedPeriods) -> Extent? { touched.extent(of: [stored.period]) }

    func rowCount(of codes: Set<RegionCode>) -> Int { reached(codes).count }

    func work(on extent: Extent) -> any TableWork { Work(table: self, extent: extent) }

    /// The regions that hold one of these, and themselves.
    func reached(_ codes: Set<RegionCode>) -> Set<RegionIndex> {
        let all = codes.reduce(into: Set<RegionIndex>()) { all, code in
            guard case .known(let region) = edition.lookUp(code) else { return }
            all.formUnion([region] + edition.ancestors(of: region))
        }
        return all.filter { codebook.levels.contains(edition.levels[edition[$0].level].key) }
    }

    private struct Work: TableWork {
        let table: RateTable
        let extent: Extent
        private var exact: FiguresTable?
        private var gone: [RegionIndex] = []

        init(table: RateTable, extent: Extent) {
            self.table = table
            self.extent = extent
        }

        // All of it, for the sake of simplicity: the sums of regions that hold others.
        var needs: [Period: PeriodNeed] { [table.stored.period: PeriodNeed(tallies: .all)] }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            let edition = table.edition
            var sums: [RegionIndex: [Int64]] = [:]
            for stored in reading.tallies {
                guard case .known(let region) = edition.lookUp(stored.region) else { continue }
                var counts: [Int64] = [0, 0]
                stored.tally.add(to: &counts)
                for region in [region] + edition.ancestors(of: region) {
                    sums[region] = zip(sums[region] ?? [0, 0], counts).map { $0 + $1 }
                }
            }
            let wanted = extent.codes.map(table.reached)
            let rows = sums.sorted { $0.key < $1.key }.filter { region, _ in
                table.codebook.levels.contains(edition.levels[edition[region].level].key)
                    && wanted?.contains(region) ?? true
            }.map { region, counts in
                FiguresTable.Row(
                    region: region,
                    figures: RegionFigures(
                        population: counts[0],
                        figures: [
                            .count(counts[0]),
                            counts[0] > 0
                                ? .ratio(Fraction(Int128(counts[1]) * 1000, Int128(counts[0])))
                                : .unavailable,
                        ]
                    )
                )
            }
            gone = (wanted ?? []).subtracting(rows.map(\.region)).sorted()
            exact = FiguresTable(
                period: table.stored.period,
                status: table.stored.status,
                columns: [0, 1],
                rows: rows
            )
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            TableOutcome(tables: exact.map { [protect($0, with: table.codebook)] } ?? [], gone: gone)
        }
    }
}
