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
    private(set) var layout = ""
    private let kind: Kind
    private let entryStart: [UInt8]
    private let regionStart: [UInt8]
    private let regionEnd: [UInt8]
    private let topics: [Element]
    private let regions: RegionTexts

    init(_ layout: ExtractLayout, kind: Kind) {
        self.kind = kind
        suffix = Self.suffix(kind)
        regions = layout.regions
        let keys = layout.codebook.keys
        let feed = "urn:peil:\(layout.codebook.dataset):\(layout.period.key):\(kind.rawValue)".xmlEscaped
        let updated = "<updated>\(layout.period.firstDay)T00:00:00Z</updated>\n"
        let title = "\(layout.codebook.title.nl); \(layout.period.name)\(layout.status.mark)"
        let file = "\(layout.codebook.dataset)_\(layout.period.name)\(suffix)"
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
            \(updated)<author><name/></author>
            <link rel="self" title="\(kind.rawValue)" href="\(file.xmlEscaped)"/>

            """.utf8
        )
        entryStart = Array("<entry>\n<id>\(feed)(".utf8)
        regionStart = Array(
            """
            )</id>
            <category term="Cbs.OData.TData" \
            scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme"/>
            <title/>
            \(updated)<author><name/></author>
            <content type="application/xml"><m:properties>
            <d:ID\(kind == .typed ? " m:type=\"Edm.Int32\"" : "")>
            """.utf8
        )
        regionEnd = Array(
            "</d:\(keys.region[0])>\n<d:\(keys.period[0])>\(layout.period.key)</d:\(keys.period[0])>\n".utf8
        )
        topics = layout.topics.map { Element($0, kind) }
        self.layout = digest(of: topics.map(\.decimals), regions)
    }

    /// What the file of a kind is called behind data set and period.
    static func suffix(_ kind: Kind) -> String { "_\(kind.rawValue).xml" }

    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8]) {
        let id = Int64(region.position)
        bytes.append(contentsOf: entryStart)
        bytes.append(id, decimals: 0, width: 0)
        bytes.append(contentsOf: regionStart)
        bytes.append(id, decimals: 0, width: 0)
        bytes.append("</d:ID>\n")
        regions.appendAtom(region, to: &bytes)
        bytes.append(contentsOf: regionEnd)
        for column in topics.indices {
            if kind == .typed {
                topics[column].appendTyped(values[column], to: &bytes)
            } else {
                topics[column].appendUntyped(values[column], to: &bytes)
            }
        }
        bytes.append("</m:properties></content>\n</entry>\n")
    }
}

extension AtomExtract {
    /// The element of one topic, as it is written around each value.
    private struct Element {
        let decimals: Int
        private let open: [UInt8]
        private let openPadded: [UInt8]
        private let null: [UInt8]
        private let close: [UInt8]

        init(_ topic: Topic, _ kind: Kind) {
            decimals = topic.decimals
            let type = " m:type=\"\(topic.decimals == 0 ? "Edm.Int32" : "Edm.Double")\""
            open = Array("<d:\(topic.key)\(kind == .typed ? type : "")>".utf8)
            openPadded = Array("<d:\(topic.key) xml:space=\"preserve\">".utf8)
            null = Array("<d:\(topic.key)\(type) m:null=\"true\"/>\n".utf8)
            close = Array("</d:\(topic.key)>\n".utf8)
        }

        func appendTyped(_ value: Value, to bytes: inout [UInt8]) {
            guard case .number(let number) = value else { return bytes.append(contentsOf: null) }
            bytes.append(contentsOf: open)
            bytes.append(number, decimals: decimals, width: 0)
            bytes.append(contentsOf: close)
        }

        func appendUntyped(_ value: Value, to bytes: inout [UInt8]) {
            bytes.append(contentsOf: value.isPadded(decimals: decimals) ? openPadded : open)
            bytes.append(padded: value, decimals: decimals)
            bytes.append(contentsOf: close)
        }
    }
}

extension Period {
    /// The day on which the period begins, as ISO 8601.
    fileprivate var firstDay: String {
        let month =
            switch kind {
            case .year: 1
            case .quarter: number * 3 - 2
            case .month: number
            }
        return "\(year)-\(month < 10 ? "0" : "")\(month)-01"
    }
}
