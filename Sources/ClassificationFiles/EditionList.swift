import Classification
import Statistics
import YAMLReading

/// The list of one level of an edition: a line a region.
struct EditionList {
    /// The columns, in order.
    static let header = ["code", "name", "parent", "name-year"]

    /// The file.
    let path: String
    /// The regions, each with its line.
    let entries: [(line: Int, entry: Edition.Entry)]

    /// Reads a list.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    static func read(_ path: String, level: Int, ownYear: Int?) throws -> Self {
        let lines = try EditionDirectory.lines(of: path, header: header)
        let entries = try lines.map { line in
            let (code, name, parent) = (line.fields[0], line.fields[1], line.fields[2])
            let trust = try trust(line, ownYear: ownYear, path: path)
            return (
                line.number,
                Edition.Entry(
                    code: RegionCode(code),
                    name: name,
                    nameTrust: trust,
                    level: level,
                    parent: parent.isEmpty ? nil : RegionCode(parent)
                )
            )
        }
        return Self(path: path, entries: entries)
    }

    /// The trust in the name of a line, by the year of the name.
    private static func trust(_ line: RegionsLines.Line, ownYear: Int?, path: String) throws
        -> Region.NameTrust
    {
        func flaw(_ message: String, _ hint: String) -> FileFlaw {
            FileFlaw(path: path, line: line.number, column: line.columns[3], message: message, hint: hint)
        }
        let year = line.fields[3]
        switch (line.fields[1].isEmpty, year.isEmpty, ownYear) {
        case (true, true, _): return .none
        case (false, true, nil): return .edition
        case (true, false, _):
            throw flaw("there is a year of a name, and no name", "leave both empty, or neither")
        case (false, true, _?): throw flaw("the name has no year", "write the year that the name is of")
        case (false, false, let own):
            guard let number = Int(year), (1000...9999).contains(number), number <= own ?? 0 else {
                throw flaw(
                    "'\(year)' is no year up to that of the edition",
                    "write the year that the name is of"
                )
            }
            return number == own ? .edition : .earlier(year: number)
        }
    }

    /// The list as a file.
    static func text(_ entries: [Edition.Entry], ownYear: Int?) -> String {
        var text = header.joined(separator: ";") + "\n"
        for entry in entries {
            let year =
                switch entry.nameTrust {
                case .edition: ownYear.map(String.init) ?? ""
                case .earlier(let year): String(year)
                case .none: ""
                }
            let fields = [entry.code.description, entry.name, entry.parent?.description ?? "", year]
            text += fields.map(quoted).joined(separator: ";") + "\n"
        }
        return text
    }

    private static func quoted(_ field: String) -> String {
        let needsMarks = field.utf8.contains { $0 == 34 || $0 == 59 || $0 == 10 || $0 == 13 }
        return needsMarks ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }
}
