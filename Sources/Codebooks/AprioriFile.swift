import Codebook
import Files
import Statistics
import YAMLReading

/// Reads an a-priori list.
///
/// A line is `region;period;figure;show` or `withhold`, with `;` or `,` between, as tau-Argus has its `.hst` files; its words
/// `s` and `p` say to show, `u` to withhold. Empty lines and such that begin with `#` are passed over.
enum AprioriFile {
    private static let limit = 16 << 20

    /// Reads the file that a codebook names.
    ///
    /// - Parameters:
    ///   - node: The name of the file, relative to the codebook's.
    ///   - variables: The variables of the codebook.
    ///   - topics: Its published topics.
    /// - Returns: The list.
    /// - Throws: ``FileFlaw`` with the line at fault, in either file.
    static func read(_ node: YAMLNode, variables: [Variable], topics: [Topic]) throws -> AprioriList {
        let name = try node.string()
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw node.flaw(
                "'\(name)' is no path below the directory of the codebook",
                "put the list there, for example as apriori/NAME.csv"
            )
        }
        let path = Durable.parent(of: node.path) + "/" + name
        guard let bytes = try? ReadFile.bytes(of: path, limit: limit),
            let text = String(validating: bytes, as: UTF8.self)
        else {
            throw node.flaw("the list '\(name)' cannot be read as text", "put it there, or remove `a-priori`")
        }
        var entries: [AprioriList.Entry] = []
        var lines: [Subject: Int] = [:]
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let content = trimmed(line)
            if content.isEmpty || content.hasPrefix("#") { continue }
            let cells = content.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "," }.map(
                trimmed
            )
            if entries.isEmpty, cells.first?.lowercased() == "region" { continue }
            func flaw(_ message: String, _ hint: String) -> FileFlaw {
                FileFlaw(path: path, line: place + 1, message: message, hint: hint)
            }
            guard cells.count == 4 else {
                throw flaw(
                    "there are \(cells.count) cells, not 4",
                    "write region;period;figure;show or withhold"
                )
            }
            guard let period = Period(cells[1]) else {
                throw flaw("'\(cells[1])' is no period", "write a year such as 2021")
            }
            guard let variable = variable(cells[2], variables, topics) else {
                throw flaw(
                    "'\(cells[2])' is no figure that can be listed",
                    "write the key of a variable, or of a topic of its numbers or percentages"
                )
            }
            guard let isShown = words[cells[3].lowercased()] else {
                throw flaw("'\(cells[3])' is unknown", "write show or withhold")
            }
            let entry = AprioriList.Entry(
                line: place + 1,
                region: RegionCode(cells[0]),
                period: period,
                variable: variable,
                isShown: isShown
            )
            let subject = Subject(region: entry.region, period: period, variable: variable)
            if let other = lines.updateValue(entry.line, forKey: subject) {
                throw flaw("line \(other) is about the same figures", "keep one of the two")
            }
            entries.append(entry)
        }
        return AprioriList(file: name, entries: entries)
    }

    /// Subject of a line of the list.
    private struct Subject: Hashable {
        let region: RegionCode
        let period: Period
        let variable: Int
    }

    private static let words = ["show": true, "s": true, "p": true, "withhold": false, "u": false]

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace || first == "\u{FEFF}" || first == "\"" {
            rest.removeFirst()
        }
        while let last = rest.last, last.isWhitespace || last == "\"" { rest.removeLast() }
        return String(rest)
    }

    /// The variable of that key, or whose numbers or percentages the topic of that key tells.
    private static func variable(_ key: String, _ variables: [Variable], _ topics: [Topic]) -> Int? {
        variables.firstIndex { $0.key == key }
            ?? topics.first { $0.key == key }?.measure.groupFigure?.variable
    }
}
