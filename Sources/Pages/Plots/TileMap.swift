import Foundation
package import Statistics

/// A region on a map.
package struct MapRegion: Sendable {
    /// The code.
    package let code: String
    let name: String
    let value: Double?
    let link: String?

    /// Creates a region; the value is nil where none is published.
    package init(code: String, name: String, value: Double?, link: String?) {
        self.code = code
        self.name = name
        self.value = value
        self.link = link
    }
}

extension Plot {
    /// Five classes of equal size over values, as colours that colour-blind people tell apart by their lightness.
    private struct Classes {
        /// Where one class ends and the next begins, rising; each has values on both sides.
        let limits: [Double]
        private let isEmpty: Bool

        init(_ values: [Double]) {
            let sorted = values.sorted()
            isEmpty = sorted.isEmpty
            let parts = (1..<5).compactMap { part in
                sorted.isEmpty ? nil : sorted[min(sorted.count - 1, part * sorted.count / 5)]
            }
            limits = Set(parts).filter { $0 > sorted[0] }.sorted()
        }

        func kind(_ value: Double?) -> String {
            value.map { value in kind(of: limits.count { $0 <= value }) } ?? "none"
        }

        /// The colour of a class: few classes lie as far apart as five do.
        private func kind(of rank: Int) -> String {
            "q\(limits.isEmpty ? 2 : (rank * 4 + limits.count / 2) / limits.count)"
        }

        func legend(_ words: NumberWords, decimals: Int) -> [Plot.Legend] {
            func text(_ value: Double) -> String { words.decimal(value, decimals) }
            let none = Plot.Legend(kind: "none", words: words.notShown)
            guard let first = limits.first, let last = limits.last else {
                let shown = words.language == .nl ? "overal gelijk" : "the same everywhere"
                return (isEmpty ? [] : [Plot.Legend(kind: kind(of: 0), words: shown)]) + [none]
            }
            let middle = zip(limits, limits.dropFirst()).enumerated().map { rank, pair in
                Plot.Legend(kind: kind(of: rank + 1), words: "\(text(pair.0)) – \(text(pair.1))")
            }
            return [Plot.Legend(kind: kind(of: 0), words: "< \(text(first))")] + middle
                + [Plot.Legend(kind: kind(of: limits.count), words: "≥ \(text(last))"), none]
        }
    }

    /// A map without boundaries: a square for each region, together where they lie together.
    ///
    /// - Parameters:
    ///   - groups: For each group its name, and its regions in publication order.
    ///   - caption: The words below the plot.
    ///   - decimals: The decimals of the figure.
    ///   - columns: The headers of the table of its numbers.
    ///   - language: The language.
    /// - Returns: The map; nil where there is nothing to draw.
    package static func tiles(
        _ groups: [(name: String, regions: [MapRegion])],
        caption: String,
        decimals: Int,
        columns: [String],
        _ language: Language
    ) -> Self? {
        let all = groups.flatMap(\.regions)
        guard !all.isEmpty else { return nil }
        let words = NumberWords(language)
        let classes = Classes(all.compactMap(\.value))
        let (size, gap, line) = (20.0, 3.0, 16.0)
        let width = 640.0
        var drawing = Drawing(width: width, height: 0)
        var top = 0.0
        var left = 0.0
        var rowHeight = 0.0
        var placed: [(Double, Double, (name: String, regions: [MapRegion]), Int)] = []
        for group in groups {
            let across = max(4, Int(Double(group.regions.count).squareRoot().rounded(.up)))
            let block = max(150, Double(across) * (size + gap))
            let down = (group.regions.count + across - 1) / across
            if left > 0, left + block > width {
                top += rowHeight + 12
                (left, rowHeight) = (0, 0)
            }
            placed.append((left, top, group, min(across, Int(width / (size + gap)))))
            left += block + 14
            rowHeight = max(rowHeight, line + Double(down) * (size + gap))
        }
        drawing = Drawing(width: width, height: top + rowHeight + 4)
        for (x, y, group, across) in placed {
            // A long name would run into that of the next group.
            let room = max(20, across * 4)
            let name = group.name.count > room ? group.name.prefix(room - 1) + "…" : group.name[...]
            drawing.text(x, y + 11, String(name), "small")
            for (position, region) in group.regions.enumerated() {
                let value = region.value.map { words.decimal($0, decimals) } ?? words.notShown
                drawing.tile(
                    x + Double(position % across) * (size + gap),
                    y + line + Double(position / across) * (size + gap),
                    classes.kind(region.value),
                    title: "\(region.name): \(value)",
                    link: region.link
                )
            }
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            legend: classes.legend(words, decimals: decimals),
            columns: columns,
            rows: groups.flatMap { group in
                group.regions.map { region in
                    [
                        group.name, region.name,
                        region.value.map { words.decimal($0, decimals) } ?? words.notShown,
                    ]
                }
            },
            textColumns: 2
        )
    }

    /// A map of boundaries.
    ///
    /// - Parameters:
    ///   - regions: The regions, each with its figure.
    ///   - shapes: The rings of each region by its code, as points.
    ///   - caption: The words below the plot.
    ///   - decimals: The decimals of the figure.
    ///   - columns: The headers of the table of its numbers.
    ///   - language: The language.
    /// - Returns: The map; nil where no region has a shape.
    package static func boundaries(
        _ regions: [MapRegion],
        shapes: [String: [[(x: Double, y: Double)]]],
        caption: String,
        decimals: Int,
        columns: [String],
        _ language: Language
    ) -> Self? {
        let points = regions.flatMap { (shapes[$0.code] ?? []).flatMap(\.self) }
        guard let west = points.map(\.x).min(), let east = points.map(\.x).max(),
            let south = points.map(\.y).min(), let north = points.map(\.y).max(), east > west, north > south
        else { return nil }
        let words = NumberWords(language)
        let classes = Classes(regions.compactMap(\.value))
        // Degrees of longitude are shorter than those of latitude; metres of a grid are alike.
        let isInDegrees = west >= -180 && east <= 180 && south >= -90 && north <= 90
        let narrowing = isInDegrees ? cos((south + north) / 2 * .pi / 180) : 1
        let factor = min(640 / ((east - west) * narrowing), 600 / (north - south))
        var drawing = Drawing(
            width: (east - west) * narrowing * factor + 4,
            height: (north - south) * factor + 4
        )
        let placed = regions.map { region in
            (shapes[region.code] ?? []).map { ring in
                ring.map { (x: ($0.x - west) * narrowing * factor + 2, y: (north - $0.y) * factor + 2) }
            }
        }
        for (region, rings) in zip(regions, Self.simplified(placed)) where !rings.isEmpty {
            let path = rings.map { ring in
                ring.enumerated().map { position, point in
                    "\(position == 0 ? "M" : "L")\(Drawing.number(point.x)) \(Drawing.number(point.y))"
                }
                .joined() + "Z"
            }
            .joined()
            let value = region.value.map { words.decimal($0, decimals) } ?? words.notShown
            drawing.path(
                path,
                "tile " + classes.kind(region.value),
                title: "\(region.name): \(value)",
                link: region.link
            )
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            legend: classes.legend(words, decimals: decimals),
            columns: columns,
            rows: regions.map {
                [$0.name, $0.value.map { words.decimal($0, decimals) } ?? words.notShown]
            }
        )
    }

    /// The most points on one map: a page stays below 100 kB.
    private static let mostPoints = 3_500

    /// Rings without points that nobody would see.
    ///
    /// Those are left out that are nearer to the last one than a distance, which is as small as the number of points
    /// allows; and so are rings that vanish.
    private static func simplified(_ shapes: [[[(x: Double, y: Double)]]]) -> [[[(x: Double, y: Double)]]] {
        var distance = 0.7
        while true {
            let simple = shapes.map { rings in
                rings.compactMap { ring -> [(x: Double, y: Double)]? in
                    var kept: [(x: Double, y: Double)] = []
                    for point in ring {
                        if let last = kept.last, hypot(point.x - last.x, point.y - last.y) < distance {
                            continue
                        }
                        kept.append(point)
                    }
                    return kept.count > 2 ? kept : nil
                }
            }
            if simple.joined().joined().count <= mostPoints { return simple }
            distance *= 1.5
        }
    }

    /// What protection withheld in one release, in rows.
    package struct Cost: Sendable {
        let release: Int
        let rows: Int
        let reasons: [Int]

        /// Creates a cost: of so many rows, how many for each reason.
        package init(release: Int, rows: Int, reasons: [Int]) {
            self.release = release
            self.rows = rows
            self.reasons = reasons
        }
    }

    /// The share of rows that protection withheld or changed, by reason, over releases.
    package static func protection(_ costs: [Cost], reasons: [String], caption: String, _ language: Language)
        -> Self?
    {
        let costs = costs.filter { $0.rows > 0 }
        guard !costs.isEmpty else { return nil }
        let words = NumberWords(language)
        func share(_ cost: Cost, _ reason: Int) -> Double {
            Double(cost.reasons[reason]) * 100 / Double(cost.rows)
        }
        let step = 26.0
        var drawing = Drawing(width: 640, height: Double(costs.count) * step + 26)
        for tick in stride(from: 0.0, through: 100, by: 25) {
            drawing.line(50 + tick * 5.6, 0, 50 + tick * 5.6, Double(costs.count) * step, "grid")
            drawing.text(
                50 + tick * 5.6,
                Double(costs.count) * step + 16,
                words.decimal(tick, 0) + " %",
                "tick middle"
            )
        }
        for (row, cost) in costs.enumerated() {
            let top = Double(row) * step + 4
            drawing.text(0, top + 13, String(cost.release), "label")
            var left = 50.0
            for reason in reasons.indices {
                let length = share(cost, reason) * 5.6
                drawing.rectangle(left, top, length, step - 8, "bar c\(reason)")
                left += length
            }
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            legend: reasons.enumerated().map { Legend(kind: "c\($0)", words: $1) },
            columns: [language == .nl ? "Publicatie" : "Release", language == .nl ? "Rijen" : "Rows"]
                + reasons.map { $0 + " (%)" },
            rows: costs.map { cost in
                [String(cost.release), words.whole(cost.rows)]
                    + reasons.indices.map { words.decimal(share(cost, $0), 1) }
            }
        )
    }
}
