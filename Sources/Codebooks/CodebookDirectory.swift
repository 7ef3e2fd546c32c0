public import Codebook
import Cores
import Files
import Statistics
import Glibc
import YAMLReading

/// The codebooks of a directory.
public enum CodebookDirectory {
    /// Reads every `.yaml` file of a directory, by name; hidden files are skipped.
    ///
    /// - Parameters:
    ///   - path: The directory.
    ///   - rules: The codes of the rules that codebooks may set, with the names of their bounds; nil for any.
    ///   - levels: The levels that they may publish, by data set; any for a data set without an entry.
    /// - Returns: Codebooks without flaws.
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(
        path: String,
        rules: [String: Set<String>]? = nil,
        levels: [String: Set<String>] = [:]
    ) throws -> [Codebook] {
        guard unsafe access(path, R_OK | X_OK) == 0 else {
            throw FileFlaw(
                path: path,
                message: MachineFault("read", path).description,
                hint: "make the directory of codebooks, or correct where it is"
            )
        }
        let names = Durable.names(in: path).sorted().filter { !$0.hasPrefix(".") }
        let read = Spreading.overCores.results(of: names.count) { number in
            Result { try codebook(names[number], in: path, rules: rules, levels: levels) }
        }
        // The first file by name that has a flaw is reported.
        return try read.compactMap { try $0.get() }
    }

    /// The codebook of a file; nil for another kind of file.
    private static func codebook(
        _ name: String,
        in path: String,
        rules: [String: Set<String>]?,
        levels: [String: Set<String>]
    ) throws -> Codebook? {
        if name.hasSuffix(".yml") {
            throw FileFlaw(
                path: path + "/" + name,
                message: "the file would not be read",
                hint: "call it .yaml"
            )
        }
        guard name.hasSuffix(".yaml") else { return nil }
        let file = path + "/" + name
        let codebook = try CodebookFile.read(
            path: file,
            rules: rules,
            levels: levels[String(name.dropLast(5))]
        )
        // One name each: no two files can be of one data set.
        guard codebook.dataset + ".yaml" == name else {
            throw FileFlaw(
                path: file,
                message: "the data set is called '\(codebook.dataset)', the file is not",
                hint: "rename the file to \(codebook.dataset).yaml, or correct its `dataset`"
            )
        }
        return codebook
    }
}
