public import Classification
import Statistics

/// Reads an edition of the classification from its directory; docs/formats/regions.md says how it is written.
public enum EditionDirectory {
    /// The largest list that is read.
    static let limit = 64 << 20
    /// The description of the edition.
    static let description = "edition.yaml"
    /// What is known of other years.
    static let otherYears = "other-years.csv"

    /// Reads an edition.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(path: String) throws -> Edition {
        let description = try EditionDescription.read(path: path + "/" + description)
        var entries: [Edition.Entry] = []
        var lines: [RegionCode: (file: String, line: Int)] = [:]
        for (level, definition) in description.levels.enumerated() {
            let file = path + "/" + definition.key + ".csv"
            let list = try list(file, level: level, ownYear: description.year)
            if definition.completeness == .complete, let official = definition.officialCount,
                list.count != official
            {
                throw FileFlaw(
                    path: file,
                    message:
                        "the list holds \(list.count) of \(official) regions, but its level is called complete",
                    hint: "import the whole list, or write `completeness: incomplete` in \(Self.description)"
                )
            }
            for (line, entry) in list {
                lines[entry.code] = lines[entry.code] ?? (file, line)
                entries.append(entry)
            }
        }
        let years = try otherYears(path + "/" + otherYears)
        do {
            return try Edition(
                key: description.key,
                year: description.year,
                attribution: description.attribution,
                levels: description.levels,
                entries: entries,
                aliases: description.aliases,
                otherYears: years
            )
        } catch {
            let (code, message) = words(of: error)
            throw FileFlaw(
                path: lines[code]?.file ?? path,
                line: lines[code]?.line,
                message: message,
                hint: "correct the line, or import the official list anew"
            )
        }
    }

    /// Says what a flaw means, and which code it is about.
    static func words(of flaw: Edition.Flaw) -> (RegionCode, String) {
        switch flaw {
        case .repeatedCode(let code): (code, "the code \(code) stands twice")
        case .unknownParent(let code):
            (code, "the region that \(code) is said to be part of is not in the lists")
        case .malformedCode(let code): (code, "'\(code)' is not written as the codes of its level are")
        }
    }

    private static func list(_ file: String, level: Int, ownYear: Int?) throws -> [(
        line: Int, entry: Edition.Entry
    )] {
        let lines = try text(file, separator: 59)
        guard lines.first?.fields == ["code", "name", "parent", "name-year"] else {
            throw FileFlaw(
                path: file,
                line: 1,
                message: "the header is not code;name;parent;name-year",
                hint: "correct the header"
            )
        }
        return try lines.dropFirst().map { line in
            guard line.fields.count == 4 else {
                throw FileFlaw(
                    path: file,
                    line: line.number,
                    message: "the line has not four fields",
                    hint: "correct the line"
                )
            }
            let (code, name, parent, year) = (line.fields[0], line.fields[1], line.fields[2], line.fields[3])
            let trust: Region.NameTrust
            switch (year, Int(year)) {
            case ("", _): trust = .none
            case (_, let number?): trust = number == ownYear ? .edition : .earlier(year: number)
            default:
                throw FileFlaw(
                    path: file,
                    line: line.number,
                    message: "'\(year)' is no year",
                    hint: "correct the line"
                )
            }
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
    }

    private static func otherYears(_ file: String) throws -> [OtherYear] {
        guard Durable.names(in: Durable.parent(of: file)).contains(otherYears) else { return [] }
        let lines = try text(file, separator: 59)
        var added: [Int: Set<RegionCode>] = [:]
        var removed: [Int: Set<RegionCode>] = [:]
        for line in lines.dropFirst() {
            guard line.fields.count == 3, let year = Int(line.fields[0]) else {
                throw FileFlaw(
                    path: file,
                    line: line.number,
                    message: "the line is not year;code;present or absent",
                    hint: "correct the line"
                )
            }
            let code = RegionCode(line.fields[1])
            switch line.fields[2] {
            case "present": added[year, default: []].insert(code)
            case "absent": removed[year, default: []].insert(code)
            default:
                throw FileFlaw(
                    path: file,
                    line: line.number,
                    message: "'\(line.fields[2])' is neither present nor absent",
                    hint: "correct the line"
                )
            }
        }
        return Set(added.keys).union(removed.keys).sorted()
            .map { OtherYear(year: $0, added: added[$0] ?? [], removed: removed[$0] ?? []) }
    }

    private static func text(_ file: String, separator: UInt8) throws -> [RegionsLines.Line] {
        do {
            let bytes = try ReadFile.bytes(of: file, limit: limit)
            return RegionsLines(String(decoding: bytes, as: UTF8.self), separator: separator).lines
        } catch {
            throw FileFlaw(path: file, message: error.description, hint: "put a readable file there")
        }
    }
}
