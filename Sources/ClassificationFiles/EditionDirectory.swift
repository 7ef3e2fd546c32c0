public import Classification
import Files
import Statistics
import YAMLReading

/// Reads an edition of the classification from its directory; docs/formats/regions.md describes the format.
public enum EditionDirectory {
    /// The size limit of a list, in bytes.
    package static let limit = 64 << 20
    /// The description of the edition.
    package static let description = "edition.yaml"
    /// The list of differences with other years.
    package static let otherYears = "other-years.csv"

    /// The keys of the levels of an edition, without reading its lists.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func levels(path: String) throws -> [String] {
        let levels = try EditionDescription.read(path: path + "/" + description).levels.map(\.key)
        // Unions are a level of their own, which an edition may lack.
        return levels + [Edition.unionLevelKey]
    }

    /// Reads an edition.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(path: String) throws -> Edition {
        let description = try EditionDescription.read(path: path + "/" + description)
        let lists = try description.levels.enumerated().map { level, definition in
            let file = path + "/" + definition.key + ".csv"
            let list = try EditionList.read(file, level: level, ownYear: description.year)
            try check(list, against: definition)
            return list
        }
        let years = path + "/" + otherYears
        let isThere = Durable.names(in: path).contains(otherYears)
        do {
            return try Edition(
                key: description.key,
                year: description.year,
                attribution: description.attribution,
                levels: description.levels,
                entries: lists.flatMap { $0.entries.map(\.entry) },
                aliases: description.aliases,
                otherYears: isThere ? EditionOtherYears.read(years, description) : []
            )
        } catch let flaw as Edition.Flaw {
            throw Self.flaw(flaw, in: lists, path: path)
        }
    }

    /// Checks that a list is as complete as its level says.
    private static func check(_ list: EditionList, against level: Level) throws {
        guard let official = level.officialCount else { return }
        let count = list.entries.count
        if count > official || level.completeness == .complete && count < official {
            throw FileFlaw(
                path: list.path,
                message: "the list holds \(count) regions, where the level officially has \(official)"
                    + (count < official ? " and is called complete" : ""),
                hint: count < official
                    ? "import the whole list, or write `completeness: incomplete` in \(description)"
                    : "import the list of the right year, or correct `official-count` in \(description)"
            )
        }
    }

    /// Places a flaw of an edition at the line of its lists.
    private static func flaw(_ flaw: Edition.Flaw, in lists: [EditionList], path: String) -> FileFlaw {
        func place(_ code: RegionCode) -> [(path: String, line: Int)] {
            lists.flatMap { list in list.entries.filter { $0.entry.code == code }.map { (list.path, $0.line) }
            }
        }
        let hint = "correct the line, or import the official list anew"
        switch flaw {
        case .repeatedCode(let code):
            let places = place(code)
            return FileFlaw(
                path: places.last?.path ?? path,
                line: places.last?.line,
                message: "the code \(code) stands there a second time",
                hint: hint
            )
        case .unknownParent(let code):
            return FileFlaw(
                path: place(code).first?.path ?? path,
                line: place(code).first?.line,
                message: "the region that \(code) is part of is not in the lists of the levels above",
                hint: hint
            )
        case .malformedCode(let code):
            return FileFlaw(
                path: place(code).first?.path ?? path,
                line: place(code).first?.line,
                message: "'\(code)' is not written as the codes of its level are",
                hint: hint
            )
        case .wrongAlias(let code):
            return FileFlaw(
                path: path + "/" + description,
                message: "the alias \(code) is a code of its own, or stands for none that is listed",
                hint: "correct `aliases`"
            )
        }
    }

    /// The lines of a list behind its header, each with the same number of fields.
    package static func lines(of path: String, header: [String]) throws -> ArraySlice<RegionsLines.Line> {
        let bytes: [UInt8]
        do {
            bytes = try ReadFile.bytes(of: path, limit: limit)
        } catch {
            throw FileFlaw(path: path, message: error.description, hint: "put a readable list there")
        }
        if let line = wrongLine(bytes) {
            throw FileFlaw(
                path: path,
                line: line,
                message: "the line is not UTF-8",
                hint: "save the list as UTF-8"
            )
        }
        let lines = RegionsLines(bytes, separator: 59).lines
        let names = header.joined(separator: ";")
        guard lines.first?.fields == header else {
            throw FileFlaw(
                path: path,
                line: 1,
                message: "the header is not \(names)",
                hint: "correct the header"
            )
        }
        for line in lines.dropFirst() where line.fields.count != header.count {
            throw FileFlaw(
                path: path,
                line: line.number,
                message: "the line has \(line.fields.count) fields, not \(names)",
                hint: "correct the line"
            )
        }
        return lines.dropFirst()
    }

    /// The first line that is not UTF-8; nil if all are.
    private static func wrongLine(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
    }
}
