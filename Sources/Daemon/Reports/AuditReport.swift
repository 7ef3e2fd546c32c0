import Statistics

/// What `peil audit` prints.
struct AuditReport: Encodable {
    /// What was attacked.
    let path: String
    /// How much was looked at together.
    let breadth: String
    /// The tables, by file and period.
    let tables: [AuditedTable]
    /// Files that hold no figures of the published form and of known regions.
    let skipped: [String]

    /// Writes the report for people.
    func write(to terminal: Terminal, language: Language, all: Bool) {
        let words = AuditWords(language: language)
        for table in tables { table.write(to: terminal, words: words, all: all) }
        for file in skipped { terminal.line(words.notAttacked(file)) }
        terminal.line(terminal.styled(words.caution, .dim))
    }
}
