/// A drawing as SVG: shapes with classes, whose colours are those of the style sheet in light, dark and on paper.
///
/// It is as wide as the page leaves it room: what lies across is in hundredths of that, what lies down in pixels, and its
/// words are as large as those of the page on a phone as on a desk. Source: docs/decisions/0134-drawings-that-stretch.md.
struct Drawing {
    /// Texts beside the drawing, in room that the style sheet keeps free.
    enum Margin: String {
        /// Numbers of a scale to the left.
        case scale
        /// A short name to the left of each row.
        case names
        /// A number to the right of each row.
        case numbers
        /// Half of a mark or a tick to either side.
        case ticks
    }

    private let height: Double
    private let margin: Margin
    private var content: [Markup] = []

    /// Begins a drawing.
    ///
    /// - Parameters:
    ///   - height: How high it is, in pixels.
    ///   - margin: What stands beside it.
    init(height: Double, margin: Margin) {
        self.height = height
        self.margin = margin
    }

    /// A rectangle; `x` and `width` in hundredths, `y` and `height` in pixels.
    mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ kind: String) {
        content.append(
            """
            <rect x="\(text: Self.number(x))%" y="\(text: Self.number(y))" width="\(text: Self.number(max(0, width)))%" \
            height="\(text: Self.number(max(0, height)))" class="\(text: kind)"/>

            """
        )
    }

    /// A line; `x1` and `x2` in hundredths, `y1` and `y2` in pixels.
    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String) {
        content.append(
            """
            <line x1="\(text: Self.number(x1))%" y1="\(text: Self.number(y1))" x2="\(text: Self.number(x2))%" \
            y2="\(text: Self.number(y2))" class="\(text: kind)"/>

            """
        )
    }

    /// A circle around a point; `x` in hundredths, the rest in pixels.
    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ kind: String) {
        content.append(
            """
            <circle cx="\(text: Self.number(x))%" cy="\(text: Self.number(y))" r="\(text: Self.number(radius))" \
            class="\(text: kind)"/>

            """
        )
    }

    /// A square around a point; `x` in hundredths, the rest in pixels.
    mutating func square(_ x: Double, _ y: Double, _ side: Double, _ kind: String) {
        let half = Self.number(-side / 2)
        content.append(
            """
            <rect x="\(text: Self.number(x))%" y="\(text: Self.number(y))" width="\(text: Self.number(side))" \
            height="\(text: Self.number(side))" transform="translate(\(text: half) \(text: half))" class="\(text: kind)"/>

            """
        )
    }

    /// Words from a point on; `x` in hundredths, `y` in pixels, and moved by so many pixels.
    mutating func text(_ x: Double, _ y: Double, _ words: String, _ kind: String, moved: Double = 0) {
        let shift: Markup = moved == 0 ? "" : " dx=\"\(text: Self.number(moved))\""
        content.append(
            "<text x=\"\(text: Self.number(x))%\" y=\"\(text: Self.number(y))\"\(shift) class=\"\(text: kind)\">\(text: words)</text>\n"
        )
    }

    /// A name over as many lines as it needs on a narrow page, the first on the line at `y`.
    mutating func name(_ y: Double, _ lines: [String]) {
        for (rank, line) in lines.enumerated() {
            text(0, y + Double(rank) * Self.lineHeight, line, "label")
        }
    }

    /// The drawing, with what it shows in words.
    func markup(_ description: String) -> Markup {
        """
        <svg height="\(text: Self.number(height))" class="\(text: margin.rawValue)" role="img" aria-label="\(text: description)">
        \(Markup(content))</svg>

        """
    }

    /// How far one line of a name is below the other.
    static let lineHeight = 14.0

    /// The lines of a name, each so short that it stays on a page of 320 pixels.
    static func lines(of name: String) -> [String] {
        let room = 32
        var lines: [String] = []
        for word in name.split(separator: " ") {
            var rest = word
            if let last = lines.last, last.count + 1 + word.count <= room {
                lines[lines.count - 1] = last + " " + word
                continue
            }
            while rest.count > room {
                lines.append(String(rest.prefix(room)))
                rest = rest.dropFirst(room)
            }
            lines.append(String(rest))
        }
        return lines.isEmpty ? [""] : lines
    }

    /// The kind of the words at a tick: of many those stay on a narrow page that have room there.
    static func tick(_ position: Int, of count: Int) -> String {
        position % max(1, (count + 5) / 6) == 0 ? "tick middle" : "tick middle more"
    }

    /// A length with one decimal, as SVG writes it.
    static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let rest = tenths.magnitude % 10
        return (tenths < 0 ? "-" : "") + String(tenths.magnitude / 10) + (rest == 0 ? "" : ".\(rest)")
    }
}

/// A linear scale from values to lengths.
struct PlotScale {
    let low: Double
    let high: Double
    let start: Double
    let end: Double
    let step: Double

    /// A scale over values, widened to round numbers.
    init(_ values: [Double], start: Double, end: Double, includesZero: Bool = false) {
        var low = values.min() ?? 0
        var high = values.max() ?? 1
        if includesZero {
            low = min(0, low)
            high = max(0, high)
        }
        if high - low < 1e-9 {
            low -= 0.5
            high += 0.5
        }
        let rough = (high - low) / 5
        var size = 1.0
        while size > rough { size /= 10 }
        while size * 10 <= rough { size *= 10 }
        step = size * (rough / size < 1.5 ? 1 : rough / size < 3.5 ? 2 : rough / size < 7.5 ? 5 : 10)
        self.low = (low / step).rounded(.down) * step
        self.high = (high / step).rounded(.up) * step
        self.start = start
        self.end = end
    }

    func callAsFunction(_ value: Double) -> Double {
        start + (value - low) / (high - low) * (end - start)
    }

    /// The round numbers of the scale.
    var ticks: [Double] {
        let count = min(20, Int(((high - low) / step).rounded()))
        return (0...max(1, count)).map { low + Double($0) * step }
    }

    /// How many decimals a tick needs.
    var decimals: Int {
        var (size, decimals) = (step, 0)
        while decimals < 6, (size - size.rounded()).magnitude > 1e-6 {
            size *= 10
            decimals += 1
        }
        return decimals
    }
}
