import Codebook
import Statistics
import TestSupport

@testable import AtomReading
@testable import Bytes
@testable import TableReading

/// A feed as a test wants it: what it says, and one of the many ways in which feeds are written.
struct Feed {
    /// One entry: its properties with their values; nil for one that is null.
    typealias Entry = [(name: String, value: String?)]

    /// How a feed is written.
    struct Style {
        var isTyped = true
        var isPretty = true
        var lineEnd = "\n"
        var declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
        /// The prefixes of Atom, of the data and of what OData adds.
        var atom = ""
        var data = "d"
        var markup = "m"
        var scheme = "http"
        var path = "OData"
        var hasEnvelope = true
        /// Whether entries say `m:null`, or leave such properties out.
        var leavesOutNulls = false
        /// How a value is written, by its position.
        var write: (String, Int) -> String = { text, _ in text.escaped }
        /// The text between properties, by their position.
        var between: (Int) -> String = { _ in "" }
        /// Attributes beside the type, by position.
        var attributes: (Int) -> String = { _ in "" }
    }

    var entries: [Entry]
    var style = Style()
    var title = "TypedDataSet"
    var links = ""

    /// The address of the feed.
    var address: String { "\(style.scheme)://opendata.cbs.nl/ODataFeed/\(style.path)/85163NED/\(title)" }

    /// The feed as text.
    var text: String {
        let a = style.atom.isEmpty ? "" : style.atom + ":"
        let (d, m) = (style.data, style.markup)
        let atomSpace = style.atom.isEmpty ? "xmlns" : "xmlns:\(style.atom)"
        var lines = [
            "<\(a)feed xml:base=\"\(address)\" \(atomSpace)=\"http://www.w3.org/2005/Atom\" "
                + "xmlns:\(d)=\"http://schemas.microsoft.com/ado/2007/08/dataservices\" "
                + "xmlns:\(m)=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\">"
        ]
        if style.hasEnvelope {
            lines += [
                "<\(a)id>\(address)</\(a)id>", "<\(a)title type=\"text\">\(title)</\(a)title>",
                "<\(a)updated>2023-05-15T02:00:00+02:00</\(a)updated>",
                "<\(a)link rel=\"self\" title=\"\(title)\" href=\"\(address)\" />",
            ]
        }
        var position = 0
        for (number, entry) in entries.enumerated() {
            lines.append("<\(a)entry>")
            if style.hasEnvelope {
                lines += [
                    "<\(a)id>\(address)(\(number))</\(a)id>", "<\(a)category term=\"Cbs.OData.TData\" />",
                    "<\(a)link rel=\"self\" href=\"\(address)(\(number))\" />", "<\(a)title />",
                    "<\(a)author>", "<\(a)name />", "</\(a)author>",
                ]
            }
            lines += ["<\(a)content type=\"application/xml\">", "<\(m):properties>"]
            for (name, value) in entry {
                position += 1
                let type = style.isTyped && name.contains("_") ? " \(m):type=\"Edm.Int32\"" : ""
                let between = style.between(position)
                if !between.isEmpty { lines.append(between) }
                let attributes = type + style.attributes(position)
                if let value {
                    lines.append("<\(d):\(name)\(attributes)>\(style.write(value, position))</\(d):\(name)>")
                } else if !style.leavesOutNulls {
                    lines.append("<\(d):\(name)\(attributes) \(m):null=\"true\" />")
                }
            }
            lines += ["</\(m):properties>", "</\(a)content>", "</\(a)entry>"]
        }
        if !links.isEmpty { lines.append(links) }
        lines.append("</\(a)feed>")
        if style.isPretty {
            return ([style.declaration] + lines).map { $0 + style.lineEnd }.joined()
        }
        return style.declaration + lines.joined()
    }

    /// The feed in UTF-8.
    var bytes: [UInt8] { Array(text.utf8) }
}

extension String {
    /// The text as it must be written in XML.
    var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// The text as a section of plain characters.
    var asSection: String { "<![CDATA[\(self)]]>" }

    /// The text with each character as a number.
    var asNumbers: String { unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined() }
}

/// Reads bytes as a feed of the sample data set.
func readAtom(
    _ bytes: [UInt8],
    piece: Int = .max,
    mayScan: Bool = true,
    limits: ReadingLimits = ReadingLimits()
) throws -> DeliveryReading {
    try AtomReader(codebook: SampleCodebook.codebook, limits: limits, mayScan: mayScan)
        .read(pages: [MemorySource(bytes: bytes, piece: piece)])
}

/// Reads several pages.
func readAtom(pages: [Feed]) throws -> DeliveryReading {
    try AtomReader(codebook: SampleCodebook.codebook).read(pages: pages.map { MemorySource(bytes: $0.bytes) })
}

/// Everything that comes of reading, places and all, so that two readings compare.
struct Everything: Equatable, CustomStringConvertible {
    var format: String?
    var findings: Findings
    var form: String?
    var columns: [ParsedTable.Column]?
    var periods: [ParsedPeriod]?
    var regions: [ParsedRegion]?
    var records: [ParsedRecord]?
    var unknown: [String]?
    var rows: Int?

    init(_ reading: DeliveryReading) {
        format = reading.format
        findings = reading.findings
        form = reading.table?.form
        columns = reading.table?.columns
        periods = reading.table?.periods
        regions = reading.table?.regions
        records = reading.table?.records
        unknown = reading.table?.unknownTopics.map { "\($0.title) \($0.place)" }
        rows = reading.table?.rows
    }

    var description: String {
        "\(format ?? "-") \(places(findings)) \(form ?? "-") \(columns ?? []) \(regions ?? []) \(records?.count ?? -1)"
    }
}
