public import Classification
import Files
import Statistics
import YAMLReading

/// Reads the unions of an edition: `unions.csv`, a line for each union and member; docs/formats/regions.md
/// describes the format.
public enum EditionUnions {
    /// The list of unions, within the directory of an edition.
    package static let name = "unions.csv"
    /// The columns, in order.
    package static let header = ["code", "name", "member"]

    /// Reads the unions of `edition`, which was read from the directory `path`.
    ///
    /// - Returns: The unions by the bytes of their codes; none without a list.
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(path: String, of edition: Edition) throws -> [RegionUnion] {
        guard Durable.names(in: path).contains(name) else { return [] }
        return try read(file: path + "/" + name, of: edition)
    }

    /// Reads a list of unions of `edition`.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    package static func read(file: String, of edition: Edition) throws -> [RegionUnion] {
        var names: [RegionCode: String] = [:]
        var members: [RegionCode: [RegionIndex]] = [:]
        for line in try EditionDirectory.lines(of: file, header: header) {
            func flaw(_ field: Int, _ message: String, _ hint: String) -> FileFlaw {
                FileFlaw(
                    path: file,
                    line: line.number,
                    column: line.columns[field],
                    message: message,
                    hint: hint
                )
            }
            let code = RegionCode(line.fields[0])
            guard !line.fields[0].isEmpty, edition.level(of: code) == nil else {
                throw flaw(
                    0,
                    "'\(code)' is no code of its own",
                    "write one that no level's codes are written as"
                )
            }
            guard names.updateValue(line.fields[1], forKey: code).map({ $0 == line.fields[1] }) ?? true else {
                throw flaw(1, "\(code) has another name in a line above", "give the union one name")
            }
            let member = RegionCode(line.fields[2])
            guard case .known(let index) = edition.lookUp(member) else {
                throw flaw(
                    2,
                    "\(member) is no region of the edition",
                    "write the code of a region in its lists"
                )
            }
            members[code, default: []] += edition.leaves(of: [index])
        }
        return members.keys.sorted().map { code in
            RegionUnion(code: code, name: names[code] ?? "", members: members[code] ?? [])
        }
    }
}
