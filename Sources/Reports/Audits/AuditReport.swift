package import Statistics

/// The output of `peil audit`.
package struct AuditReport: Encodable {
    /// The directories and files that were attacked.
    package let paths: [String]
    /// The breadth of what was looked at together.
    package let breadth: String
    /// The tables, by file and period.
    package let tables: [AuditedTable]
    /// Files without figures of the published form and of known regions.
    package let skipped: [String]
    /// Files whose numbers may have secret offsets, which are not attacked.
    package let numbers: [String]

    /// True if something is told more narrowly than the rule asks.
    package var isTold: Bool { tables.contains { !$0.leaks.isEmpty } }

    /// A file or table that is not attacked.
    package struct Left: Sendable {
        /// Files without figures of the published form and of known regions.
        package var skipped: [String] = []
        /// Files whose numbers may have secret offsets.
        package var numbers: [String] = []

        /// Nothing.
        package init() {}

        /// Adds what is left of another path.
        package mutating func add(_ other: Self) {
            skipped += other.skipped
            numbers += other.numbers
        }
    }

    package init(paths: [String], breadth: String, tables: [AuditedTable], left: Left) {
        self.paths = paths
        self.breadth = breadth
        self.tables = tables
        skipped = left.skipped
        numbers = left.numbers
    }

    /// Writes the report for people.
    package func write(to terminal: Terminal, language: Language, all: Bool) {
        let words = AuditWords(language: language)
        for table in tables { table.write(to: terminal, words: words, all: all) }
        let leaks = tables.reduce(0) { $0 + $1.leaks.count }
        if let verdict = words.verdict(leaks, of: tables.count) { terminal.line(verdict) }
        for file in skipped { terminal.line(words.notAttacked(file)) }
        for file in numbers { terminal.line(words.numbers(file)) }
        terminal.line(terminal.styled(words.caution, .dim))
    }
}
