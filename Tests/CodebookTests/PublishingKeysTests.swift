import Codebook
import Codebooks
import Statistics
import Testing

@Suite struct `what a codebook says about publishing` {
    private let metadata = """
        metadata:
          description: {nl: Over scores., en: About scores.}
          population: {nl: Huishoudens., en: Households.}
          reference: {nl: 1 januari., en: 1 January.}
          source: {nl: Registers., en: Registers.}
          licence: https://example.org/licence
          publisher: {name: {nl: Bureau, en: Office}, uri: https://example.org/office}
          contact: {name: {nl: Loket, en: Desk}, email: desk@example.org}
          themes: [https://example.org/theme]

        """

    private func read(_ lines: String) throws -> Codebook {
        let text = ShippedCodebook.text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("extracts:") }.joined(separator: "\n")
        return try CodebookFile.read(text: text + lines, path: "ses-woa.yaml")
    }

    @Test func `is the forms of StatLine where it says nothing`() throws {
        #expect(try read("").extracts == [.statlineCSV, .atom])
        #expect(try read("").metadata == nil)
    }

    @Test func `names forms and what is told beside the figures`() throws {
        let codebook = try read(metadata + "extracts: [statline-csv, dcat, tidy-csv]\n")
        #expect(codebook.extracts == [.statlineCSV, .dcat, .tidyCSV])
        #expect(codebook.metadata?.population.en == "Households.")
        #expect(codebook.metadata?.contact.email == "desk@example.org")
        #expect(codebook.metadata?.themes == ["https://example.org/theme"])
    }

    @Test(arguments: [
        ("extracts: [statline-csv, pdf]\n", "'pdf' is unknown"),
        ("extracts: [statline-csv, px, px]\n", "'px' stands twice"),
        ("extracts: [tidy-csv]\n", "'statline-csv' is missing"),
        ("extracts: [statline-csv, dcat]\n", "needs metadata"),
    ])
    func `is refused where it names forms wrongly`(lines: String, message: String) throws {
        let flaw = #expect(throws: (any Error).self) { try read(lines) }
        #expect("\(try #require(flaw))".contains(message))
    }

    @Test(arguments: [
        ("https://example.org/licence", "licence.html", "is no absolute address"),
        ("https://example.org/licence", "https://example.org/my licence", "is no absolute address"),
        (", email: desk@example.org", "", "has neither 'email' nor 'page'"),
        ("[https://example.org/theme]", "[]", "has no theme"),
        ("  themes:", "  address: https://example.org\n  themes:", "does not end in '/'"),
        ("  themes:", "  colour: red\n  themes:", "'metadata.colour' is unknown"),
    ])
    func `is refused where metadata cannot be used`(old: String, new: String, message: String) throws {
        let flaw = #expect(throws: (any Error).self) { try read(metadata.replacing(old, with: new)) }
        let text = "\(try #require(flaw))"
        #expect(text.contains(message) || text.contains("the key 'colour' is unknown"), "\(text)")
    }

    @Test func `says which releases wait for approval, and by whom`() throws {
        #expect(try read("").approval == nil)
        #expect(
            try read("approval: {when: always}\n").approval
                == ApprovalRule(isAlways: true, needsAnother: false, limits: [])
        )
        let topic = try #require(try read("").topics.first { $0.kind == .score })
        let rule = try read(
            """
            approval:
              when: beyond-limits
              by: another
              limits: [{topic: \(topic.key), change: 0.05, regions: 20}]

            """
        ).approval
        let unit = Int64([1, 10, 100, 1000][topic.decimals])
        #expect(
            rule
                == ApprovalRule(
                    isAlways: false,
                    needsAnother: true,
                    limits: [.init(topic: topic.key, change: 5 * unit / 100, regions: 20)]
                )
        )
    }

    @Test(arguments: [
        ("{when: sometimes}", "'sometimes' is unknown"), ("{by: another}", "'when' is missing"),
        ("{when: beyond-limits}", "no release would ever wait"),
        ("{when: always, who: me}", "'who' is unknown"),
        ("{when: always, limits: [{topic: nothing, change: 1, regions: 1}]}", "there is no topic 'nothing'"),
    ])
    func `is refused where no release could be approved by it`(rule: String, message: String) throws {
        let flaw = #expect(throws: (any Error).self) { try read("approval: \(rule)\n") }
        let text = "\(try #require(flaw))"
        #expect(
            text.contains(message)
                || message.contains("'when'") && text.contains("when")
                || message.contains("'who'") && text.contains("who"),
            "\(text)"
        )
    }

    @Test func `gives a topic its definition`() throws {
        let (text, _) = try ShippedCodebook.changed(
            "    kind: count\n    measure: population",
            "    kind: count\n    definition: {nl: Zonder studenten., en: Without students.}\n    measure: population"
        )
        let codebook = try CodebookFile.read(text: text, path: "ses-woa.yaml")
        #expect(codebook.topics[0].definition == Text(nl: "Zonder studenten.", en: "Without students."))
    }
}
