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

    func write(to terminal: Terminal) {
        for table in tables { table.write(to: terminal) }
        for file in skipped {
            terminal.line("\(file): not attacked; it holds no published figures of regions of this edition")
        }
        terminal.line(
            terminal.styled(
                "All of this follows from public figures alone; it proves what is told, not what is safe.",
                .dim
            )
        )
    }
}
