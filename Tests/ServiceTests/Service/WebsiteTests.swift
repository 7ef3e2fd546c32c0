import Classification
import Codebook
import Foundation
import Ledger
import Statistics
import Synchronization
import Testing
import Web
import Workflow

@testable import ConfigurationFiles
@testable import Service
@testable import Website

@Suite struct `the pages of the service` {
    /// A country whose buurten have so many units each, released twice.
    private func country() throws -> MiniCountry {
        let country = try MiniCountry()
        for (number, factor) in [Int64(1), 2].enumerated() {
            let tallies = country.buurten.enumerated().map { place, region in
                var counts = [Int64](repeating: 0, count: 350)
                for cell in 0..<350 { counts[cell] = Int64((cell * (place + 3)) % 5) * factor }
                // The last buurt is too small to be shown.
                if place == country.buurten.count - 1 {
                    counts = [Int64](repeating: 0, count: 350)
                    counts[3] = 7
                }
                return StoredTally(region: region, tally: Tally(counts: counts))
            }
            let holdings = PeriodHoldings(
                period: Period(year: 2019),
                status: .definitive,
                form: "joint",
                columns: [],
                tallies: tallies
            )
            try country.deliver(.year, [holdings], number: number)
        }
        return country
    }

    private func body(_ response: WebResponse?) throws -> String {
        let response = try #require(response)
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func request(
        _ parameters: [String: String] = [:],
        language: String = "en",
        person: String? = nil
    ) -> WebRequest {
        WebRequest(parameters: parameters, headers: ["accept-language": language], person: person)
    }

    @Test func `show figures as they are published, and no others`() throws {
        let country = try country()
        let site = country.peil.website
        let small = try #require(country.buurten.last).description
        let visit = Visit(request(["dataset": "ses-woa", "code": small]), site)
        let page = try body(site.region(visit))
        #expect(page.contains("not shown"))
        #expect(page.contains("Name &quot;\(small)&quot; &amp; co"))
        #expect(!page.contains("Name \"\(small)\""))
        let shown = Visit(request(["dataset": "ses-woa", "code": "BU00010000"]), site)
        let csv = String(decoding: try #require(country.extracts()["ses-woa_2019.csv"]), as: UTF8.self)
        let row = try #require(csv.split(separator: "\n").first { $0.contains("BU00010000") })
        let figures = row.split(separator: ";").dropFirst(3).map {
            $0.filter { $0 != "\"" && $0 != " " }
        }
        let text = try body(site.region(shown))
        for figure in figures where Double(figure) != nil {
            #expect(text.contains(">\(NumberWordsOf.english(figure))<"), "\(figure)")
        }
    }

    @Test func `find regions by a piece of their name or code, in whatever case`() throws {
        let country = try country()
        let site = country.peil.website
        func found(_ words: String) throws -> Bool {
            let asked = WebRequest(
                parameters: ["dataset": "ses-woa"],
                query: [("q", words)],
                headers: ["accept-language": "en"]
            )
            return try !body(site.dataset(Visit(asked, site))).contains(">0 regions")
        }
        for words in ["BU0001", "bu0001", "& CO", "name"] { #expect(try found(words), "\(words)") }
        for words in ["nowhere", "BU0001x"] { #expect(try !found(words), "\(words)") }
    }

    @Test func `tell what a release changed`() throws {
        let country = try country()
        let site = country.peil.website
        let page = try body(site.release(Visit(request(["dataset": "ses-woa", "number": "2"]), site)))
        #expect(page.contains("published rows differ from the release before"))
        #expect(page.contains("/datasets/ses-woa/regions/GM0001"))
        #expect(page.contains("<svg"))
        #expect(try site.release(Visit(request(["dataset": "ses-woa", "number": "9"]), site)).status == 404)
    }

    @Test func `tell of the newest release and of the rules in force, whatever they keep of those before`()
        throws
    {
        let country = try country()
        let site = country.peil.website
        func region() throws -> String {
            try body(site.region(Visit(request(["dataset": "ses-woa", "code": "BU00010000"]), site)))
        }
        func release(_ number: Int) throws -> String {
            try body(site.release(Visit(request(["dataset": "ses-woa", "number": "\(number)"]), site)))
        }
        let (before, second) = (try region(), try release(2))
        #expect(try region() == before && release(2) == second)
        var counts = [Int64](repeating: 0, count: 350)
        for cell in 0..<350 { counts[cell] = Int64(cell % 7) * 3 }
        let holdings = PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: [StoredTally(region: RegionCode("BU00010000"), tally: Tally(counts: counts))]
        )
        try country.deliver(.correction, [holdings], number: 9)
        #expect(try region() != before)
        #expect(try release(2) == second && release(3) != second)
        // Titles are of the codebook in force, also those of figures that are kept.
        let catalogue = country.peil.catalogue
        var codebooks = catalogue.codebooks
        codebooks["ses-woa"]?.title = Text(nl: "Anders", en: "Otherwise")
        country.peil.replaceKnowledge(
            country.peil.configuration,
            Catalogue(codebooks: codebooks, editions: catalogue.editions),
            nil
        )
        #expect(try release(2).contains("Otherwise") && !release(2).contains(country.codebook.title.en))
        // A release that is gone is not told of from memory.
        try FileManager.default.removeItem(atPath: country.root + "/published/ses-woa/releases/000002")
        #expect(try site.release(Visit(request(["dataset": "ses-woa", "number": "2"]), site)).status == 404)
    }

    @Test func `tell of the rules in force after these were replaced in the midst of a page`() throws {
        let country = try country()
        let peil = country.peil
        let catalogue = peil.catalogue
        var codebooks = catalogue.codebooks
        for (rank, topic) in country.codebook.topics.enumerated() {
            codebooks["ses-woa"]?.topics[rank].title = Text(nl: topic.title.nl, en: "Otherwise \(rank)")
        }
        let others = Catalogue(codebooks: codebooks, editions: catalogue.editions)
        for look in [
            { try $0.region(Visit(self.request(["dataset": "ses-woa", "code": "BU00010000"]), $0)) },
            { try $0.release(Visit(self.request(["dataset": "ses-woa", "number": "2"]), $0)) },
        ] as [(Site) throws -> WebResponse] {
            peil.replaceKnowledge(peil.configuration, catalogue, nil)
            let isBegun = Mutex(false)
            let sources = peil.website.sources
            let site = Site(
                Site.Sources(
                    configuration: sources.configuration,
                    catalogue: {
                        let catalogue = peil.catalogue
                        let isFirst = isBegun.withLock { isBegun in
                            defer { isBegun = true }
                            return !isBegun
                        }
                        if isFirst { peil.replaceKnowledge(peil.configuration, others, nil) }
                        return catalogue
                    },
                    knowledge: sources.knowledge,
                    ledger: sources.ledger,
                    now: sources.now,
                    troubles: sources.troubles,
                    check: sources.check,
                    progress: sources.progress,
                    receipt: sources.receipt,
                    effects: sources.effects,
                    decide: sources.decide,
                    cost: sources.cost
                ),
                version: "1"
            )
            #expect(try body(look(site)).contains("Otherwise") == false)
            #expect(try body(look(site)).contains("Otherwise"))
        }
    }

    @Test func `keep of a first release how much it shows, and no changes that no page tells`() throws {
        let country = try country()
        let site = country.peil.website
        _ = try site.release(Visit(request(["dataset": "ses-woa", "number": "1"]), site))
        let release = try #require(try site.tables("ses-woa", 1))
        let key = TableShelf.ChangesKey(release: release.key, base: nil, language: .en, knowledge: 0)
        let kept = site.shelf.changes(key) {
            ReleaseChangesView(rows: 0, plots: [], changes: [], withheld: .none, shown: .none)
        }
        #expect(kept.rows > 0 && kept.plots.isEmpty && kept.changes.isEmpty)
    }

    @Test func `tell the stated version of a codebook, and no digest of its secret settings`() throws {
        let country = try country()
        let site = country.peil.website
        var configuration = country.peil.configuration
        configuration.language = .en
        let catalogue = country.peil.catalogue
        var codebooks = catalogue.codebooks
        codebooks["ses-woa"]?.statedVersion = "7"
        codebooks["ses-woa"]?.version = "7-0123456789ab"
        country.peil.replaceKnowledge(
            configuration,
            Catalogue(codebooks: codebooks, editions: catalogue.editions),
            nil
        )
        let page = try body(site.method(Visit(request(["dataset": "ses-woa"]), site)))
        #expect(page.contains(">7<") && !page.contains("0123456789ab"))
    }

    @Test func `show receipts and findings to nobody without a token`() throws {
        let country = try country()
        let site = country.peil.website
        let without = Visit(request(["number": "1"]), site)
        for response in [
            try site.deliveries(without), try site.delivery(without), try site.findings(without),
            try site.validation(without), try site.letter(without),
        ] {
            let response = try #require(response)
            #expect(response.status == 401)
            #expect(!(try body(response)).contains("0.csv"))
        }
        let with = Visit(request(["number": "1"], person: "anna"), site)
        #expect(try body(site.deliveries(with)).contains("0.csv"))
        #expect(try body(site.delivery(with)).contains("Delivery accepted"))
        let overview = try body(site.overview(Visit(request(), site)))
        #expect(!overview.contains("0.csv"))
    }

    @Test func `list receipts a page at a time, and lead to earlier ones of the same search`() throws {
        let country = try country()
        let site = country.peil.website
        for number in 0..<130 {
            let name = number == 7 ? "seven & " + String(repeating: "&", count: 240) : "a & \(number).csv"
            let claim = Claim(
                drop: "drop",
                dataset: "ses-woa",
                mode: .year,
                edition: "2021",
                file: name,
                spoolName: "drop/many-\(number)"
            )
            _ = try country.ledger.claim(claim, at: Timestamp(milliseconds: 5))
        }
        var query: [(name: String, value: String)] = [("q", "&")]
        var rows: [Int] = []
        repeat {
            let visit = Visit(
                WebRequest(query: query, headers: ["accept-language": "en"], person: "anna"),
                site
            )
            let page = try body(site.deliveries(visit))
            rows.append(page.ranges(of: "<td class=\"file\">").count)
            #expect(page.contains("Newest") == (query.count > 1))
            #expect(!page.contains(String(repeating: "&amp;", count: 100)))
            let next = page.split(separator: "\" rel=\"next\"").first.flatMap {
                $0.split(separator: "href=\"").last
            }
            let isLast = !page.contains("rel=\"next\"")
            query =
                isLast
                ? []
                : try URLText.query(
                    String(#require(next).split(separator: "?")[1].replacing("&amp;", with: "&"))
                )
        } while !query.isEmpty && rows.count < 5
        #expect(rows == [100, 30])
    }

    @Test func `call an expected delivery that did not come an alarm`() throws {
        let country = try country()
        var configuration = country.peil.configuration
        // It is 2020 in this country; the deliveries of it have no periods in their reports.
        configuration.drops[0].expects = [
            .init(period: "2018", due: "2019-06-01"), .init(period: "2021", due: "2022-06-01"),
        ]
        country.peil.replaceKnowledge(configuration, country.peil.catalogue, nil)
        let site = country.peil.website
        let page = try body(site.calendar(Visit(request(language: "nl"), site)))
        #expect(page.contains("niet ontvangen"))
        #expect(page.contains("nog niet verstreken"))
        #expect(try body(site.overview(Visit(request(language: "nl"), site))).contains("Niet ontvangen: "))
        #expect(try site.overdue().map(\.count) == [1])
        #expect(
            try country.peil.metrics.text(of: country.peil).contains(
                "peil_expected_missing{drop=\"drop\"} 1\n"
            )
        )
    }

    @Test(arguments: [
        ("nl-NL,nl;q=0.9,en;q=0.8", Language.nl), ("en-GB,en;q=0.9,nl;q=0.8", .en),
        ("de,en;q=0.3,nl;q=0.2", .en),
        ("fr", .en), ("", .en), ("nl;q=0,en;q=0.1", .en), ("*", .en),
    ])
    func `are in the language that a browser prefers`(header: String, language: Language) {
        #expect(Visit.language(header, otherwise: .en) == language)
    }

    @Test func `give an empty file for each form, which has the headers of the form`() throws {
        let country = try country()
        let site = country.peil.website
        for form in country.codebook.forms {
            let file = site.emptyDelivery(request(["dataset": "ses-woa", "file": "\(form.key).csv"]))
            let header = try body(file).filter { $0 != "\"" && !$0.isNewline }
            #expect(header.split(separator: ";").map(String.init) == country.codebook.headers(of: form))
        }
        #expect(site.emptyDelivery(request(["dataset": "ses-woa", "file": "none.csv"])) == nil)
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@a", "a\"b"])
    func `give findings to spreadsheets without formulas in them`(text: String) {
        let field = Site.field(text)
        #expect(field.hasPrefix("\"") && field.hasSuffix("\""))
        #expect(
            !field.hasPrefix("\"=") && !field.hasPrefix("\"+") && !field.hasPrefix("\"-")
                && !field.hasPrefix("\"@")
        )
    }
}

/// Figures as an English page writes them.
private enum NumberWordsOf {
    static func english(_ figure: String) -> String {
        let isNegative = figure.hasPrefix("-")
        let parts = figure.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        var whole = ""
        for (place, digit) in parts[0].enumerated() {
            if place > 0, (parts[0].count - place) % 3 == 0 { whole += "," }
            whole.append(digit)
        }
        return (isNegative ? "−" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
    }
}
