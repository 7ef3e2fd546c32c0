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
        // Pieces of ten by ten, which a page puts beside each other where it has room.
        let pieces = groups.map { group -> Markup in
            let starts = stride(from: 0, to: group.regions.count, by: 100)
            let squares = starts.map { start in
                piece(group.regions.dropFirst(start).prefix(100), of: group.name, classes, decimals, words)
            }
            return "<div><p>\(text: group.name)</p>\(Markup(squares))</div>\n"
        }
        return Self(
            caption: caption,
            svg:
                "<div class=\"tiles\" role=\"group\" aria-label=\"\(text: caption)\">\n\(Markup(pieces))</div>\n",
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

    /// Squares of regions as one drawing, ten in a row.
    private static func piece(
        _ regions: ArraySlice<MapRegion>,
        of group: String,
        _ classes: Classes,
        _ decimals: Int,
        _ words: NumberWords
    ) -> Markup {
        // The middles lie 24 pixels apart, so that a finger finds each.
        let (size, step, across) = (20, 24, 10)
        let squares = regions.enumerated().map { position, region -> Markup in
            let value = region.value.map { words.decimal($0, decimals) } ?? words.notShown
            // Short, since a city has hundreds; the size is that of the style sheet.
            let name: Markup = "<title>\(text: region.name): \(text: value)</title>"
            let square: Markup = """
                <rect x="\(text: String(position % across * step))" y="\(text: String(position / across * step))" width="20" height="20" \
                class="\(text: classes.kind(region.value))"/>
                """
            return region.link.map { "<a href=\"\(text: $0)\">\(name)\(square)</a>\n" }
                ?? "<g>\(name)\(square)</g>\n"
        }
        let width = min(across, regions.count) * step - (step - size)
        let height = (regions.count + across - 1) / across * step - (step - size)
        return """
            <svg width="\(text: String(width))" height="\(text: String(height))" role="group" aria-label="\(text: group)">
            \(Markup(squares))</svg>
            """
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
        let (width, height) = ((east - west) * narrowing * factor + 4, (north - south) * factor + 4)
        var areas: [Markup] = []
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
            let name: Markup = "<title>\(text: region.name): \(text: value)</title>"
            let area: Markup =
                "<path d=\"\(text: path)\" class=\"tile \(text: classes.kind(region.value))\"/>"
            areas.append(
                region.link.map { "<a href=\"\(text: $0)\">\(name)\(area)</a>\n" }
                    ?? "<g>\(name)\(area)</g>\n"
            )
        }
        return Self(
            caption: caption,
            svg: """
                <svg viewBox="0 0 \(text: Drawing.number(width)) \(text: Drawing.number(height))" class="map" role="group" \
                aria-label="\(text: caption)" preserveAspectRatio="xMinYMin meet">
                \(Markup(areas))</svg>

                """,
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
}
