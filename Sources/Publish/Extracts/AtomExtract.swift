import Classification
import Codebook
import Extracts
import Statistics

/// An OData v3 Atom feed as Statistics Netherlands serves it: with types, or every value as text.
///
/// It has no time of its making: `updated` is the first day of the period. The number of an entry is the
/// position of its region in the edition, so the bytes of a row do not depend on its neighbours.
struct AtomExtract: ExtractForm {
    /// The two feeds.
    enum Kind: String, Sendable {
        /// Numbers have a type, and missing values are null.
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
    private let elements: Elements
    private let regions: RegionTexts

    init(_ layout: ExtractLayout, kind: Kind) {
        self.kind = kind
        suffix = Self.suffix(kind)
        regions = layout.regions
        let keys = layout.codebook.keys
        let table = layout.suffix.isEmpty ? "" : layout.suffix.dropFirst() + ":"
        let feed =
            "urn:peil:\(layout.codebook.dataset):\(layout.period.key):\(table)\(kind.rawValue)".xmlEscaped
        let updated = "<updated>\(layout.period.firstDay)T00:00:00Z</updated>\n"
        let title = "\(layout.codebook.title.nl); \(layout.period.name)\(layout.status.mark)"
        let file = layout.name + suffix
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
        elements = Elements(layout.topics, kind)
        self.layout = digest(of: layout.topics.count, regions)
    }

    /// The ending of the file names of a kind, behind data set and period.
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
        elements.append(values, to: &bytes)
        bytes.append("</m:properties></content>\n</entry>\n")
    }
}

extension AtomExtract {
    /// The elements of the topics, as written around each value.
    ///
    /// The text between two values is one text, and all texts are one array: there are many rows.
    private struct Elements {
        private var texts: Stretches
        private let decimals: [Int]
        private let kind: Kind

        /// The texts of one topic, in their order.
        private enum Part: Int, CaseIterable {
            case open, openPadded, null, close
        }

        init(_ topics: [Topic], _ kind: Kind) {
            self.kind = kind
            decimals = topics.map(\.decimals)
            texts = Stretches(count: topics.count * Part.allCases.count)
            for topic in topics {
                let type = " m:type=\"\(topic.decimals == 0 ? "Edm.Int32" : "Edm.Double")\""
                texts.append("<d:\(topic.key)\(kind == .typed ? type : "")>")
                texts.append("<d:\(topic.key) xml:space=\"preserve\">")
                texts.append("<d:\(topic.key)\(type) m:null=\"true\"/>\n")
                texts.append("</d:\(topic.key)>\n")
            }
        }

        func append(_ values: [Value], to bytes: inout [UInt8]) {
            for (topic, value) in values.enumerated() {
                let decimals = decimals[topic]
                switch (kind, value) {
                case (.typed, .number(let number)):
                    append(.open, of: topic, to: &bytes)
                    bytes.append(number, decimals: decimals, width: 0)
                    append(.close, of: topic, to: &bytes)
                case (.typed, _): append(.null, of: topic, to: &bytes)
                case (.untyped, _):
                    append(value.isPadded(decimals: decimals) ? .openPadded : .open, of: topic, to: &bytes)
                    bytes.append(padded: value, decimals: decimals)
                    append(.close, of: topic, to: &bytes)
                }
            }
        }

        @inline(__always) private func append(_ part: Part, of topic: Int, to bytes: inout [UInt8]) {
            texts.append(topic * Part.allCases.count + part.rawValue, to: &bytes)
        }
    }
}
