import Statistics
import TestSupport
import Testing

@testable import AtomReading
@testable import Bytes

/// The fast way through a feed is only an optimisation: what comes of any document, its places and its
/// findings, is what libxml2 alone makes of it.
@Suite struct `the two readers of XML` {
    /// Everything that a collector is told.
    private struct Told: Equatable {
        var rows: [String] = []
        var page = AtomPage()
        var fault: AtomFault?
    }

    private func told(_ bytes: [UInt8], piece: Int, mayScan: Bool, field: Int) throws -> Told {
        var limits = AtomLimits()
        limits.field = field
        limits.depth = 12
        limits.attributes = 8
        limits.batch = 40
        var told = Told()
        var names: [String] = []
        var collector = AtomCollector(limits: limits) { batch in
            for column in batch.columns {
                names.append(column.name)
                told.rows.append("column \(column.name) \(column.place)")
            }
            var first = 0
            for row in batch.rows {
                told.rows.append("row \(row.place)")
                for cell in batch.cells[first..<Int(row.end)] {
                    let text =
                        cell.length < 0
                        ? "null"
                        : String(
                            decoding: batch.text[Int(cell.start)...].prefix(Int(cell.length)),
                            as: UTF8.self
                        )
                    told.rows.append("\(names[Int(cell.column)]) \(cell.place) \(text)")
                }
                first = Int(row.end)
            }
            return true
        }
        let stream = MemorySource(bytes: bytes, piece: piece).open()
        let document = AtomDocument(limits: limits, mayScan: mayScan)
        told.fault = unsafe try document.read(into: &collector, as: .utf8) {
            unsafe try stream.read(into: $0)
        }
        if told.fault != nil { told.rows = [] } else { told.page = collector.page }
        return told
    }

    private func feed(_ random: inout SplitMix64) -> Feed {
        var style = Feed.Style()
        style.isPretty = Bool.random(using: &random)
        style.lineEnd = ["\n", "\n  ", "\r\n"].randomElement(using: &random) ?? "\n"
        style.hasEnvelope = Bool.random(using: &random)
        let entries = (0..<Int.random(in: 1...12, using: &random)).map { number -> Feed.Entry in
            [
                ("ID", "\(number)"), ("WijkenEnBuurten", "GM\(1000 + number)    "), ("Naam_1", "A & B <é>"),
                ("Werk1_5", Bool.random(using: &random) ? nil : "\(number * 7)"), ("Werk2_6", ""),
            ]
        }
        var feed = Feed(entries: entries, style: style)
        feed.links = "<link href=\"\(feed.address)?$skip=3&amp;$top=1\" rel=\"next\" />"
        return feed
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `tell the same of a feed, in whatever pieces it comes`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let bytes = feed(&random).bytes
        let field = [300, 512, 4_096].randomElement(using: &random) ?? 512
        let whole = try told(bytes, piece: .max, mayScan: false, field: field)
        #expect(whole.fault == nil && !whole.rows.isEmpty)
        for mayScan in [true, false] {
            let piece = Int.random(in: 1...700, using: &random)
            #expect(try told(bytes, piece: piece, mayScan: mayScan, field: field) == whole)
        }
    }

    @Test(arguments: 0..<2_000 as Range<UInt64>)
    func `tell the same of a damaged feed`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = feed(&random).bytes
        for _ in 0...Int.random(in: 0...2, using: &random) { Self.damage(&bytes, &random) }
        let field = [300, 1_024].randomElement(using: &random) ?? 300
        let slow = try told(
            bytes,
            piece: Int.random(in: 1...900, using: &random),
            mayScan: false,
            field: field
        )
        let fast = try told(
            bytes,
            piece: Int.random(in: 1...900, using: &random),
            mayScan: true,
            field: field
        )
        #expect(fast.fault == slow.fault, "\(seed)")
        #expect(fast.page == slow.page)
        #expect(fast.rows == slow.rows)
    }

    private static let inserts = [
        "<", ">", "&", "&amp;", "&#65;", "&x;", "]]>", "]", "\"", "'", "=", "/", "<!-- a -->", "<!--", "-->",
        "<![CDATA[1]]>", "<![CDATA[", "<?a b?>", "<?xml version=\"1.0\"?>", "<!DOCTYPE feed>", "\r", "\r\n",
        "\n", "\t",
        "\u{0}", "\u{1}", "\u{FFFE}", "\u{E9}", "\u{2028}", "</entry>", "<entry>", "</feed>",
        "<d:Nieuw_9>1</d:Nieuw_9>",
        "<d:Leeg_9/>", " m:null=\"true\"", " m:type=\"a\" m:type=\"b\"", " xmlns:d=\"elders\"", " xmlns=\"\"",
        "<x:y/>",
        " a=\"<\"", " a = '>' ", "<m:properties>", "</m:properties>", "<title>a<b/>c</title>",
        "<m:count>5</m:count>",
        "<a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a>",
        " b1='' b2='' b3='' b4='' b5='' b6='' b7=''",
    ]

    private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.remove(at: position)
        case 1: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(position...)
        case 3: bytes.insert(contentsOf: Array(repeating: 0x20, count: 700), at: position)
        case 4: bytes.removeSubrange(position..<min(position + 40, bytes.count))
        default:
            bytes.insert(contentsOf: Array((inserts.randomElement(using: &random) ?? "").utf8), at: position)
        }
        if bytes.isEmpty { bytes = [0x3C] }
    }
}
