import Classification
import Statistics
import YAMLReading

/// The differences between an edition and other years: a line for each code that exists in one of them only.
struct EditionOtherYears {
    /// The columns, in order.
    static let header = ["year", "code", "is"]

    private var added: [Int: Set<RegionCode>] = [:]
    private var removed: [Int: Set<RegionCode>] = [:]

    /// Reads the differences.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    static func read(_ path: String, _ description: EditionDescription) throws -> [OtherYear] {
        var years = Self()
        for line in try EditionDirectory.lines(of: path, header: header) {
            func flaw(_ field: Int, _ message: String, _ hint: String) -> FileFlaw {
                FileFlaw(
                    path: path,
                    line: line.number,
                    column: line.columns[field],
                    message: message,
                    hint: hint
                )
            }
            guard let year = Int(line.fields[0]), (1000...9999).contains(year), year != description.year
            else {
                throw flaw(
                    0,
                    "'\(line.fields[0])' is no other year",
                    "write a year that is not the edition's"
                )
            }
            let code = RegionCode(line.fields[1])
            guard description.levels.contains(where: { $0.isWellFormed(code) }) else {
                throw flaw(1, "'\(code)' is written as the codes of no level", "correct the code")
            }
            switch line.fields[2] {
            case "present": years.added[year, default: []].insert(code)
            case "absent": years.removed[year, default: []].insert(code)
            case let word: throw flaw(2, "'\(word)' is neither present nor absent", "write one of the two")
            }
            guard years.added[year]?.contains(code) != true || years.removed[year]?.contains(code) != true
            else {
                throw flaw(1, "\(code) is both present and absent in \(year)", "keep one of the lines")
            }
        }
        return Set(years.added.keys).union(years.removed.keys).sorted().map { year in
            OtherYear(
                year: year,
                added: years.added[year] ?? [],
                removed: years.removed[year] ?? [],
                holdsLetters: description.lettersFrom.map { year >= $0 } ?? false
            )
        }
    }
}
