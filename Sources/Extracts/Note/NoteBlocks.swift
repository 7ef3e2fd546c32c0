/// A text of a few paragraphs and tables, to be written as HTML or as Markdown.
struct NoteBlocks {
    /// A part of the text.
    enum Block {
        case heading(String)
        case paragraph(String)
        case list([String])
        /// A table; the last columns, so many, are numbers.
        case table(caption: String, head: [String], rows: [[String]], numbers: Int)
    }

    let title: String
    let language: String
    var blocks: [Block] = []

    /// The text as a page that needs nothing else.
    var html: String {
        var text = """
            <!doctype html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title.xmlEscaped)</title>
            </head>
            <body>
            <main>
            <h1>\(title.xmlEscaped)</h1>

            """
        for block in blocks {
            switch block {
            case .heading(let words): text += "<h2>\(words.xmlEscaped)</h2>\n"
            case .paragraph(let words): text += "<p>\(words.xmlEscaped)</p>\n"
            case .list(let items):
                text += "<ul>\n" + items.map { "<li>\($0.xmlEscaped)</li>\n" }.joined() + "</ul>\n"
            case .table(let caption, let head, let rows, _):
                text += "<table>\n<caption>\(caption.xmlEscaped)</caption>\n<thead><tr>"
                text += head.map { "<th scope=\"col\">\($0.xmlEscaped)</th>" }.joined()
                text += "</tr></thead>\n<tbody>\n"
                for row in rows {
                    text += "<tr><th scope=\"row\">\((row.first ?? "").xmlEscaped)</th>"
                    text += row.dropFirst().map { "<td>\($0.xmlEscaped)</td>" }.joined() + "</tr>\n"
                }
                text += "</tbody>\n</table>\n"
            }
        }
        return text + "</main>\n</body>\n</html>\n"
    }

    /// The text as Markdown, with tables of GitHub's kind.
    var markdown: String {
        var text = "# \(Self.plain(title))\n"
        for block in blocks {
            switch block {
            case .heading(let words): text += "\n## \(Self.plain(words))\n"
            case .paragraph(let words): text += "\n\(Self.plain(words))\n"
            case .list(let items): text += "\n" + items.map { "- \(Self.plain($0))\n" }.joined()
            case .table(let caption, let head, let rows, let numbers):
                text += "\n\(Self.plain(caption)):\n\n"
                text += Self.line(head)
                text += Self.line(
                    head.indices.map { $0 < head.count - numbers ? "---" : "---:" },
                    isPlain: false
                )
                for row in rows { text += Self.line(row) }
            }
        }
        return text
    }

    private static func line(_ cells: [String], isPlain: Bool = true) -> String {
        "| " + cells.map { isPlain ? plain($0) : $0 }.joined(separator: " | ") + " |\n"
    }

    /// Text without what Markdown would read as its own.
    private static func plain(_ text: String) -> String {
        var plain = ""
        for character in text {
            switch character {
            case "\\", "|", "<", ">", "*", "_", "`", "[", "]", "#": plain += "\\\(character)"
            case "\n", "\r", "\r\n", "\t": plain += " "
            default: plain.append(character)
            }
        }
        return plain
    }
}
