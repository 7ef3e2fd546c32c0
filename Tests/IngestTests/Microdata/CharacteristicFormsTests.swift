import Codebook
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Codebooks
@testable import Ingest
@testable import TableReading

/// One delivery of counts by characteristic, in every form that it can come in.
@Suite struct `counts by characteristic` {
    private let codebook: Codebook

    init() throws {
        codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond"))
    }

    private let counts: [(region: String, variable: String, category: String, count: Int)] = [
        ("GM0060", "geslacht", "man", 120), ("GM0060", "geslacht", "vrouw", 81),
        ("GM0060", "halt", "ja", 40), ("GM0060", "halt", "nee", 150),
        ("GM0059", "geslacht", "man", 30), ("GM0059", "geslacht", "vrouw", 20),
        ("GM0059", "halt", "ja", 0), ("GM0059", "halt", "nee", 50),
    ]

    /// The content of every form: by region and topic, the number.
    private var expected: [String: Int64] {
        counts.reduce(into: [:]) { $0["\($1.region) \($1.variable)_\($1.category)"] = Int64($1.count) }
    }

    private func said(_ reading: DeliveryReading) throws -> [String: Int64] {
        #expect(places(reading.findings) == [])
        let table = try #require(reading.table)
        #expect(table.form == "counts")
        let topics = try #require(codebook.form("counts")).topics
        return Content(table).cells.reduce(into: [:]) {
            #expect($1.period == "2021JJ00")
            $0["\($1.region) \(topics[$1.rank].key)"] = $1.value.number
        }
    }

    private var long: String {
        "WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen\n"
            + counts.map { "\($0.region);2021JJ00;\($0.variable);\($0.category);\($0.count)\n" }.joined()
    }

    private var wide: String {
        let regions = ["GM0060", "GM0059"]
        let names = counts.filter { $0.region == "GM0060" }.map { "\($0.variable)_\($0.category)" }
        return "WijkenEnBuurten;Perioden;\(names.joined(separator: ";"))\n"
            + regions.map { region in
                let own = counts.filter { $0.region == region }.map { String($0.count) }
                return "\(region);2021JJ00;\(own.joined(separator: ";"))\n"
            }.joined()
    }

    private func feed(isWide: Bool, isTyped: Bool) -> Feed {
        var style = Feed.Style()
        style.isTyped = isTyped
        let padded = { (text: String) in
            isTyped ? text : text + String(repeating: " ", count: 10 - text.count)
        }
        let number = { (count: Int) in
            isTyped ? String(count) : String(repeating: " ", count: 8 - String(count).count) + String(count)
        }
        let entries: [Feed.Entry] =
            isWide
            ? ["GM0060", "GM0059"].enumerated().map { id, region in
                [
                    ("ID", "\(id)"), ("WijkenEnBuurten", region + "    "), ("Perioden", "2021JJ00"),
                ]
                    + counts.filter { $0.region == region }.map {
                        ("\($0.variable)_\($0.category)", number($0.count))
                    }
            }
            : counts.enumerated().map { id, entry in
                [
                    ("ID", "\(id)"), ("WijkenEnBuurten", entry.region + "    "), ("Perioden", "2021JJ00"),
                    ("Kenmerk", padded(entry.variable)), ("Categorie", padded(entry.category)),
                    ("Kinderen_1", number(entry.count)),
                ]
            }
        return Feed(entries: entries, style: style, title: isTyped ? "TypedDataSet" : "UntypedDataSet")
    }

    private func plain(_ text: String) throws -> DeliveryReading { try read(text, codebook: codebook) }

    private func packed(_ bytes: [UInt8]) throws -> DeliveryReading {
        let scratch = try Scratch()
        return try DeliveryReader(codebook: codebook).read(path: try scratch.file("levering", bytes))
    }

    @Test func `say the same in rows and in columns`() throws {
        #expect(try said(plain(long)) == expected)
        #expect(try said(plain(wide)) == expected)
    }

    @Test func `say the same by titles, with commas, or with rows and columns in another order`() throws {
        let titles = long.replacing(";halt;ja;", with: ";Verwijzing naar Halt;Ja;")
            .replacing(";vrouw;", with: ";Girl;")
        #expect(try said(plain(titles)) == expected)
        let commas = wide.replacing(";", with: ",")
        #expect(try said(plain(commas)) == expected)
        let turned = long.split(separator: "\n").map {
            $0.split(separator: ";").reversed().joined(separator: ";")
        }.joined(separator: "\n")
        #expect(try said(plain(turned)) == expected)
    }

    @Test(arguments: [true, false], [true, false])
    func `say the same as feeds, typed and untyped`(isWide: Bool, isTyped: Bool) throws {
        let bytes = feed(isWide: isWide, isTyped: isTyped).bytes
        #expect(try said(read(bytes, codebook: codebook)) == expected)
        #expect(try said(packed(Packed.gzip(bytes))) == expected)
        #expect(try said(packed(Packed.zip([("figures.xml", bytes)]))) == expected)
    }

    @Test func `say the same compressed`() throws {
        for text in [long, wide] {
            #expect(try said(packed(Packed.gzip(Array(text.utf8)))) == expected)
            #expect(try said(packed(Packed.zip([("achtergrond.csv", Array(text.utf8))]))) == expected)
        }
    }

    @Test func `say the same as observations, of rows and of columns`() throws {
        let rows =
            "Id;Measure;ValueAttribute;Value;StringValue;WijkenEnBuurten;Perioden;Kenmerk;Categorie\n"
            + counts.enumerated().map {
                "\($0);Kinderen_1;None;\($1.count).0;;\($1.region);2021JJ00;\($1.variable);\($1.category)\n"
            }.joined()
        #expect(try said(plain(rows)) == expected)
        let columns =
            "Id;Measure;ValueAttribute;Value;StringValue;WijkenEnBuurten;Perioden\n"
            + counts.enumerated().map {
                "\($0);\($1.variable)_\($1.category);None;\($1.count);;\($1.region);2021JJ00\n"
            }.joined()
        #expect(try said(plain(columns)) == expected)
    }

    @Test func `say the same as a table with regions beside each other`() throws {
        let topics = [
            ("Geslacht|Jongen", "man", "geslacht"), ("Geslacht|Meisje", "vrouw", "geslacht"),
            ("Verwijzing naar Halt|Ja", "ja", "halt"), ("Verwijzing naar Halt|Nee", "nee", "halt"),
        ]
        let lines = topics.map { title, category, variable in
            let own = ["GM0060", "GM0059"].map { region in
                counts.first { $0.region == region && $0.variable == variable && $0.category == category }?
                    .count ?? -1
            }
            return "\"\(title)\";\"Aantal\";\"\(own[0])\";\"\(own[1])\""
        }
        let text =
            (["\"Achtergrondkenmerken 2021\"", "\"\"", "\"\";\"\";\"Wijken en buurten\""] + [
                "\"Onderwerp\";\"\";\"Ameland\";\"Achtkarspelen\"",
                "\"Regioaanduiding|Codering\";\"code\";\"GM0060\";\"GM0059\"",
            ] + lines + ["\"Bron: CBS\""]).joined(separator: "\n") + "\n"
        #expect(try said(plain(text)) == expected)
    }

    @Test func `take every code of a category that rows of children take`() throws {
        for variable in codebook.variables {
            for (rank, codes) in (variable.derivation?.codes ?? []).enumerated()
            where variable.derivation?.name != "care-or-medication" && rank < variable.categories.count {
                for code in codes {
                    let text =
                        "WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen\n"
                        + "GM0060;2021JJ00;\(variable.key);\"\(code)\";120\n"
                    let reading = try plain(text)
                    #expect(!reading.findings.isRejection, "\(variable.key) \(code)")
                    let cells = reading.table.map { Content($0).cells } ?? []
                    let topics = try #require(codebook.form("counts")).topics
                    let said = cells.map { topics[$0.rank].measure }
                    let position = codebook.variables.firstIndex { $0.key == variable.key } ?? -1
                    let isKey = variable.categories.contains { $0.key == code || $0.title.nl == code }
                    if !isKey { #expect(said == [.category(variable: position, category: rank)], "\(code)") }
                }
            }
        }
    }

    @Test func `in rows of children are read in a gzip and a zip file too`() throws {
        let text =
            "jaar;kind_id;buurtcode;geslacht;geboortedatum\n"
            + "2021;a;BU00600000;1;2010-01-01\n2021;b;BU00600000;2;2011-01-01\n"
        for bytes in [Packed.gzip(Array(text.utf8)), Packed.zip([("kinderen.csv", Array(text.utf8))])] {
            let reading = try packed(bytes)
            #expect(places(reading.findings) == [])
            #expect(reading.table?.form == "children")
            #expect(reading.table?.records.first?.counted?.rows == 2)
        }
    }

    @Test func `have a label in both languages, a theme and a ladder for every characteristic`() {
        #expect(codebook.variables.count == 27)
        for variable in codebook.variables {
            #expect(variable.theme != nil, "\(variable.key)")
            for text in [variable.title, variable.theme ?? variable.title] + variable.categories.map(\.title)
            {
                #expect(!text.nl.isEmpty && !text.en.isEmpty, "\(variable.key)")
            }
        }
        let themes = Set(codebook.variables.compactMap(\.theme?.en))
        #expect(themes == ["Demography", "Household", "Education", "Finance", "Care use", "Crime"])
    }
}
