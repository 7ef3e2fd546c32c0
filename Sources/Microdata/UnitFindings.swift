import Bytes
import Codebook
import Derivation
import Statistics
import TableReading

/// The findings of a microdata delivery with derived categories: each fault and oddity of its rows, in words.
struct UnitFindings {
    private let header: UnitHeader
    private let codebook: Codebook
    private var findings = Findings()
    /// The lines below the table.
    var notes = NoteLines()
    private var shortenedIDs = 0
    private var firstShortenedID: Place?
    /// The rows without an id: how many, and the first.
    private var withoutID: (rows: Int, first: Place)?
    /// The rows with an id that stands earlier in the period: how many, and the first places.
    private var repeatedIDs: (rows: Int, places: [Place]) = (0, [])
    /// The columns of the latest row with an unreadable field that were reported.
    private var reported: (line: Int, columns: Set<Int>) = (0, [])
    /// The rows of units outside the population: how many, and the first.
    private var outside: (rows: Int, first: Place)?

    /// Starts with the findings of the header.
    init(_ header: UnitHeader, codebook: Codebook) {
        self.header = header
        self.codebook = codebook
        for finding in header.misspelt { findings.add(finding) }
        for variable in header.variables where variable.isDerivedInPart { reportFields(of: variable) }
        for lack in header.lackingOfAreas where !header.meant.contains(lack.field) { report(lack) }
        for field in header.lackingOfPopulation where !header.meant.contains(field) {
            reportPopulation(without: field)
        }
        if let twice = header.twice { report(.columnTwice, at: twice.place) }
    }

    /// Notes a unit id that a spreadsheet shortened.
    mutating func noteShortenedID(at place: Place) {
        shortenedIDs += 1
        if shortenedIDs == 1 { firstShortenedID = place }
    }

    /// Notes a row without a unit id.
    mutating func noteMissingID(at place: Place) {
        withoutID = (rows: (withoutID?.rows ?? 0) + 1, first: withoutID?.first ?? place)
    }

    /// Notes a row whose unit id stands earlier in the same period.
    mutating func noteRepeatedID(at place: Place) {
        repeatedIDs.rows += 1
        if repeatedIDs.places.count < Findings.keptOfEachKind { repeatedIDs.places.append(place) }
    }

    /// Notes a row of a unit outside the population.
    mutating func noteOutside(at place: Place) {
        outside = (rows: (outside?.rows ?? 0) + 1, first: outside?.first ?? place)
    }

    /// Reports lines of text that turn out to stand among the rows.
    mutating func rowFollows() {
        if notes.isWaiting { findings.add(notes.rowFollows()) }
    }

    /// Ends counting, and returns the findings.
    ///
    /// - Parameters:
    ///   - rows: The number of rows.
    ///   - years: The report years of the delivery.
    /// - Returns: The findings of the whole delivery.
    mutating func finish(rows: Int, years: Set<Int>) -> Findings {
        if let outside {
            findings.add(
                ReadingFault.outsidePopulation.finding(
                    at: outside.first,
                    message: Text(
                        nl: """
                            Van \(outside.rows) rijen hoort de eenheid niet tot de \(codebook.unit.nl) van het \
                            verslagjaar; zij tellen nergens mee. De eerste staat hier.
                            """,
                        en: """
                            \(outside.rows) rows are of units that are no \(codebook.unit.en) of the report year; \
                            they count nowhere. The first one stands here.
                            """
                    )
                )
            )
        }
        if rows == 0 { findings.add(ReadingFault.noRows.finding()) }
        findings.add(notes.end())
        if shortenedIDs > 0 {
            findings.add(IDWords.shortened(rows: shortenedIDs, at: firstShortenedID))
        }
        if let withoutID {
            findings.add(IDWords.missing(rows: withoutID.rows, at: withoutID.first))
        }
        reportRepeatedIDs(rows: rows)
        for column in header.yearly
        where !years.isEmpty && !years.contains(where: { column.window.contains(column.year - $0) }) {
            report(.yearOutsideWindow, at: column.place)
        }
        return findings
    }

    /// Reports ids that stand twice: row by row, or once where so many do that no single row is to blame.
    private mutating func reportRepeatedIDs(rows: Int) {
        let (repeated, places) = repeatedIDs
        if repeated > Findings.keptOfEachKind, repeated * 2 > rows {
            return findings.add(IDWords.repeated(rows: repeated, at: places.first))
        }
        for place in places { report(.unitTwice, at: place) }
        let fault = ReadingFault.unitTwice
        findings.add(more: repeated - places.count, of: fault.rawValue, severity: fault.severity)
    }

    /// Reports a characteristic that is derived without some of its columns.
    private mutating func reportFields(of variable: UnitHeader.Derived) {
        let title = codebook.variables[variable.rank].title
        let fields = variable.missingFields.map { "'\($0)'" }.joined(separator: ", ")
        findings.add(
            ReadingFault.fieldsMissing.finding(
                at: header.place(of: variable),
                message: Text(
                    nl:
                        "Voor \(title.nl) ontbreekt \(fields); het kenmerk wordt afgeleid uit wat er wel is en valt dan "
                        + "anders uit.",
                    en:
                        "For \(title.en) \(fields) is missing; it is derived from what is there, and then comes out "
                        + "otherwise."
                )
            )
        )
    }

    /// Reports a figure of regions as a whole that lacks one of its columns.
    private mutating func report(_ lack: UnitHeader.AreaLack) {
        let (title, field) = (codebook.areas[lack.rank].title, lack.field)
        let message =
            if let consequence = lack.consequence {
                Text(
                    nl: "Voor \(title.nl) ontbreekt de kolom '\(field)'; \(consequence.nl).",
                    en: "For \(title.en) the column '\(field)' is missing; \(consequence.en)."
                )
            } else {
                Text(
                    nl:
                        "Voor \(title.nl) ontbreekt de kolom '\(field)'; dat cijfer wordt nu voor geen enkel gebied bepaald.",
                    en:
                        "For \(title.en) the column '\(field)' is missing; the figure is now made of no region."
                )
            }
        findings.add(ReadingFault.fieldsMissing.finding(at: lack.place, message: message))
    }

    /// Reports that it cannot be seen which units are of the population.
    private mutating func reportPopulation(without field: String) {
        findings.add(
            ReadingFault.leaveOutMissing.finding(
                at: Place(line: 1, column: 1),
                message: Text(
                    nl:
                        "Zonder de kolom '\(field)' is niet te zien wie bij de \(codebook.unit.nl) van het verslagjaar hoort; "
                        + "alle rijen tellen mee.",
                    en:
                        "Without the column '\(field)' it cannot be seen who belongs to the \(codebook.unit.en) of the report "
                        + "year; all rows count."
                )
            )
        )
    }

    /// Reports amounts whose class limits are missing.
    mutating func reportLimits(of variable: UnitHeader.Derived) {
        let title = codebook.variables[variable.rank].title
        let fault = ReadingFault.limitsMissing
        findings.add(
            fault.finding(
                at: header.place(of: variable),
                message: Text(
                    nl: "De grenzen van \(title.nl) ontbreken; het kenmerk wacht daarop.",
                    en: "The limits of \(title.en) are missing; the characteristic waits for them."
                )
            )
        )
    }

    /// Reports a characteristic that lacks some of its years in the delivery.
    mutating func report(_ variable: UnitHeader.Derived, missing years: [Int]) {
        guard !years.isEmpty else { return }
        let (title, list) = (
            codebook.variables[variable.rank].title, years.map { "\($0)" }.joined(separator: ", ")
        )
        findings.add(
            ReadingFault.yearsMissing.finding(
                at: header.place(of: variable),
                message: Text(
                    nl:
                        "Van \(title.nl) ontbreken jaren: \(list); het kenmerk is bepaald over de jaren die er zijn.",
                    en: "Of \(title.en) years are missing: \(list); it is of the years that are there."
                )
            )
        )
    }

    /// Reports a fault at its place.
    mutating func report(_ fault: ReadingFault, at place: Place) {
        findings.add(code: fault.rawValue, severity: fault.severity) { fault.finding(at: place) }
    }

    /// Reports a row that has not as many fields as there are headers.
    mutating func reportFields(of records: CSVRecords, wanted: Int) {
        let fault = ReadingFault.fieldCount
        findings.add(code: fault.rawValue, severity: fault.severity) {
            FieldCountWords.finding(records, wanted: wanted)
        }
    }

    /// Reports an unreadable field of a variable.
    mutating func report(_ variable: UnitHeader.Derived, _ error: UnreadableField, _ records: CSVRecords) {
        var repair = error.notation.text
        let codes = variable.setting.codes.compactMap(\.first)
        if error.notation == .code, !codes.isEmpty {
            let some = codes.prefix(12).joined(separator: ", ")
            repair = Text(
                nl: "Schrijf een code van het codeboek, zoals: \(some).",
                en: "Write a code of the codebook, such as: \(some)."
            )
        }
        reportField(records, error.column, error.notation, repair: repair)
    }

    /// Reports a field that gives no category or figure: once, whatever is made of it.
    mutating func reportField(
        _ records: CSVRecords,
        _ column: Int,
        _ notation: Notation,
        repair: Text
    ) {
        let place = records.fields[column].place
        if place.line != reported.line { reported = (place.line, []) }
        guard reported.columns.insert(column).inserted else { return }
        let fault = ReadingFault.unknownCategory
        findings.add(code: fault.rawValue, severity: fault.severity) { [self] in
            let words = StrangeField(records.text(column), notation, repair: repair)
            let titles = titles(of: column)
            return fault.finding(
                at: place,
                message: Text(
                    nl: "\(words.what.nl) (\(titles.nl)).",
                    en: "\(words.what.en) (\(titles.en))."
                ),
                repair: Text(
                    nl: "\(words.repair.nl) Laat het veld leeg als de waarde niet bekend is.",
                    en: "\(words.repair.en) Leave the field empty where the value is not known."
                )
            )
        }
    }

    /// Titles of the figures made of a column; the first two of many.
    private func titles(of column: Int) -> Text {
        let readers = header.readers(of: column)
        let titles =
            readers.variables.map { codebook.variables[$0].title }
            + readers.areas.map { codebook.areas[$0].title }
        let more = titles.count > 2 ? Text(nl: " en meer", en: " and more") : Text(nl: "", en: "")
        return Text(
            nl: titles.prefix(2).map(\.nl).joined(separator: ", ") + more.nl,
            en: titles.prefix(2).map(\.en).joined(separator: ", ") + more.en
        )
    }
}
