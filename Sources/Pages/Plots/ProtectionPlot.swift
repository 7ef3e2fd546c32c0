package import Statistics

extension Plot {
    /// Rows or figures that protection withheld or recoded in one release.
    package struct Cost: Sendable {
        let release: Int
        let all: Int
        let reasons: [Int]

        /// Creates a cost: of all that was made, how many for each reason.
        package init(release: Int, all: Int, reasons: [Int]) {
            self.release = release
            self.all = all
            self.reasons = reasons
        }
    }

    /// The share that protection withheld or changed, by reason, over releases.
    ///
    /// - Parameters:
    ///   - costs: What each release cost, in their order; releases that made nothing are left out.
    ///   - what: What is counted, as the header of a column.
    ///   - reasons: The reasons, in the order of each cost.
    ///   - caption: The words below the plot.
    ///   - language: The language.
    /// - Returns: The plot; nil where nothing is known of any release.
    package static func protection(
        _ costs: [Cost],
        of what: String,
        reasons: [String],
        caption: String,
        _ language: Language
    ) -> Self? {
        let costs = costs.filter { $0.all > 0 }
        guard !costs.isEmpty else { return nil }
        let words = NumberWords(language)
        func share(_ cost: Cost, _ reason: Int) -> Double {
            Double(cost.reasons[reason]) * 100 / Double(cost.all)
        }
        let step = 26.0
        let height = Double(costs.count) * step
        var drawing = Drawing(height: height + 24, margin: .names)
        for tick in stride(from: 0.0, through: 100, by: 25) {
            drawing.line(tick, 0, tick, height, "grid")
            drawing.text(tick, height + 16, words.decimal(tick, 0) + " %", "tick middle")
        }
        for (row, cost) in costs.enumerated() {
            let top = Double(row) * step + 4
            drawing.text(0, top + 13, String(cost.release), "label end", moved: -8)
            var left = 0.0
            for reason in reasons.indices {
                drawing.rectangle(left, top, share(cost, reason), step - 8, "bar c\(reason)")
                left += share(cost, reason)
            }
        }
        return Self(
            caption: caption,
            svg: drawing.markup(caption),
            legend: reasons.enumerated().map { Legend(kind: "c\($0)", words: $1) },
            columns: [language == .nl ? "Publicatie" : "Release", what] + reasons.map { $0 + " (%)" },
            rows: costs.map { cost in
                [String(cost.release), words.whole(cost.all)]
                    + reasons.indices.map { words.decimal(share(cost, $0), 1) }
            }
        )
    }
}
