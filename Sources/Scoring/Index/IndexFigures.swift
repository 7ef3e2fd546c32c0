import Classification
import Codebook
public import Statistics

/// The exact counts, ratios, classes and indices of one year, of areas and of their unions.
public struct IndexFigures: Sendable {
    /// The smallest regions, in publication order.
    public let areas: [RegionIndex]
    /// By area, its stored counts.
    public let counts: [[IndexYear.IndexCount: Int64]]
    /// By area, then by indicator; nil where a ratio is missing.
    public let rates: [[IndicatorRate?]]
    /// By area, then by indicator, the class score.
    public var scores: [[Int?]] { table.scores }
    /// The index of each area; nil if too few indicators are known.
    public var indices: [Fraction?] { table.indices }

    private let year: IndexYear
    private let table: IndexTable
    private let places: [RegionIndex: Int]

    init(_ year: IndexYear, stored: [Period: [RegionIndex: Tally]]) {
        let areas = year.edition.smallest
        let sources = year.sources
        let counts = areas.map { area in
            var counts: [IndexYear.IndexCount: Int64] = [:]
            for source in sources {
                if case .number(let count)? = stored[source.period]?[area]?[source.rank] {
                    counts[source] = count
                }
            }
            return counts
        }
        let indicators = year.scheme.indicators.indices.map(year.sources(of:))
        let rates = counts.map { counts in
            indicators.map { IndicatorRate(counts[$0[0]], of: counts[$0[1]]) }
        }
        self.year = year
        self.areas = areas
        self.counts = counts
        self.rates = rates
        table = IndexTable(
            scheme: year.scheme,
            areas: areas.indices.map {
                IndexTable.Area(rates: rates[$0], population: counts[$0][year.population])
            }
        )
        places = Dictionary(uniqueKeysWithValues: areas.enumerated().map { ($0.element, $0.offset) })
    }

    /// The position of an area; nil for a larger region.
    public func place(of region: RegionIndex) -> Int? { places[region] }

    /// The positions of the areas in regions, each once.
    public func places(of regions: [RegionIndex]) -> [Int] {
        Set(regions.flatMap(year.edition.smallest(of:))).sorted().compactMap { places[$0] }
    }

    /// The inhabitants of an area; nil if not stored.
    public func population(of place: Int) -> Int64? { counts[place][year.population] }

    /// The inhabitants of several areas; nil if those of one are not stored.
    public func population(of places: [Int]) -> Int64? {
        var sum: Int64 = 0
        for place in places {
            guard let population = population(of: place) else { return nil }
            sum += population
        }
        return places.isEmpty ? nil : sum
    }

    /// The smallest denominator of an area's ratios, for the minimum frequency rule; nil if it has no ratio.
    public func smallestDenominator(of place: Int) -> Int64? {
        rates[place].compactMap { $0?.denominator }.min()
    }

    /// The smallest difference between two indices of an area with the same known indicators.
    public func step(of place: Int) -> Fraction {
        Fraction(Int128(year.scheme.commonWeight), indices[place]?.denominator ?? 1)
    }

    /// The index of several areas, weighted by inhabitants; nil if none has both.
    public func index(of places: [Int]) -> Fraction? { table.union(places) }

    /// True if any count of an area is stored.
    public func isKnown(_ place: Int) -> Bool { !counts[place].isEmpty }

    /// The figures of every published region with a stored count.
    public func figuresTable(status: PeriodStatus) -> FiguresTable {
        let edition = year.edition
        let isPublished = edition.levels.map { year.codebook.levels.contains($0.key) }
        let rows = edition.indices.compactMap { region -> FiguresTable.Row? in
            guard isPublished[edition[region].level] else { return nil }
            let places = places(of: [region])
            guard places.contains(where: isKnown) else { return nil }
            return FiguresTable.Row(region: region, figures: figures(of: region, places))
        }
        return FiguresTable(period: year.period, status: status, columns: year.columns, rows: rows)
    }

    private func figures(of region: RegionIndex, _ places: [Int]) -> RegionFigures {
        let area = place(of: region)
        let figures = year.columns.map { column -> Figure in
            switch year.codebook.topics[column].measure {
            case .population: population(of: places).map(Figure.count) ?? .unavailable
            case .indicatorClass(let indicator):
                area.flatMap { scores[$0][indicator] }.map { .ratio(Fraction(Int128($0), 1)) }
                    ?? .unavailable
            case .index:
                (area.map { indices[$0] } ?? index(of: places)).map(Figure.ratio) ?? .unavailable
            default: .unavailable
            }
        }
        let sizes = places.compactMap(smallestDenominator)
        return RegionFigures(population: sizes.reduce(0, +), figures: figures)
    }

    /// The areas that enter the index of a published union, with their inhabitants as weights.
    public func weights(of region: RegionIndex) -> [(area: RegionIndex, weight: Int64)] {
        places(of: [region]).compactMap { place in
            guard indices[place] != nil, let weight = population(of: place), weight > 0 else { return nil }
            return (areas[place], weight)
        }
    }
}
