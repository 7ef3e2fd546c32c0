import Classification
import Codebook
import Statistics

/// Writes an OData v3 Atom feed, entry by entry, as Statistics Netherlands does.
struct AtomDeliveryWriter: DeliveryWriter {
    let collection: String
    let columns: DeliveryColumns
    let codebook: Codebook
    let isTyped: Bool
    var sink: ByteSink
    private var rows: Int64 = 0
    private let base: String
    /// The tags around the value of each topic; made once, because a feed has millions of them.
    private let tags: [Tags]

    /// The text around the numbers of an entry, and the elements of each category; made once, too.
    private let entry: [[UInt8]]
    private let categories: [[[UInt8]]]
    /// The elements of the region and period of the row before, which usually serve again.
    private var place: (region: RegionCode, period: Period, elements: [UInt8])?

    private struct Tags {
        let open: [UInt8]
        let close: [UInt8]
        let missing: [UInt8]
        let decimals: Int
    }

    init(_ codebook: Codebook, columns: DeliveryColumns, isTyped: Bool, to sink: ByteSink) {
        self.codebook = codebook
        self.columns = columns
        self.isTyped = isTyped
        self.sink = sink
        collection = isTyped ? "TypedDataSet" : "UntypedDataSet"
        base = "https://opendata.example/ODataFeed/odata/\(codebook.dataset)"
        entry = Self.entry(collection, base: base, isTyped: isTyped)
        categories = columns.dimensions.map { variable in
            let key = variable.dimension.first ?? variable.key
            return variable.categories.map { Self.element($0.key, in: key) }
        }
        tags = columns.topics.map { topic in
            let type = topic.decimals > 0 ? "Edm.Double" : "Edm.Int32"
            let open =
                isTyped ? "<d:\(topic.key) m:type=\"\(type)\">" : "<d:\(topic.key) xml:space=\"preserve\">"
            let missing =
                isTyped
                ? "<d:\(topic.key) m:type=\"\(type)\" m:null=\"true\" />" : open + "       .</d:\(topic.key)>"
            return Tags(
                open: Array("        \(open)".utf8),
                close: Array("</d:\(topic.key)>\n".utf8),
                missing: Array("        \(missing)\n".utf8),
                decimals: topic.decimals
            )
        }
    }

    mutating func begin() throws {
        sink.append(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xml:base="\(base)" xmlns="http://www.w3.org/2005/Atom" \
            xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" \
            xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" \
            xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml">
              <id>\(base)/\(collection)</id>
              <title type="text">\(collection)</title>
              <updated>\(Self.updated)</updated>
              <link rel="self" title="\(collection)" href="\(base)/\(collection)" />

            """
        )
    }

    mutating func write(_ row: DeliveryRow) throws {
        // The number of the entry occurs three times in it.
        for part in entry {
            sink.append(part)
            sink.append(rows, decimals: 0)
        }
        sink.append("</d:ID>\n")
        for (dimension, category) in zip(categories, row.categories) { sink.append(dimension[category]) }
        sink.append(placeElements(row))
        for (tag, value) in zip(tags, row.values) {
            guard case .number(let number) = value else {
                sink.append(tag.missing)
                continue
            }
            sink.append(tag.open)
            sink.append(number, decimals: tag.decimals, width: isTyped ? 0 : 8)
            sink.append(tag.close)
        }
        sink.append("      </m:properties>\n    </content>\n  </entry>\n")
        rows += 1
        try sink.drain()
    }

    mutating func end() throws {
        sink.append("</feed>\n")
        try sink.flush()
    }

    private static let updated = "2024-01-01T02:00:00+01:00"

    /// The elements of the region and period of the row.
    private mutating func placeElements(_ row: DeliveryRow) -> [UInt8] {
        if let place, place.region == row.region.code, place.period == row.period { return place.elements }
        let keys = codebook.keys
        let elements =
            Self.element(row.region.code.padded, in: keys.region[0])
            + Self.element(row.period.key, in: keys.period[0])
        place = (row.region.code, row.period, elements)
        return elements
    }

    /// An element of text; padded text must be marked to preserve its spaces.
    private static func element(_ text: String, in key: String) -> [UInt8] {
        let isPadded = text.utf8.last == UInt8(ascii: " ")
        return Array(
            "        <d:\(key)\(isPadded ? " xml:space=\"preserve\"" : "")>\(text)</d:\(key)>\n".utf8
        )
    }

    /// The text before each of the three numbers of an entry.
    private static func entry(_ collection: String, base: String, isTyped: Bool) -> [[UInt8]] {
        let parts = [
            "  <entry>\n    <id>\(base)/\(collection)(",
            """
            )</id>
                <category term="Cbs.OData.\(isTyped ? "TData" : "UData")" \
            scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme" />
                <link rel="self" href="\(base)/\(collection)(
            """,
            """
            )" />
                <title />
                <updated>\(updated)</updated>
                <author>
                  <name />
                </author>
                <content type="application/xml">
                  <m:properties>
                    <d:ID m:type="Edm.Int32">
            """,
        ]
        return parts.map { Array($0.utf8) }
    }
}
