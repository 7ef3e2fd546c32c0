/// Changes of the published figures by a delivery: protected ones, before and after.
package struct ReceiptEffects: Hashable, Sendable {
    /// One published figure that is another than in the release before.
    package struct Change: Hashable, Sendable {
        /// The code of the region.
        package var region: String
        /// Its name.
        package var name: String
        /// The name of the period.
        package var period: String
        /// The title of the figure.
        package var figure: String
        /// As it was published; nil where there was no row.
        package var before: String?
        /// As it is published; nil where there is no row any more.
        package var after: String?

        /// Creates a change.
        package init(
            region: String,
            name: String,
            period: String,
            figure: String,
            before: String?,
            after: String?
        ) {
            self.region = region
            self.name = name
            self.period = period
            self.figure = figure
            self.before = before
            self.after = after
        }
    }

    /// The release that it is compared with; nil for the first.
    package var base: Int?
    /// The published rows that differ, over all periods.
    package var rows: Int
    /// Changed figures, some for each of the first regions.
    package var changes: [Change]

    /// Creates an account of effects.
    package init(base: Int?, rows: Int, changes: [Change]) {
        self.base = base
        self.rows = rows
        self.changes = changes
    }
}

extension ReceiptWords {
    /// How many rows differ, and how many of them are shown.
    func effects(_ effects: ReceiptEffects) -> String {
        let shown = Set(effects.changes.map { [$0.region, $0.period] }).count
        let total = number(effects.rows)
        let before =
            effects.base.map { say("publicatie \($0)", "release \($0)") }
            ?? say("wat er was (niets)", "what there was (nothing)")
        if effects.rows == 0 {
            return say(
                "Geen gepubliceerd cijfer is anders dan in \(before).",
                "No published figure differs from \(before)."
            )
        }
        let some =
            shown < effects.rows
            ? say(" Hieronder staan er \(number(shown)).", " Below are \(number(shown)) of them.") : ""
        return say(
            "Vergeleken met \(before) zijn \(total) gepubliceerde rijen anders.",
            "Compared with \(before), \(total) published rows differ."
        ) + some
    }

    /// A published figure as people read it; a row that is not there is a dash.
    func figure(_ text: String?) -> String {
        guard let text else { return "–" }
        return NumberWords(language).figure(text)
    }
}
