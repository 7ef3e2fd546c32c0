import Classification
import Statistics

extension AuditedTable {
    /// The maximum number of regions shown to people, unless all are requested.
    private static let shownRegions = 40

    /// Writes the table for people: the narrowest regions first.
    package func write(to terminal: Terminal, words: AuditWords, all: Bool) {
        terminal.line(
            terminal.styled("\(dataset) \(period)" + (characteristic.map { " \($0)" } ?? ""), .bold)
                + "  (\(file))"
        )
        if !sieve { terminal.line("  " + words.noSieve) }
        var summary = TextTable(words.summary, rightAligned: [1, 2, 3, 4, 5, 6, 7])
        for level in levels {
            let numbers = [
                level.shown, level.unitsExact, level.withheld, level.exact, level.within4, level.within9,
                level.wider,
            ]
            summary.add([level.level] + numbers.map(String.init))
        }
        summary.write(to: terminal)
        terminal.line()
        for sentence in levels.flatMap(words.told) { terminal.line(sentence) }
        terminal.line()
        let ordered = regions.enumerated().sorted {
            ($0.element.tightest ?? .max, $0.offset) < ($1.element.tightest ?? .max, $1.offset)
        }.map(\.element)
        let shown = all ? ordered : Array(ordered.prefix(Self.shownRegions))
        if !shown.isEmpty {
            let hasScores = regions.contains { !$0.scores.isEmpty }
            var table = TextTable(words.regions(hasScores: hasScores))
            for region in shown { table.add(region.cells(words, hasScores: hasScores)) }
            table.write(to: terminal)
            if shown.count < ordered.count { terminal.line(words.more(ordered.count - shown.count)) }
            terminal.line()
        }
        let told = all ? leaks : Array(leaks.prefix(Self.shownRegions))
        for leak in told { terminal.line(terminal.styled(words.leak(leak), .yellow)) }
        if told.count < leaks.count { terminal.line(words.more(leaks.count - told.count)) }
        for code in unsettled { terminal.line(words.unsettled(code)) }
    }
}

extension AuditedTable.Region {
    /// The cells of the table for people.
    fileprivate func cells(_ words: AuditWords, hasScores: Bool) -> [String] {
        let narrowest = groups.sorted { $0.upper - $0.lower < $1.upper - $1.lower }.prefix(3)
            .map { "\($0.variable) \($0.group) \($0.lower)-\($0.upper)" }
        let total = scores.last { $0.variable == nil }
            .map { "\(rounded($0.lower, words)) \(words.to) \(rounded($0.upper, words))" }
        return [
            code, "\(units.lower)-\(units.upper.map(String.init) ?? "")",
            narrowest.joined(separator: ", "),
        ] + (hasScores ? [total ?? ""] : [])
    }

    private func rounded(_ score: Double, _ words: AuditWords) -> String {
        let thousandths = Int((score * 1000).rounded())
        let digits = String(abs(thousandths) % 1000 + 1000).dropFirst()
        return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000)\(words.decimalMark)\(digits)"
    }
}
