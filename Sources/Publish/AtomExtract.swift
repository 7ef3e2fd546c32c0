import Classification
import Codebook
import Statistics

/// An OData v3 Atom feed as Statistics Netherlands serves it: with types, or every value as text.
///
/// No moment of making stands in it: `updated` is the first day of the period. The number of an entry is the
/// position of its region in the edition, so a row is the same bytes whatever stands beside it.
struct AtomExtract: ExtractForm {
    /// The two feeds.
    enum Kind: String, Sendable {
        /// Numbers have a type, and what is missing is null.
        case typed = "TypedDataSet"
        /// Every value is text with its padding and symbols.
        case untyped = "UntypedDataSet"
    }

    let suffix: String
    let mediaType = "application/atom+xml"
    let head: [UInt8]
    let tail = Array("</feed>\n".utf8)
    private let kind: Kind
    private let entryStart: [UInt8]
    private let regionStart: [UInt8]
    private let regionEnd: [UInt8]
    private let topics: [(open: [UInt8], null: [UInt8], close: [UInt8], decimals: Int)]
    private let regions: RegionTexts
    private let regionKey: String

    init(_ layout: ExtractLayout, kind: Kind) {
        self.kind = kind
        suffix = "_\(kind.rawValue).xml"
        regions = layout.regions
        regionKey = layout.codebook.keys.region[0]
        let feed = "urn:peil:\(layout.codebook.dataset):\(layout.period.key):\(kind.rawValue)"
        let updated = "<updated>\(layout.period.year)-01-01T00:00:00Z</updated>\n"
        let title = "\(layout.codebook.title.nl); \(layout.period.name)\(layout.status.mark)"
        head = Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" \
            xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" \
            xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
            <id>\(feed)</id>
            <title type="text">\(kind.rawValue)</title>
            <subtitle type="text">\(title.xmlEscaped)</subtitle>
            <rights type="text">\(layout.codebook.attribution.nl.xmlEscaped)</rights>
            \(updated)
            """.utf8
        )
        entryStart = Array("<entry>\n<id>\(feed)(".utf8)
        let id = kind == .typed ? "<d:ID m:type=\"Edm.Int32\">" : "<d:ID>"
        regionStart = Array(
            ")</id>\n<title/>\n\(updated)<author><name/></author>\n<content type=\"application/xml\"><m:properties>\n\(id)".utf8
        )
        let period = layout.codebook.keys.period[0]
        regionEnd = Array("</d:\(regionKey)>\n<d:\(period)>\(layout.period.key)</d:\(period)>\n".utf8)
        topics = layout.topics.map { topic in
            let type = topic.decimals == 0 ? "Edm.Int32" : "Edm.Double"
            let open = kind == .typed ? "<d:\(topic.key) m:type=\"\(type)\">" : "<d:\(topic.key) xml:space=\"preserve\">"
            return (
                Array(open.utf8), Array("<d:\(topic.key) m:type=\"\(type)\" m:null=\"true\"/>\n".utf8),
                Array("</d:\(topic.key)>\n".utf8), topic.decimals
            )
        }
    }

    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8]) {
        let id = Int64(region.position)
        bytes.append(contentsOf: entryStart)
        bytes.append(id, decimals: 0, width: 0)
        bytes.append(contentsOf: regionStart)
        bytes.append(id, decimals: 0, width: 0)
        bytes.append("</d:ID>\n")
        regions.appendAtom(region, to: &bytes)
        bytes.append(contentsOf: regionEnd)
        for (value, topic) in zip(values, topics) {
            switch (kind, value) {
            case (.typed, .number(let number)):
                bytes.append(contentsOf: topic.open)
                bytes.append(number, decimals: topic.decimals, width: 0)
                bytes.append(contentsOf: topic.close)
            case (.typed, _): bytes.append(contentsOf: topic.null)
            case (.untyped, _):
                bytes.append(contentsOf: topic.open)
                bytes.append(padded: value, decimals: topic.decimals)
                bytes.append(contentsOf: topic.close)
            }
        }
        bytes.append("</m:properties></content>\n</entry>\n")
    }
}

extension String {
    /// The text with what XML would misread written as references, and without what XML cannot hold.
    var xmlEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\t", "\n", "\r": text += " "
            default: if scalar.value >= 32, scalar.value != 0xFFFE, scalar.value != 0xFFFF { text.unicodeScalars.append(scalar) }
            }
        }
        return text
    }
}
