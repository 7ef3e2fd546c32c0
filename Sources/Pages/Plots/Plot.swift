package import Statistics

/// A plot as a page shows it: the drawing, and all its numbers in a table.
package struct Plot: Sendable {
    /// Caption, in a sentence.
    package let caption: String
    let svg: Markup
    let legend: [Legend]
    let head: [Head]
    let lines: [Line]

    struct Legend: Sendable { let kind: String, words: String }
    struct Head: Sendable { let words: String, isNumber: Bool }
    struct Cell: Sendable { let words: String, isNumber: Bool, isHead: Bool, label: String? }
    struct Line: Sendable { let cells: [Cell] }

    init(
        caption: String,
        svg: Markup,
        legend: [Legend] = [],
        columns: [String],
        rows: [[String]],
        textColumns: Int = 1
    ) {
        self.caption = caption
        self.svg = svg
        self.legend = legend
        head = columns.enumerated().map { Head(words: $1, isNumber: $0 >= textColumns) }
        lines = rows.map { row in
            Line(
                cells: row.enumerated().map {
                    Cell(
                        words: $1,
                        isNumber: $0 >= textColumns,
                        isHead: $0 == textColumns - 1,
                        // Of two cells it is clear what the second is, and a page may have hundreds.
                        label: columns.count > 2 ? columns[$0] : nil
                    )
                }
            )
        }
    }
}

extension Plot {
    /// How many regions have which score, with one region marked.
    ///
    /// - Parameters:
    ///   - values: A published figure of each region.
    ///   - marked: The figure of the region that is looked at, and its name.
    ///   - caption: The words below the plot.
    ///   - decimals: The decimals of the figure.
    ///   - language: The language.
    /// - Returns: The plot; nil for fewer than two regions.
    package static func distribution(
        _ values: [Double],
        marked: (name: String, value: Double)?,
        caption: String,
        decimals: Int,
        _ language: Language
    ) -> Self? {
        guard values.count > 1 else { return nil }
        let words = NumberWords(language)
        let x = PlotScale(values, start: 0, end: 100)
        let bins = max(8, min(30, Int(Double(values.count).squareRoot())))
        let size = (x.high - x.low) / Double(bins)
        var counts = [Int](repeating: 0, count: bins)
        for value in values { counts[min(bins - 1, max(0, Int((value - x.low) / size)))] += 1 }
        let y = PlotScale(counts.map(Double.init), start: 174, end: 8, includesZero: true)
        var drawing = Drawing(height: 200, margin: .scale)
        for tick in y.ticks where tick == tick.rounded() {
            drawing.line(0, y(tick), 100, y(tick), "grid")
            drawing.text(0, y(tick) + 4, words.decimal(tick, 0), "tick end", moved: -6)
        }
        let markedBin = marked.map { min(bins - 1, max(0, Int(($0.value - x.low) / size))) }
        for (bin, count) in counts.enumerated() where count > 0 {
            let left = x(x.low + Double(bin) * size)
            let right = x(x.low + Double(bin + 1) * size)
            drawing.rectangle(
                left,
                y(Double(count)),
                right - left,
                y(0) - y(Double(count)),
                bin == markedBin ? "bar bin here" : "bar bin"
            )
        }
        drawing.line(0, y(0), 100, y(0), "axis")
        for (position, tick) in x.ticks.enumerated() {
            let kind = Drawing.tick(position, of: x.ticks.count)
            drawing.text(x(tick), 192, words.decimal(tick, x.decimals), kind)
        }
        if let marked { drawing.line(x(marked.value), 0, x(marked.value), y(0), "mark") }
        let rows = counts.enumerated().map { bin, count in
            let (low, high) = (x.low + Double(bin) * size, x.low + Double(bin + 1) * size)
            let isHere = bin == markedBin ? " ◂ \(marked?.name ?? "")" : ""
            return [
                "\(words.decimal(low, decimals)) – \(words.decimal(high, decimals))\(isHere)",
                words.whole(count),
            ]
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            // A name may be as long as it likes there.
            legend: marked.map {
                [Legend(kind: "here", words: "\($0.name): \(words.decimal($0.value, decimals))")]
            } ?? [],
            columns: language == .nl ? ["Van – tot", "Regio’s"] : ["From – to", "Regions"],
            rows: rows
        )
    }

    /// One line of a trend.
    package struct Series: Sendable {
        let name: String
        let values: [Double?]

        /// Creates a line: a value for each period, nil where none is published.
        package init(name: String, values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    /// Figures over periods, of a region and those above it.
    package static func trend(
        _ series: [Series],
        periods: [String],
        caption: String,
        decimals: Int,
        _ language: Language
    ) -> Self? {
        let all = series.flatMap { $0.values.compactMap(\.self) }
        guard periods.count > 1, all.count > 1 else { return nil }
        let words = NumberWords(language)
        let y = PlotScale(all, start: 184, end: 8)
        func x(_ position: Int) -> Double { 4 + 92 * Double(position) / Double(periods.count - 1) }
        var drawing = Drawing(height: 210, margin: .scale)
        for tick in y.ticks {
            drawing.line(0, y(tick), 100, y(tick), tick.magnitude < y.step / 2 ? "axis" : "grid")
            drawing.text(0, y(tick) + 4, words.decimal(tick, y.decimals), "tick end", moved: -6)
        }
        for (position, period) in periods.enumerated() {
            // The last one is looked at most.
            let kind = Drawing.tick(periods.count - 1 - position, of: periods.count)
            drawing.text(x(position), 204, period, kind)
        }
        for (rank, line) in series.enumerated().reversed() {
            // A year without a figure breaks the line: nothing is drawn through what is not known.
            for (position, pair) in zip(line.values, line.values.dropFirst()).enumerated() {
                guard let from = pair.0, let to = pair.1 else { continue }
                drawing.line(x(position), y(from), x(position + 1), y(to), "trend s\(rank)")
            }
            for (position, value) in line.values.enumerated() {
                guard let value else { continue }
                switch rank {
                case 0: drawing.circle(x(position), y(value), 4.5, "dot s0")
                case 1: drawing.square(x(position), y(value), 7, "dot s1")
                default: drawing.circle(x(position), y(value), 3.5, "dot hollow s\(rank)")
                }
            }
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            legend: series.enumerated().map { Legend(kind: "s\($0)", words: $1.name) },
            columns: [language == .nl ? "Periode" : "Period"] + series.map(\.name),
            rows: periods.enumerated().map { position, period in
                [period]
                    + series.map { line in
                        line.values[position].map { words.decimal($0, decimals) } ?? words.notShown
                    }
            }
        )
    }

    /// One group of a composition.
    package struct Part: Sendable {
        let name: String
        let percent: Double?
        let isMerged: Bool

        /// Creates a group.
        ///
        /// - Parameters:
        ///   - name: The group, or the groups that are published together.
        ///   - percent: Its share; nil where it is not published.
        ///   - isMerged: Whether it is several groups that are published together.
        package init(name: String, percent: Double?, isMerged: Bool) {
            self.name = name
            self.percent = percent
            self.isMerged = isMerged
        }
    }

    /// The shares of groups as bars; groups that are published together are one bar of another pattern.
    ///
    /// - Parameters:
    ///   - parts: The groups with their shares.
    ///   - caption: The words below the plot.
    ///   - isOneOfMany: Whether the page has many of them, so that each is to be short.
    ///   - language: The language.
    /// - Returns: The plot; nil where there is nothing to draw.
    package static func composition(
        _ parts: [Part],
        caption: String,
        isOneOfMany: Bool = false,
        _ language: Language
    ) -> Self? {
        guard parts.contains(where: { $0.percent != nil }) else { return nil }
        let words = NumberWords(language)
        let names = parts.map { Drawing.lines(of: $0.name) }
        func height(_ lines: [String]) -> Double { Double(lines.count) * Drawing.lineHeight + 16 }
        var drawing = Drawing(height: names.map(height).reduce(8, +), margin: .numbers)
        var top = 4.0
        for (part, lines) in zip(parts, names) {
            drawing.name(top + 11, lines)
            let bar = top + Double(lines.count) * Drawing.lineHeight + 1
            if !isOneOfMany { drawing.rectangle(0, bar, 100, 8, "track") }
            if let percent = part.percent {
                let length = max(0, min(100, percent))
                drawing.rectangle(0, bar, length, 8, part.isMerged ? "bar merged" : "bar")
            }
            drawing.text(
                100,
                bar + 8,
                part.percent.map { words.decimal($0, 1) + " %" } ?? "–",
                "label",
                moved: 8
            )
            top += height(lines)
        }
        let together = language == .nl ? "groepen samen gepubliceerd" : "groups published together"
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            legend: parts.contains(where: \.isMerged) ? [Legend(kind: "merged", words: together)] : [],
            columns: language == .nl ? ["Groep", "Aandeel (%)"] : ["Group", "Share (%)"],
            rows: parts.map { part in
                [
                    part.name + (part.isMerged ? " (\(together))" : ""),
                    part.percent.map { words.decimal($0, 1) } ?? words.notShown,
                ]
            }
        )
    }

    /// A figure of a region in two releases.
    package struct Move: Sendable {
        let name: String
        let before: Double
        let after: Double

        /// Creates a move.
        package init(name: String, before: Double, after: Double) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    /// Largest moves since the release before, ranked: a ring where it was, a dot where it is.
    package static func change(_ moves: [Move], caption: String, decimals: Int, _ language: Language) -> Self?
    {
        let ranked = moves.sorted {
            let (a, b) = (($0.after - $0.before).magnitude, ($1.after - $1.before).magnitude)
            return a == b ? $0.name < $1.name : a > b
        }
        .prefix(20)
        guard !ranked.isEmpty else { return nil }
        let words = NumberWords(language)
        let x = PlotScale(ranked.flatMap { [$0.before, $0.after] }, start: 0, end: 100)
        let names = ranked.map { Drawing.lines(of: $0.name) }
        func rowHeight(_ lines: [String]) -> Double { Double(lines.count) * Drawing.lineHeight + 20 }
        let height = names.map(rowHeight).reduce(0, +)
        var drawing = Drawing(height: height + 24, margin: .ticks)
        for (position, tick) in x.ticks.enumerated() {
            drawing.line(x(tick), 0, x(tick), height, "grid")
            let kind = Drawing.tick(position, of: x.ticks.count)
            drawing.text(x(tick), height + 16, words.decimal(tick, x.decimals), kind)
        }
        var top = 0.0
        for (move, lines) in zip(ranked, names) {
            drawing.name(top + 12, lines)
            let middle = top + Double(lines.count) * Drawing.lineHeight + 8
            drawing.line(x(move.before), middle, x(move.after), middle, "move")
            drawing.circle(x(move.before), middle, 4, "dot hollow s0")
            drawing.circle(x(move.after), middle, 4.5, "dot s0")
            top += rowHeight(lines)
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            columns: language == .nl
                ? ["Regio", "Was", "Is", "Verschil"] : ["Region", "Was", "Is", "Difference"],
            rows: ranked.map {
                [
                    $0.name, words.decimal($0.before, decimals), words.decimal($0.after, decimals),
                    words.decimal($0.after - $0.before, decimals),
                ]
            }
        )
    }
}
