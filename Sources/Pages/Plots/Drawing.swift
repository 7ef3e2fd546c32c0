/// A drawing as SVG: shapes with classes, whose colours are those of the style sheet in light, dark and on paper.
struct Drawing {
    private let width: Double
    private let height: Double
    /// True if parts of it lead elsewhere: then it is no picture as a whole.
    private var hasLinks = false
    private var content: [Markup] = []

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ kind: String) {
        content.append(
            """
            <rect x="\(text: Self.number(x))" y="\(text: Self.number(y))" width="\(text: Self.number(max(0, width)))" \
            height="\(text: Self.number(max(0, height)))" class="\(text: kind)"/>

            """
        )
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String) {
        content.append(
            """
            <line x1="\(text: Self.number(x1))" y1="\(text: Self.number(y1))" x2="\(text: Self.number(x2))" \
            y2="\(text: Self.number(y2))" class="\(text: kind)"/>

            """
        )
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ kind: String) {
        content.append(
            """
            <circle cx="\(text: Self.number(x))" cy="\(text: Self.number(y))" r="\(text: Self.number(radius))" \
            class="\(text: kind)"/>

            """
        )
    }

    mutating func path(_ commands: String, _ kind: String, title: String? = nil, link: String? = nil) {
        let name: Markup = title.map { "<title>\(text: $0)</title>" } ?? ""
        let path: Markup = "<path d=\"\(text: commands)\" class=\"\(text: kind)\">"
        guard let link else { return content.append("\(path)\(name)</path>\n") }
        hasLinks = true
        content.append("<a href=\"\(text: link)\">\(name)\(path)</path></a>\n")
    }

    mutating func text(_ x: Double, _ y: Double, _ words: String, _ kind: String) {
        content.append(
            "<text x=\"\(text: Self.number(x))\" y=\"\(text: Self.number(y))\" class=\"\(text: kind)\">\(text: words)</text>\n"
        )
    }

    /// A small square that leads to another page, with a name that a pointer shows and a reader says.
    mutating func tile(_ x: Double, _ y: Double, _ kind: String, title: String, link: String?) {
        // Short, since a city has hundreds; the size is that of the style sheet.
        let name: Markup = "<title>\(text: title)</title>"
        let square: Markup = """
            <rect x="\(text: Self.number(x))" y="\(text: Self.number(y))" width="20" height="20" class="\(text: kind)">
            """
        guard let link else { return content.append("\(square)\(name)</rect>\n") }
        hasLinks = true
        content.append("<a href=\"\(text: link)\">\(name)\(square)</rect></a>\n")
    }

    /// The drawing, with what it shows in words: one picture, or a group of links.
    func markup(_ description: String) -> Markup {
        """
        <svg viewBox="0 0 \(text: Self.number(width)) \(text: Self.number(height))" role="\(text: hasLinks ? "group" : "img")" \
        aria-label="\(text: description)" preserveAspectRatio="xMinYMin meet">
        \(Markup(content))</svg>

        """
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
