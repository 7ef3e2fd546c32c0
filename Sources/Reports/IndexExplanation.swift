import Classification
import Codebook
import Disclosure
package import Kinds
package import Ledger
import ReleaseService
import Scoring
package import Statistics

/// The derivation of the index of an area, or of several, for those who may read the ledger.
package struct IndexExplanation: Encodable {
    package let dataset: String
    /// The codes of the requested regions.
    package let regions: [String]
    package let name: String
    package let level: String?
    package let period: String
    package let status: String
    package let edition: String
    package let method: String
    package let classes: Int
    /// The deliveries in force of the years that enter the index.
    package let deliveries: [ExplainedSource]
    package let areas: [Area]
    /// The weight of areas, in the plural: inhabitants, for example.
    package let unit: String
    /// The total weight of all areas; nil if that of one is not stored.
    package let population: Int64?
    /// The index with three decimals more than published; nil if there is none.
    package let index: String?
    /// The published index; nil for regions that are combined for this answer only.
    package let published: String?
    /// The reason for suppression, in words; nil if no figure is suppressed.
    package let withheld: String?

    /// An area.
    package struct Area: Encodable {
        package let code: String
        package let name: String
        package let population: Int64?
        package let indicators: [Indicator]
        package let index: String?
        /// True if a denominator is below the threshold.
        package let isSmall: Bool
    }

    /// A ratio and its class.
    package struct Indicator: Encodable {
        package let indicator: String
        package let year: String
        package let numerator: Int64?
        package let denominator: Int64?
        /// The ratio in percent, with three decimals; nil if it is missing.
        package let percentage: String?
        package let score: Int?
        package let weight: Int
    }

    /// Collects the stored counts of the areas in regions.
    ///
    /// - Parameters:
    ///   - regions: The regions; together they are one, each smallest region once.
    ///   - index: The year, with enough stored counts.
    ///   - stored: The stored periods of the data set.
    ///   - ledger: Where it is held.
    ///   - language: The language of titles.
    /// - Throws: What the ledger does.
    package init(
        of regions: [RegionIndex],
        in index: IndexFiguresOfYear,
        stored: [StoredPeriod],
        ledger: any LedgerStore,
        language: Language
    ) throws {
        let (codebook, edition) = (index.codebook, index.edition)
        let reading = StoredReading(ledger: ledger, codebook: codebook, edition: edition, number: 0)
        let figures = index.figures(
            of: try index.periods.map { try reading.read($0, PeriodNeed(tallies: .all)) }
        )
        let places = figures.places(of: regions)
        let threshold = codebook.protection.threshold
        dataset = codebook.dataset
        unit = codebook.unit[language]
        self.regions = regions.map { edition[$0].code.description }
        let only = regions.count == 1 ? regions.first : nil
        name = only.map { edition[$0].name } ?? regions.map { edition[$0].name }.joined(separator: ", ")
        level = only.map { edition.levels[edition[$0].level].key }
        period = index.year.period.name
        status = index.status.rawValue
        self.edition = edition.key
        let scheme = index.year.scheme
        method = scheme.method.rawValue
        classes = scheme.classes
        areas = places.map { place in
            let area = figures.areas[place]
            let counts = figures.counts[place]
            return Area(
                code: edition[area].code.description,
                name: edition[area].name,
                population: figures.population(of: place),
                indicators: scheme.indicators.enumerated().map { rank, indicator in
                    let sources = index.year.sources(of: rank)
                    let rate = figures.rates[place][rank]
                    return Indicator(
                        indicator: indicator.title[language],
                        year: sources[0].period.name,
                        numerator: counts[sources[0]],
                        denominator: counts[sources[1]],
                        percentage: rate.map {
                            decimalText(
                                Rounding.halfUp(Int128($0.numerator) * 100_000, Int128($0.denominator)),
                                decimals: 3
                            )
                        },
                        score: figures.scores[place][rank],
                        weight: indicator.weight
                    )
                },
                index: figures.indices[place].map(Self.text),
                isSmall: figures.smallestDenominator(of: place).map { $0 < threshold } ?? false
            )
        }
        population = figures.population(of: places)
        let value: Fraction? =
            places.count == 1 && only != nil ? figures.indices[places[0]] : figures.index(of: places)
        self.index = value.map(Self.text)
        deliveries = try Self.sources(
            of: index,
            in: ledger,
            stored: stored,
            areas: places.map { figures.areas[$0] }
        )

        let table = index.protected(figures)
        let column = table.columns.firstIndex { codebook.topics[$0].measure == .index }
        let row = only.flatMap { region in table.rows.first { $0.region == region } }
        published = row.flatMap { row in
            column.map { row.values[$0].text(decimals: codebook.topics[table.columns[$0]].decimals) }
        }
        if value == nil {
            withheld = nil
        } else if only == nil {
            withheld =
                areas.contains(where: \.isSmall)
                ? "regions put together are not published; one here has a denominator below the threshold"
                : nil
        } else if case .missing? = column.flatMap({ row?.values[$0] }) {
            withheld =
                areas.count == 1 && areas[0].isSmall
                ? "a denominator is below the threshold of \(threshold)"
                : "the index would give away that of an area with a denominator below the threshold"
        } else {
            withheld = nil
        }
    }

    /// An index with five decimals.
    private static func text(_ index: Fraction) -> String {
        decimalText(Rounding.halfUp(index.numerator * 100_000, index.denominator), decimals: 5)
    }

    private static func sources(
        of index: IndexFiguresOfYear,
        in ledger: any LedgerStore,
        stored: [StoredPeriod],
        areas: [RegionIndex]
    ) throws -> [ExplainedSource] {
        let periods = Set(index.year.sources.map(\.period))
        var bringers: Set<DeliveryID> = []
        for period in periods.sorted() {
            try ledger.forEachTally(
                dataset: index.codebook.dataset,
                period: period,
                regions: areas.map { index.edition[$0].code }
            ) { tally in
                bringers.formUnion(tally.others + (tally.delivery.map { [$0] } ?? []))
            }
        }
        let all = Set(stored.filter { periods.contains($0.period) }.flatMap(\.deliveries)).sorted()
        return try ExplainedSource.all(all, in: ledger, broughtBy: bringers, areRegions: true)
    }

    /// Shows the explanation to people.
    package func write(to terminal: Terminal) {
        terminal.line("\(terminal.styled(regions.joined(separator: ", "), .bold)) \(name), \(period)")
        terminal.line("  \(dataset), edition \(edition), \(status); \(classes) classes, \(method)")
        if let population { terminal.line("  \(population) \(unit)") }
        terminal.line("  index \(index ?? "-")" + (published.map { ", published \($0)" } ?? ""))
        if let withheld { terminal.line("  " + terminal.styled("withheld: \(withheld)", .yellow)) }
        terminal.line()
        deliveries.write(to: terminal, asked: "these regions")
        terminal.line()
        var table = TextTable(
            ["area", "indicator", "year", "count", "of", "%", "class", "weight"],
            rightAligned: [3, 4, 5, 6, 7]
        )
        for area in areas {
            for indicator in area.indicators {
                table.add([
                    area.code, indicator.indicator, indicator.year, number(indicator.numerator),
                    number(indicator.denominator), indicator.percentage ?? "-",
                    indicator.score.map(String.init) ?? "-", String(indicator.weight),
                ])
            }
        }
        table.write(to: terminal)
        terminal.line()
        var list = TextTable(["area", "name", unit, "index", ""], rightAligned: [2, 3])
        for area in areas {
            list.add([
                area.code, area.name, number(area.population), area.index ?? "-",
                area.isSmall ? "below the threshold" : "",
            ])
        }
        list.write(to: terminal)
    }

    private func number(_ count: Int64?) -> String { count.map(String.init) ?? "-" }
}
