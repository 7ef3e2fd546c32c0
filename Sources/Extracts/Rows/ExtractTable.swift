package import Classification
package import Codebook
package import Disclosure
package import Statistics

/// One table of a period as every form writes it: its rows, and all that is told with them.
package struct ExtractTable: Sendable {
    /// The codebook whose topics and levels the table has.
    package let codebook: Codebook
    /// The edition of its regions.
    package let edition: Edition
    /// The period.
    package let period: Period
    /// The status of the figures: provisional or definitive.
    package let status: PeriodStatus
    /// Files' names before their endings: data set, period, and what kind of table it is.
    package let name: String
    /// The topics of all columns of the rows.
    package let topics: [Topic]
    /// The columns that have a number in at least one row: machines are told of no others.
    package let columns: [Int]
    /// The published rows.
    package let rows: PublishedRows

    /// Creates a table.
    package init(
        codebook: Codebook,
        edition: Edition,
        period: Period,
        status: PeriodStatus,
        suffix: String = "",
        topics: [Topic],
        rows: PublishedRows
    ) {
        self.codebook = codebook
        self.edition = edition
        self.period = period
        self.status = status
        name = "\(codebook.dataset)_\(period.name)\(suffix)"
        self.topics = topics
        self.rows = rows
        let isFilled = rows.columnsWithNumbers
        columns = topics.indices.filter { isFilled[$0] }
    }

    /// The topics of ``columns``.
    package var filled: [Topic] { columns.map { topics[$0] } }

    /// The regions that have a row, in publication order.
    package var regions: [RegionIndex] { rows.regions.map { RegionIndex(Int($0)) } }

    /// Calls `body` for each row in order, with one value and one status for each topic.
    package func forEach(_ body: (RegionIndex, [Value], [FigureStatus]) throws -> Void) rethrows {
        let rule = RowStatuses(topics, variables: codebook.variables.count)
        var statuses = [FigureStatus](repeating: .unknown, count: topics.count)
        try rows.forEach { region, values in
            rule.fill(&statuses, of: values, isSmallest: edition.isLeaf(region))
            try body(region, values, statuses)
        }
    }

    /// The nearest region above one that is of a published level; nil where there is none.
    package func parent(of region: RegionIndex) -> Region? {
        edition.ancestors(of: region).lazy.map { edition[$0] }.first
    }

    /// The key of a region's level.
    package func level(of region: RegionIndex) -> String { edition.levels[edition[region].level].key }
}

extension PeriodStatus {
    /// The status in the words of Statistics Netherlands.
    package var title: Text {
        switch self {
        case .definitive: Text(nl: "Definitief", en: "Final")
        case .provisional: Text(nl: "Voorlopig", en: "Provisional")
        case .revisedProvisional: Text(nl: "Nader voorlopig", en: "Revised provisional")
        }
    }
}
