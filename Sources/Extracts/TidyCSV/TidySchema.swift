import Codebook
import Disclosure
import Statistics

/// The columns of the tidy tables, as both descriptions tell of them.
struct TidySchema {
    /// One column.
    struct Column {
        var name: String
        var title: Text
        /// The type in the words of both vocabularies: `string`, `number` or `integer`.
        var type = "string"
        var isRequired = true
        /// The words that may stand in it; any where there are none.
        var words: [String] = []
    }

    /// A table beside the others that a column refers to.
    struct Reference {
        var column: String
        var table: String
    }

    var columns: [Column]
    var key: [String]
    var references: [Reference] = []

    /// The columns of a table of figures.
    static let figures = TidySchema(
        columns: [
            Column(name: "period", title: Text(nl: "Periode", en: "Period")),
            Column(
                name: "period_status",
                title: Text(nl: "Status van de periode", en: "Status of the period"),
                words: PeriodStatus.allCases.map(\.rawValue)
            ),
            Column(name: "region", title: Text(nl: "Code van het gebied", en: "Code of the region")),
            Column(
                name: "region_name",
                title: Text(nl: "Naam van het gebied", en: "Name of the region"),
                isRequired: false
            ),
            Column(name: "level", title: Text(nl: "Regionaal niveau", en: "Regional level")),
            Column(
                name: "parent",
                title: Text(nl: "Gebied waar het in ligt", en: "Region that it lies in"),
                isRequired: false
            ),
            Column(name: "topic", title: Text(nl: "Onderwerp", en: "Topic")),
            Column(name: "value", title: Text(nl: "Waarde", en: "Value"), type: "number", isRequired: false),
            Column(
                name: "status",
                title: Text(nl: "Status van het cijfer", en: "Status of the figure"),
                words: FigureStatus.allCases.map(\.key)
            ),
        ],
        key: ["period", "region", "topic"],
        references: [
            Reference(column: "topic", table: "topics"), Reference(column: "status", table: "statuses"),
        ]
    )

    /// The columns of the dictionary of topics.
    static let topics = TidySchema(
        columns: TidyDictionary.topicHeader.map { name in
            Column(
                name: name,
                title: Text(nl: name, en: name),
                type: name == "decimals" ? "integer" : "string",
                isRequired: !name.hasPrefix("group") && !name.hasPrefix("definition")
            )
        },
        key: ["topic"]
    )

    /// The columns of the dictionary of statuses.
    static let statuses = TidySchema(
        columns: TidyDictionary.statusHeader.map { Column(name: $0, title: Text(nl: $0, en: $0)) },
        key: ["status"]
    )

    /// The tables of a release in the folder, with what they are called.
    static func tables(_ release: ReleaseDescription) -> [(name: String, title: Text, schema: TidySchema)] {
        release.tables.map { table in
            (
                table.name,
                Text(
                    nl: "\(table.codebook.title.nl), \(table.period.name)\(table.status.mark)",
                    en: "\(table.codebook.title.en), \(table.period.name)\(table.status.mark)"
                ),
                figures
            )
        } + [
            ("topics", Text(nl: "Onderwerpen", en: "Topics"), topics),
            ("statuses", Text(nl: "Statussen van cijfers", en: "Statuses of figures"), statuses),
        ]
    }
}
