import Statistics
import TableReading
import TestSupport
import Testing

@Suite struct `reading Atom` {
    private static let columns = [
        "ParticuliereHuishoudens_1", "Welvaart1_2", "Welvaart2_3", "Welvaart3_4", "Werk1_5", "Werk2_6",
    ]

    /// A table of counts, some of them null.
    private static func entries(_ random: inout SplitMix64, count: Int) -> [Feed.Entry] {
        (0..<count).map { number in
            var entry: Feed.Entry = [
                ("ID", "\(number)"), ("WijkenEnBuurten", region(number)), ("Perioden", "2019JJ00"),
            ]
            for column in columns {
                let isNull = number > 0 && Int.random(in: 0..<8, using: &random) == 0
                entry.append((column, isNull ? nil : "\(Int.random(in: 0..<5_000, using: &random))"))
            }
            return entry
        }
    }

    private static func region(_ number: Int) -> String {
        number.isMultiple(of: 3) ? "GM\(1_000 + number)    " : "BU\(10_000_000 + number)"
    }

    /// The table of these entries.
    private static func expected(_ entries: [Feed.Entry]) -> [Content.Cell] {
        entries.flatMap { entry in
            entry.dropFirst(3).enumerated().map { rank, property in
                Content.Cell(
                    region: entry[1].value?.unpadded ?? "",
                    period: "2019JJ00",
                    rank: rank,
                    value: property.value.map { Value.number(Int64($0) ?? -1) } ?? .missing(.null)
                )
            }
        }
        .sorted()
    }

    private static func style(_ random: inout SplitMix64) -> Feed.Style {
        var style = Feed.Style()
        style.isTyped = Bool.random(using: &random)
        style.isPretty = Bool.random(using: &random)
        style.lineEnd = ["\n", "\n    ", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
        style.atom = ["", "a", "atom"].randomElement(using: &random) ?? ""
        style.data = ["d", "data", "x-1"].randomElement(using: &random) ?? "d"
        style.markup = ["m", "meta"].randomElement(using: &random) ?? "m"
        style.scheme = ["http", "https"].randomElement(using: &random) ?? "http"
        style.path = ["OData", "odata"].randomElement(using: &random) ?? "OData"
        style.hasEnvelope = Int.random(in: 0..<4, using: &random) > 0
        style.leavesOutNulls = Bool.random(using: &random)
        style.declaration =
            ["<?xml version=\"1.0\" encoding=\"utf-8\"?>", "", "<?xml version='1.0' standalone=\"yes\" ?>"]
            .randomElement(using: &random) ?? ""
        let oddity = Int.random(in: 0..<6, using: &random)
        let seed = Int.random(in: 0..<1_000, using: &random)
        style.write = { text, position in
            switch oddity {
            case 0 where (position + seed).isMultiple(of: 17): text.asSection
            case 1 where (position + seed).isMultiple(of: 17): text.asNumbers
            case 2 where (position + seed).isMultiple(of: 17): "<!-- \(position) -->" + text.escaped
            case 3: "   " + text.escaped + " "
            default: text.escaped
            }
        }
        style.between = { position in
            switch oddity {
            case 4 where (position + seed).isMultiple(of: 23): "<!-- <entry> & ]]> -->"
            case 5 where (position + seed).isMultiple(of: 23): "<?who knows </entry>?>"
            default: ""
            }
        }
        style.attributes = { (position: Int) in
            (position + seed).isMultiple(of: 5) ? " xml:space=\"preserve\"" : ""
        }
        return style
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `says the same of a table however it is written`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let entries = Self.entries(&random, count: Int.random(in: 1...40, using: &random))
        var feed = Feed(entries: entries, style: Self.style(&random))
        if !feed.style.isTyped { feed.title = "UntypedDataSet" }
        if Bool.random(using: &random) {
            feed.entries = entries.map { $0.shuffled(using: &random) }
        }
        let piece = Int.random(in: 1...5_000, using: &random)
        let reading = try readAtom(feed.bytes, piece: piece)

        let table = try #require(reading.table, "\(places(reading.findings))")
        #expect(reading.findings.isEmpty)
        #expect(table.form == "marginal")
        if feed.entries[0][0].name == "ID" { #expect(Content(table).cells == Self.expected(entries)) }
        #expect(
            Set(Content(table).cells.map { "\($0.region) \($0.value)" })
                == Set(Self.expected(entries).map { "\($0.region) \($0.value)" })
        )
        #expect(try Everything(readAtom(feed.bytes, mayScan: false)) == Everything(reading))
    }

    @Test func `gives every value the place of its first character`() throws {
        let text = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" \
            xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" \
            xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
              <title>TypedDataSet</title>
              <entry><content><m:properties>
                <d:WijkenEnBuurten xml:space="preserve">GM0363    </d:WijkenEnBuurten><d:Perioden>2019JJ00</d:Perioden>
                <d:ParticuliereHuishoudens_1 m:type="Edm.Int32">12</d:ParticuliereHuishoudens_1>
                <d:Welvaart1_2
                   m:type="Edm.Int32"><![CDATA[5]]></d:Welvaart1_2><d:Welvaart2_3 m:null="true"/>
              </m:properties></content></entry>
            </feed>
            """
        let table = try #require(try readAtom(Array(text.utf8)).table)
        #expect(table.regions.map(\.place) == [Place(line: 5, column: 45)])
        #expect(table.periods.map(\.place) == [Place(line: 5, column: 87)])
        #expect(table.records.map(\.place) == [Place(line: 4, column: 3)])
        var cells: [String] = []
        table.records[0].forEachCell { rank, _, line, column in cells.append("\(rank) \(line):\(column)") }
        #expect(cells.prefix(3) == ["0 6:53", "1 8:36", "2 8:56"])
    }

    @Test(arguments: ["utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "bom", "two boms", "undeclared"])
    func `reads other encodings, counting their characters`(name: String) throws {
        var feed = Feed(entries: [
            [
                ("Gemeentenaam_1", "Súdwest-Fryslân"), ("WijkenEnBuurten", "GM1900"),
                ("Perioden", "2019JJ00"),
                ("ParticuliereHuishoudens_1", "7"), ("Welvaart1_2", "5"),
            ]
        ])
        feed.style.isPretty = false
        feed.style.declaration = ""
        let bytes: [UInt8]
        switch name {
        case "utf-16le":
            bytes = [0xFF, 0xFE] + feed.text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        case "utf-16be": bytes = feed.text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        case "bom": bytes = [0xEF, 0xBB, 0xBF] + feed.bytes
        case "two boms": bytes = [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + feed.bytes
        case "undeclared": bytes = feed.text.unicodeScalars.map { UInt8($0.value) }
        default:
            feed.style.declaration = "<?xml version=\"1.0\" encoding=\"\(name)\"?>"
            bytes = feed.text.unicodeScalars.map { UInt8($0.value) }
        }
        let reading = try readAtom(bytes)
        let table = try #require(reading.table, "\(places(reading.findings))")
        #expect(reading.findings.isEmpty)
        #expect(value(table, "GM1900", 0) == .number(7))
        let text =
            name.hasSuffix("bom") || name == "two boms"
            ? String(decoding: feed.bytes.map { $0 < 128 ? $0 : 63 }, as: UTF8.self) : feed.text
        let before = text.firstRange(of: "2019JJ00").map { text[..<$0.lowerBound].count }
        #expect(table.periods.map(\.place.column) == [(before ?? 0) + 1])
    }

    @Test func `reads symbols in untyped feeds`() throws {
        var feed = Feed(
            entries: [
                [
                    ("ID", "0"), ("WijkenEnBuurten", "BU03630000"), ("Perioden", "2019JJ00"),
                    ("ParticuliereHuishoudens_2", "     100"), ("WelvaartLaag_3", "       ."),
                    ("Waarde_6", ""),
                    ("GemiddeldeScore_5", "  -0.100"),
                ]
            ],
            title: "UntypedDataSet"
        )
        feed.style.isTyped = false
        let reading = try readAtom(feed.bytes)
        #expect(reading.format == "atom-untyped")
        #expect(value(reading.table, "BU03630000", 0) == .number(100))
        #expect(value(reading.table, "BU03630000", 1) == .missing(.unknown))
        #expect(value(reading.table, "BU03630000", 3) == .number(-100))
        #expect(value(reading.table, "BU03630000", 4) == .missing(.blank))
    }

    @Test func `knows a topic that only later entries have`() throws {
        let first: Feed.Entry = [
            ("WijkenEnBuurten", "GM0001"), ("Perioden", "2019JJ00"), ("ParticuliereHuishoudens_1", "7"),
            ("Welvaart1_2", "5"),
        ]
        var entries: [Feed.Entry] = []
        for number in 0..<9_000 {
            var entry = first
            entry[0].value = "GM\(1_000 + number)"
            if number == 8_999 { entry.append(("Werk1_5", "2")) }
            entries.append(entry)
        }
        let table = try #require(try readAtom(Feed(entries: entries).bytes).table)
        #expect(value(table, "GM9999", 4) == .number(2))
        #expect(value(table, "GM1000", 4) == .missing(.null))
    }

    @Test func `notes the edition that a title names`() throws {
        var feed = Feed(entries: [
            [("WijkenEnBuurten", "GM0001"), ("Perioden", "2019JJ00"), ("ParticuliereHuishoudens_1", "7")]
        ])
        feed.links = "<subtitle>SES-WOA; regio-indeling 2021</subtitle>"
        let stated = try readAtom(feed.bytes).table?.statedEdition
        #expect(stated?.year == 2021)
    }
}
