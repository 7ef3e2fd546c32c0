import Foundation
import Pages
import Statistics
import Telemetry
import Testing
import Workflow

@Suite struct `the page of a receipt` {
    private func page(_ receipt: Receipt) -> String { String(decoding: receipt.page(), as: UTF8.self) }

    @Test(arguments: ReceiptSamples.all.map(\.name))
    func `needs nothing from elsewhere and runs nothing`(name: String) throws {
        let page = page(try #require(ReceiptSamples.all.first { $0.name == name }).receipt)
        for word in ["<script", "<img", "<link", "<iframe", "http://", "https://", "url(", "@import"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"\(name.suffix(2))\">"))
    }

    @Test func `escapes whatever a stranger wrote`() {
        let page = page(ReceiptSamples.hostile(.en))
        #expect(page.contains("&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)"))
        #expect(
            page.contains("&lt;img src=x onerror=alert(1)&gt; &amp; co") || page.contains("&lt;img src=x")
        )
        #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0007}" })
    }

    @Test(arguments: ReceiptSamples.all.map(\.name))
    func `is well formed`(name: String) throws {
        let page = page(try #require(ReceiptSamples.all.first { $0.name == name }).receipt)
        var open: [Substring] = []
        for piece in page.split(separator: "<").dropFirst() {
            let tag = piece.prefix { $0 != ">" && $0 != " " }
            if tag.hasPrefix("!") || ["meta", "br"].contains(tag) { continue }
            if tag.hasPrefix("/") {
                #expect(open.popLast() == tag.dropFirst())
            } else {
                open.append(tag)
            }
        }
        #expect(open.isEmpty)
    }

    @Test func `says the verdict, what is wrong and where, and what to do, in that order`() throws {
        let page = page(ReceiptSamples.rejected(.nl))
        let order = [
            "Aanlevering afgewezen</h1>", "BU10000002", "9.982 fouten", "Wat u nu doet", "9.980 zoals deze",
        ]
        let places = try order.map { try #require(page.range(of: $0)?.lowerBound, "\($0)") }
        // The first fault and its place stand before the repair.
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
        // Nothing is escaped twice, and nothing of the program shows through.
        for word in ["&amp;lt;", "Markup(", "Optional", "&lt;p"] { #expect(!page.contains(word)) }
        #expect(page.contains("En nog 9.961, die hier niet staan."))
        #expect(page.contains("<th scope=\"col\" class=\"number\">Regel</th>"))
    }

    @Test func `names the first lines of an a-priori list that could not be granted, and counts the rest`() {
        func receipt(_ count: Int) -> Receipt {
            let protection = Receipt.Protection(
                heldBack: false,
                cost: nil,
                isPublic: false,
                refused: (0..<count).map {
                    .init(region: "BU\($0)", period: "2019", figure: "income", isShown: $0 > 0)
                }
            )
            return ReceiptSamples.receipt("a.csv", .accepted, DeliveryReport(), .en, protection: protection)
        }
        let (two, many) = (receipt(2), receipt(1023))
        #expect(
            page(two).contains("BU0 income 2019 (was to go); BU1 income 2019 (was to stay). Nothing changes")
        )
        #expect(two.protection?.refused?.count == 2 && two.protection?.refusedTotal == 2)
        #expect(page(many).contains("BU19 income 2019 (was to stay); and 1,003 more lines. Nothing changes"))
        #expect(!page(many).contains("BU20 income"))
        #expect(many.protection?.refused?.count == 20 && many.protection?.refusedTotal == 1023)
    }

    @Test func `says why rows were left out in the words of the data set`() {
        var report = DeliveryReport()
        report.rows = 3
        report.leftOut = ["asleep": 1, "awake": 1, "repeated": 1]
        let page = page(
            ReceiptSamples.receipt(
                "a.csv",
                .accepted,
                report,
                .nl,
                reasons: ["asleep": Text(nl: "in slaap", en: "sleeping")]
            )
        )
        #expect(page.contains("Niet overgenomen: in slaap<"))
        #expect(page.contains("Niet overgenomen: awake<"))
        #expect(page.contains("Niet overgenomen: stond al eerder in het bestand<"))
    }

    @Test func `names the release, and no path of the server`() {
        let page = page(ReceiptSamples.accepted(.nl))
        #expect(page.contains("Aanlevering overgenomen</h1>"))
        #expect(page.contains("<dt>Publicatie</dt><dd>12</dd>"))
        #expect(!page.contains("/var/lib"))
        #expect(page.contains("1.234"))
    }

    @Test(arguments: [
        (0, 0, "lost in rounding or withheld"), (0, 12, "12 rows wait until more changes"),
        (3, 1, "but for 1 row, which waits"), (3, 0, "have been updated"),
    ])
    func `says updated only where something is to be seen`(changed: Int, waiting: Int, words: String) {
        var receipt = ReceiptSamples.accepted(.en)
        receipt.visible = Receipt.Visible(
            added: 0,
            changed: changed,
            removed: 0,
            newlyWithheld: 0,
            waiting: waiting
        )
        let page = page(receipt)
        #expect(page.contains(words))
        #expect(page.contains("have been updated") == (changed > 0 && waiting == 0))
        #expect(page.contains("All is well") == (changed > 0 && waiting == 0))
    }

    @Test func `says of a delivery that was taken back that it was`() {
        var receipt = ReceiptSamples.accepted(.nl)
        receipt.isReverted = true
        #expect(page(receipt).contains("Aanlevering teruggenomen</h1>"))
    }
}
