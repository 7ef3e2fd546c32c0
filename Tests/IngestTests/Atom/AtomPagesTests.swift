import Statistics
import TableReading
import TestSupport
import Testing

@testable import Ingest

@Suite struct `pages of a feed` {
    /// Pages of so many entries each, with links by `$skip`.
    private func pages(_ sizes: [Int], by parameter: String = "$skip") -> [Feed] {
        var first = 0
        return sizes.enumerated().map { position, size in
            let entries = (first..<first + size).map { number -> Feed.Entry in
                [
                    ("ID", "\(number)"), ("WijkenEnBuurten", "GM\(1_000 + number)"), ("Perioden", "2019JJ00"),
                    ("ParticuliereHuishoudens_1", "7"), ("Welvaart1_2", "5"),
                ]
            }
            first += size
            var feed = Feed(entries: entries)
            if position + 1 < sizes.count {
                let target = parameter == "$skip" ? first : first - 1
                feed.links =
                    "<link rel=\"next\" href=\"\(feed.address)?$format=atom&amp;\(parameter)=\(target)\" />"
            }
            return feed
        }
    }

    @Test(arguments: ["$skip", "$skiptoken"])
    func `make one table, in any order`(parameter: String) throws {
        let pages = pages([3, 3, 2], by: parameter)
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            let reading = try readAtom(pages: order.map { pages[$0] })
            #expect(reading.findings.isEmpty)
            #expect(reading.table?.records.count == 8)
            #expect(reading.table?.columns.count == 2)
        }
    }

    @Test(arguments: [[0], [0, 1], [1, 2], [0, 2], [0, 0, 1, 2], [0, 1, 2, 2], [0, 1, 1]])
    func `are refused when one is missing or stands twice`(chosen: [Int]) throws {
        let pages = pages([3, 3, 2])
        let reading = try readAtom(pages: chosen.map { pages[$0] })
        #expect(reading.table == nil)
        #expect(reading.findings.kept.contains { $0.code == "incomplete-pages" })
    }

    @Test func `are missed by the keys of entries where links say nothing`() throws {
        var pages = pages([3, 3, 2])
        for position in 0..<2 {
            pages[position].links = "<link rel=\"next\" href=\"https://example.org/verder\" />"
        }
        #expect(try readAtom(pages: pages).findings.isEmpty)
        #expect(try readAtom(pages: [pages[0], pages[2]]).findings.kept.map(\.code) == ["incomplete-pages"])
    }

    @Test func `are missed before the first where it was asked for as a later one`() throws {
        var last = pages([3, 3, 2])[2]
        last.links = "<link rel=\"self\" href=\"\(last.address)?%24skip=6\" />"
        #expect(try readAtom(last.bytes).findings.kept.map(\.code) == ["incomplete-pages"])
    }

    @Test func `are told where the next one is named`() throws {
        let reading = try readAtom(pages([1, 1])[0].bytes)
        let lines = pages([1, 1])[0].text.split(separator: "\n")
        let line = (lines.firstIndex { $0.contains("rel=\"next\"") } ?? 0) + 1
        #expect(places(reading.findings) == ["incomplete-pages \(line):1"])
    }

    @Test func `are counted against what the feed says`() throws {
        var feed = pages([3])[0]
        feed.links = "<m:count>4</m:count>"
        #expect(try readAtom(feed.bytes).findings.kept.map(\.code) == ["incomplete-pages"])
        feed.links = "<m:count>3</m:count>"
        #expect(try readAtom(feed.bytes).findings.isEmpty)
    }

    @Test func `may stand among descriptions of their table`() throws {
        var description = Feed(entries: [[("Key", "Totaal_1"), ("Title", "Totaal")]])
        description.title = "DataProperties"
        #expect(try readAtom(pages: [description] + pages([2])).table?.records.count == 2)
        #expect(try readAtom(pages: [description]).findings.kept.map(\.code) == ["other-document"])
    }

    @Test func `may come in a zip file, with what else is downloaded with them`() throws {
        let scratch = try Scratch()
        let service = "<service xmlns=\"http://www.w3.org/2007/app\"><workspace/></service>"
        let files = pages([3, 3, 2]).enumerated().map { ("p\($0.offset).xml", $0.element.bytes) }
        let reader = DeliveryReader(codebook: SampleCodebook.codebook)
        let whole = Packed.zip(files.reversed() + [("service.xml", Array(service.utf8))])
        #expect(try reader.read(path: scratch.file("a.zip", whole)).table?.records.count == 8)
        let parts = Packed.zip([files[0], files[2]])
        #expect(
            try reader.read(path: scratch.file("b.zip", parts)).findings.kept.map(\.code) == [
                "incomplete-pages"
            ]
        )
    }

    @Test func `that are whole feeds are several tables`() throws {
        #expect(
            try readAtom(pages: [pages([1])[0], pages([2])[0]]).findings.kept.map(\.code).contains(
                "two-tables"
            )
        )
    }

    @Test func `of two kinds are two tables`() throws {
        var other = pages([1])[0]
        other.title = "UntypedDataSet"
        #expect(try readAtom(pages: [pages([1])[0], other]).findings.kept.map(\.code) == ["two-tables"])
    }
}
