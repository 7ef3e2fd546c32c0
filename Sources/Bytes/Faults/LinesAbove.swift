package import Statistics

/// The lines above the headers of a table that are neither blank nor a word of a spreadsheet to itself.
package struct LinesAbove {
    private var lines: [Int] = []

    /// Starts at the top of a file.
    package init() {}

    /// Takes note of a line; `text` is the beginning of it.
    package mutating func note(_ text: some Collection<UInt8>, line: Int) {
        let start = String(decoding: text.prefix(8), as: UTF8.self).lowercased()
        let bare = start.drop { $0 == "\"" || $0 == "\u{FEFF}" || $0 == " " }
        guard !bare.isEmpty, !bare.hasPrefix("sep=") else { return }
        lines.append(line)
    }

    /// The finding about them; nil where there are none.
    package var finding: Finding? {
        guard let first = lines.first, let last = lines.last else { return nil }
        let one = lines.count == 1
        return ReadingFault.linesAbove.finding(
            at: Place(line: first, column: 1),
            message: Text(
                nl: one
                    ? "Regel \(first) boven de kolomkoppen is geen rij van de tabel en is overgeslagen."
                    : "De regels \(first) tot en met \(last) boven de kolomkoppen zijn geen rijen van de tabel en zijn overgeslagen.",
                en: one
                    ? "Line \(first) above the headers is no row of the table, and was passed over."
                    : "The lines \(first) to \(last) above the headers are no rows of the table, and were passed over."
            )
        )
    }
}
