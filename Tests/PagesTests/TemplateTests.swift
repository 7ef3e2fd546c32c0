import Foundation
import Pages
import Statistics
import Telemetry
import Testing
import Workflow

@Suite struct `templates` {
    @Test(arguments: PageTemplates.names) func `say everything in both languages`(name: String) throws {
        let text = try #require(PageTemplates.text(name))
        for piece in text.split(separator: "[[").dropFirst() {
            let both = piece.prefix(upTo: piece.range(of: "]]")?.lowerBound ?? piece.startIndex)
            #expect(both.split(separator: "|", omittingEmptySubsequences: false).count == 2, "\(both)")
        }
        for language in Language.allCases {
            let one = PageTemplates.inLanguage(text, language)
            #expect(!one.contains("[[") && !one.contains("]]"))
        }
    }

    @Test(arguments: PageTemplates.names) func `load nothing from elsewhere and run nothing within`(
        name: String
    ) throws {
        let text = try #require(PageTemplates.text(name))
        for word in ["http://", "https://", "//", "onclick", "onload", "javascript:", "style=\""] {
            #expect(!text.replacing("<!doctype", with: "").contains(word), "\(word)")
        }
    }

    @Test func `put markup through only where it is the program's own`() {
        let own: Set = ["style", "letterStyle", "lead", ".", "value", "svg"]
        for name in PageTemplates.names {
            for piece in (PageTemplates.text(name) ?? "").components(separatedBy: "{{{").dropFirst() {
                #expect(own.contains(String(piece.prefix { $0 != "}" })), "\(name): \(piece.prefix(20))")
            }
        }
    }

    @Test func `of a letter fit one page and escape what a stranger wrote`() throws {
        let letter = String(decoding: try #require(ReceiptSamples.hostile(.en).letter), as: UTF8.self)
        #expect(letter.contains("&lt;script&gt;"))
        #expect(!letter.contains("<script"))
        #expect(letter.components(separatedBy: "<li>").count <= 7)
        #expect(ReceiptSamples.accepted(.nl).letter == nil)
    }
}

@Suite struct `a validation report` {
    private struct Entry: Decodable {
        struct Event: Decodable { let time: String, actor: String }
        struct Rule: Decodable { let language: String, expression: String, severity: String }
        struct Aggregate: Decodable { let language: String, expression: String }
        struct Subject: Decodable { let source: [String], target: [String] }
        let id: String
        let type: String
        let event: Event
        let rule: Rule?
        let aggregate: Aggregate?
        let data: Subject
        let value: String
    }

    @Test(arguments: ReceiptSamples.all.map(\.name))
    func `has what the European form demands`(name: String) throws {
        let receipt = try #require(ReceiptSamples.all.first { $0.name == name }).receipt
        let entries = try JSONDecoder().decode(
            [Entry].self,
            from: Data(receipt.validationReport(generator: "peil 1"))
        )
        #expect(Set(entries.map(\.id)).count == entries.count)
        #expect(entries.first?.value == (receipt.state == .accepted ? "1" : "0"))
        for entry in entries {
            switch entry.type {
            case "validation":
                let rule = try #require(entry.rule)
                #expect(["information", "warning", "error"].contains(rule.severity))
                #expect(["0", "1"].contains(entry.value))
            case "aggregation":
                #expect(entry.aggregate != nil)
                #expect(Int(entry.value) != nil)
            default: Issue.record("\(entry.type) is no type of the form")
            }
        }
        // The true number of findings is told, however many are listed.
        let totals = entries.filter { $0.type == "aggregation" }.compactMap { Int($0.value) }
        #expect(totals.reduce(0, +) == receipt.findingsTotal)
    }
}
