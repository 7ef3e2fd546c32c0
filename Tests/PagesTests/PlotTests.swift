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
        #expect(page.contains("class=\"bar bin here\""))
        #expect(page.contains("Wijk &lt;x&gt;: 0.50"))
        #expect(!page.contains("<x>"))
        let counts = page.split(separator: "<td>").dropFirst().compactMap {
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
        // A point by itself, and two years that follow each other.
        #expect(page.ranges(of: "class=\"dot s0\"").count == 3)
        #expect(page.ranges(of: "class=\"trend s0\"").count == 1)
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
        let much = try #require(page.range(of: "<th scope=\"row\">much"))
        let little = try #require(page.range(of: "<th scope=\"row\">little"))
        #expect(much.lowerBound < little.lowerBound)
        #expect(page.contains("−0.60"))
    }

    @Test
    func `of what protection costs show the share of each reason in each release, and no count but of all`()
        throws
    {
        let plot = try #require(
            Plot.protection(
                [
                    .init(release: 1, all: 0, reasons: [0, 0]),
                    .init(release: 2, all: 4000, reasons: [500, 1000]),
                ],
                of: "Figures",
                reasons: ["too small", "for others"],
                caption: "c",
                .en
            )
        )
        let page = html(plot, .en)
        #expect(page.contains("width=\"12.5%\"") && page.contains("x=\"12.5%\""))
        #expect(page.contains("<th scope=\"row\">2</th>") && !page.contains("<th scope=\"row\">1</th>"))
        #expect(page.contains(">12.5</td>") && page.contains(">25.0</td>") && page.contains("4,000"))
        #expect(!page.contains(">500<"))
        #expect(Plot.protection([], of: "", reasons: [], caption: "", .en) == nil)
    }

    @Test func `are as wide as the page, with words as large on a phone as on a desk`() throws {
        let name =
            "Een wijk met een naam van meer dan honderd letters, die op een telefoon op geen enkele regel past: Gravenpolderburgerveen"
        let plots = [
            Plot.distribution([1, 2, 3], marked: (name, 2), caption: "c", decimals: 0, .nl),
            Plot.trend(
                [.init(name: name, values: [1, 2])],
                periods: ["2019", "2020"],
                caption: "c",
                decimals: 0,
                .nl
            ),
            Plot.composition([.init(name: name, percent: 40, isMerged: false)], caption: "c", .nl),
            Plot.change([.init(name: name, before: 1, after: 2)], caption: "c", decimals: 0, .nl),
        ]
        for plot in plots {
            let page = html(try #require(plot))
            let drawing = try #require(page.split(separator: "<svg").last?.split(separator: "</svg>").first)
            // A drawing that is scaled has words that are scaled.
            #expect(!drawing.contains("viewBox") && drawing.contains("%\""))
            let words = drawing.split(separator: "<text").dropFirst().compactMap { piece in
                piece.split(separator: ">", maxSplits: 1).last?.prefix { $0 != "<" }
            }
            #expect(!words.isEmpty && words.allSatisfy { $0.count <= 32 })
            #expect(page.contains(name))
        }
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
        for (title, kind) in [("Buurt 3: niet getoond", "none"), ("Buurt 0: 0", "q0"), ("Buurt 9: 9", "q4")] {
            let tile = page.split(separator: "<title>\(title)</title><rect").last?.prefix { $0 != ">" }
            #expect(tile?.contains("class=\"\(kind)\"") == true, "\(title)")
        }
        // A picture has no links in it, for those who hear it.
        #expect(page.contains("role=\"group\"") && !page.contains("role=\"img\""))
    }

    @Test func `of regions have no class without a region`() throws {
        for (values, legend) in [
            ([1.0, 1, 5], ["< 5", "≥ 5"]), ([2, 2, 2], ["overal gelijk"]), ([], []),
            ([0, 1, 2, 4, 5, 6, 7, 8, 9], ["< 1", "1 – 4", "4 – 6", "6 – 8", "≥ 8"]),
        ] as [([Double], [String])] {
            let regions = (0..<10).map { place in
                MapRegion(
                    code: "\(place)",
                    name: "",
                    value: place < values.count ? values[place] : nil,
                    link: nil
                )
            }
            let plot = try #require(
                Plot.tiles([("W", regions)], caption: "c", decimals: 0, columns: ["", "", ""], .nl)
            )
            let keys = html(plot).split(separator: "</span>").dropFirst().map { $0.prefix { $0 != "<" } }
            #expect(
                keys.map(String.init) == (legend + ["niet getoond"]).map { $0.replacing("<", with: "&lt;") }
            )
        }
    }

    /// A map of two areas with boundaries of so many points, in degrees or in metres of a grid.
    private func map(points: Int, scale: Double, at latitude: Double) throws -> String {
        func circle(_ x: Double) -> [(x: Double, y: Double)] {
            (0...points).map { point in
                let angle = Double(point) / Double(points) * 2 * .pi
                return (x: (x + cos(angle)) * scale, y: latitude + sin(angle) * scale)
            }
        }
        let regions = [
            MapRegion(code: "A", name: "A <b>", value: 1, link: "regions/A"),
            MapRegion(code: "B", name: "B", value: nil, link: "regions/B"),
        ]
        let plot = Plot.boundaries(
            regions,
            shapes: ["A": [circle(0)], "B": [circle(2)]],
            caption: "c",
            decimals: 0,
            columns: ["Regio", "Waarde"],
            .nl
        )
        return html(try #require(plot))
    }

    @Test func `of boundaries lead to each region, and tell one without a figure`() throws {
        let page = try map(points: 40, scale: 1000, at: 450_000)
        #expect(page.contains("<a href=\"regions/A\"><title>A &lt;b&gt;: 1</title><path d=\"M"))
        #expect(page.contains("<title>B: niet getoond</title>") && page.contains("class=\"tile none\""))
        #expect(page.contains("A &lt;b&gt;: 1") && !page.contains("<b>"))
    }

    @Test func `of boundaries stay small, however many points they have`() throws {
        #expect(try map(points: 100_000, scale: 1000, at: 450_000).utf8.count < 60_000)
    }

    @Test func `of boundaries in degrees are as wide as the land is`() throws {
        func ratio(_ page: String) throws -> Double {
            let box = try #require(page.split(separator: "viewBox=\"0 0 ").last?.prefix { $0 != "\"" })
            let sides = box.split(separator: " ").compactMap { Double($0) }
            return (sides[0] - 4) / (sides[1] - 4)
        }
        // Two circles beside each other: twice as wide as high, and at 60 degrees half of that.
        #expect(try (ratio(map(points: 400, scale: 1000, at: 450_000)) - 2).magnitude < 0.02)
        #expect(try (ratio(map(points: 400, scale: 0.1, at: 60)) - 1).magnitude < 0.02)
    }

    @Test(arguments: [
        (0.0, 3, "0,000"), (-0.0004, 3, "0,000"), (-0.0005, 3, "−0,001"), (1234567.5, 1, "1.234.567,5"),
        (999, 0, "999"),
    ])
    func `write numbers as a reader of Dutch does`(value: Double, decimals: Int, text: String) {
        #expect(NumberWords(.nl).decimal(value, decimals) == text)
    }
}
