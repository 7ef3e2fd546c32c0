import Foundation
import Pages
import Statistics
import Testing

@Suite struct `plots` {
    /// A plot as a page shows it, by the template of pages.
    private func html(_ plot: Plot, _ language: Language = .nl) -> String {
        PageTemplates.render("plot", plot, language)
    }

    @Test func `of a distribution mark the chosen region, and count every region once in the table`() throws {
        let values = (0..<100).map { Double($0) / 100 }
        let plot = try #require(
            Plot.distribution(values, marked: ("Wijk <x>", 0.5), caption: "Score", decimals: 2, .en)
        )
        let page = html(plot, .en)
        #expect(page.contains("class=\"bar here\""))
        #expect(page.contains("Wijk &lt;x&gt;: 0.50"))
        #expect(!page.contains("<x>"))
        let counts = page.split(separator: "<td class=\"n\">").dropFirst().compactMap {
            Int($0.prefix { $0.isNumber })
        }
        #expect(counts.reduce(0, +) == 100)
    }

    @Test func `of a trend draw nothing through a year without a figure`() throws {
        let series = [Plot.Series(name: "A", values: [0.1, nil, 0.3, 0.4])]
        let plot = try #require(
            Plot.trend(series, periods: ["2019", "2020", "2021", "2022"], caption: "c", decimals: 1, .nl)
        )
        let page = html(plot)
        let path = try #require(page.split(separator: "<path d=\"").last?.prefix { $0 != "\"" })
        // Two pieces: a point, and a line of the two years that follow each other.
        #expect(path.count { $0 == "M" } == 2)
        #expect(path.count { $0 == "L" } == 1)
        #expect(page.contains("niet getoond"))
    }

    @Test func `of groups that are published together say so`() throws {
        let plot = try #require(
            Plot.composition(
                [
                    .init(name: "Laag", percent: nil, isMerged: false),
                    .init(name: "Laag + Midden", percent: 61.5, isMerged: true),
                ],
                caption: "Opleiding",
                .nl
            )
        )
        let page = html(plot)
        #expect(page.contains("class=\"bar merged\""))
        #expect(page.contains("Laag + Midden (groepen samen gepubliceerd)"))
        #expect(page.contains("61,5"))
    }

    @Test func `of changes rank by how far a region moved`() throws {
        let plot = try #require(
            Plot.change(
                [
                    .init(name: "little", before: 0, after: 0.01),
                    .init(name: "much", before: 0.2, after: -0.4),
                ],
                caption: "c",
                decimals: 2,
                .en
            )
        )
        let page = html(plot, .en)
        let much = try #require(page.range(of: "<td>much"))
        let little = try #require(page.range(of: "<td>little"))
        #expect(much.lowerBound < little.lowerBound)
        #expect(page.contains("−0.60"))
    }

    @Test func `of regions as tiles tell a figure that is not published from one that is low`() throws {
        let regions = (0..<10).map {
            MapRegion(
                code: "BU\($0)",
                name: "Buurt \($0)",
                value: $0 == 3 ? nil : Double($0),
                link: "BU\($0)"
            )
        }
        let plot = try #require(
            Plot.tiles(
                [("Wijk", regions)],
                caption: "c",
                decimals: 0,
                columns: ["In", "Regio", "Waarde"],
                .nl
            )
        )
        let page = html(plot)
        #expect(page.contains("class=\"none\"><title>Buurt 3: niet getoond"))
        #expect(page.contains("class=\"q0\"><title>Buurt 0: 0"))
        #expect(page.contains("class=\"q4\"><title>Buurt 9: 9"))
    }

    @Test(arguments: [
        (0.0, 3, "0,000"), (-0.0004, 3, "0,000"), (-0.0005, 3, "−0,001"), (1234567.5, 1, "1.234.567,5"),
        (999, 0, "999"),
    ])
    func `write numbers as a reader of Dutch does`(value: Double, decimals: Int, text: String) {
        #expect(NumberWords(.nl).decimal(value, decimals) == text)
    }
}
