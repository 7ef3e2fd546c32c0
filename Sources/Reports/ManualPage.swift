import Foundation

/// The manual page of a command, from what the command says of itself to `--help`.
package struct ManualPage {
    /// The name of the page: `peil`, or `peil-status`.
    package let name: String
    /// The page, for man(1).
    package let text: String

    /// Description of a command, by itself.
    private struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Command]?
        let shouldDisplay: Bool?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let abstract: String?
        let kind: String
        let valueName: String?
        let names: [Name]?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
    }

    private struct Tool: Decodable { let command: Command }

    /// The pages of a program and of its commands.
    ///
    /// - Parameters:
    ///   - description: What the program says of itself, as `--experimental-dump-help` prints it.
    ///   - version: The version of the program.
    /// - Returns: The pages, that of the program first.
    /// - Throws: `DecodingError` for anything else.
    package static func all(of description: String, version: String) throws -> [Self] {
        let tool = try JSONDecoder().decode(Tool.self, from: Data(description.utf8))
        return pages(tool.command, above: [], version)
    }

    private static func pages(_ command: Command, above: [String], _ version: String) -> [Self] {
        guard command.shouldDisplay ?? true, command.commandName != "help" else { return [] }
        let path = above + [command.commandName]
        let shown = (command.subcommands ?? []).filter {
            ($0.shouldDisplay ?? true) && $0.commandName != "help"
        }
        let page = Self(
            name: path.joined(separator: "-"),
            text: text(command, path: path, subcommands: shown, version)
        )
        return [page] + shown.flatMap { pages($0, above: path, version) }
    }

    private static func text(_ command: Command, path: [String], subcommands: [Command], _ version: String)
        -> String
    {
        let name = path.joined(separator: "-")
        let arguments = (command.arguments ?? []).filter(\.shouldDisplay)
        var text = """
            .TH "\(name.uppercased())" 1 "" "peil \(version)" "Peil"
            .SH NAME
            \(escaped(name)) \\- \(escaped(command.abstract ?? ""))
            .SH SYNOPSIS
            .B \(escaped(path.joined(separator: " ")))

            """
        if !subcommands.isEmpty { text += ".I COMMAND\n" }
        for argument in arguments { text += synopsis(argument) + "\n" }
        if let discussion = command.discussion, !discussion.isEmpty {
            text += ".SH DESCRIPTION\n" + paragraphs(discussion)
        }
        let positional = arguments.filter { $0.kind == "positional" }
        if !positional.isEmpty { text += ".SH ARGUMENTS\n" + positional.map(entry).joined() }
        let options = arguments.filter { $0.kind != "positional" }
        if !options.isEmpty { text += ".SH OPTIONS\n" + options.map(entry).joined() }
        if !subcommands.isEmpty {
            text += ".SH COMMANDS\n"
            for one in subcommands {
                let page = (path + [one.commandName]).joined(separator: "-")
                text += ".TP\n.BR \(escaped(page)) (1)\n\(escaped(one.abstract ?? ""))\n"
            }
        }
        text += ".SH EXIT STATUS\n"
        for (code, meaning) in [
            ("0", "done, or accepted"), ("1", "a delivery was rejected, or something is not well"),
            ("64", "wrong usage"), ("65", "unusable input to a command"), ("74", "input or output failed"),
            ("78", "wrong configuration"),
        ] {
            text += ".TP\n.B \(code)\n\(meaning)\n"
        }
        text += ".SH FILES\n.TP\n.I /etc/peil/peil.yaml\nthe configuration\n"
        text += ".SH SEE ALSO\n"
        text += path.count > 1 ? ".BR \(escaped(path.dropLast().joined(separator: "-"))) (1),\n" : ""
        text += ".I /usr/share/doc/peil/README.md\n"
        return text
    }

    private static func synopsis(_ argument: Argument) -> String {
        let value = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
        var words: String
        switch argument.kind {
        case "positional": words = value + (argument.isRepeating ? "..." : "")
        case "flag": words = "\\fB\(escaped(best(argument)))\\fR"
        default: words = "\\fB\(escaped(best(argument)))\\fR \(value)"
        }
        if argument.isOptional || argument.defaultValue != nil { words = "[\(words)]" }
        return words
    }

    private static func entry(_ argument: Argument) -> String {
        let names = (argument.names ?? []).map { "\\fB\(escaped($0.text))\\fR" }.joined(separator: ", ")
        let value = argument.kind == "flag" ? "" : "\\fI\(escaped(argument.valueName ?? ""))\\fR"
        let head = [names, value].filter { !$0.isEmpty }.joined(separator: " ")
        let usual = argument.defaultValue.map { " The default is \($0)." } ?? ""
        return ".TP\n\(head)\n\(escaped((argument.abstract ?? "") + usual))\n"
    }

    private static func best(_ argument: Argument) -> String {
        (argument.names?.first { $0.kind == "long" } ?? argument.names?.first)?.text ?? ""
    }

    private static func paragraphs(_ text: String) -> String {
        text.components(separatedBy: "\n\n").map { escaped($0.replacing("\n", with: " ")) }
            .joined(separator: "\n.PP\n") + "\n"
    }

    /// Text in which nothing is a request of roff.
    private static func escaped(_ text: String) -> String {
        var text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        if text.hasPrefix(".") || text.hasPrefix("'") { text = "\\&" + text }
        return text
    }
}
