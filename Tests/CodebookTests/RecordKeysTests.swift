import Codebook
import Codebooks
import Testing
import YAMLReading

@Suite struct `the keys of the form of households` {
    private static let field = "- {key: pc4, role: postcode, required: false}"
    private static let reason = """
        - reason: institutional
                title: {nl: institutionele huishoudens, en: institutional households}
                when: {field: huishoudenstype, is: ["8"]}
        """
    private static let only = "when: {field: partner, is: [\"1\"]}\n      - {highest"
    private static let highest = "- {highest: opleiding_huishouden, of: [opleiding_hkw, opleiding_partner]}"
    private static let person = "- key: partner\n          level: opleiding_partner\n"

    private func read(_ old: String, _ new: String) throws -> Codebook {
        try CodebookFile.read(text: ShippedCodebook.changed(old, new).text, path: "ses-woa.yaml")
    }

    private func layout(_ old: String, _ new: String) throws -> RecordLayout {
        try #require(try read(old, new).form("households")?.records)
    }

    /// A change that is refused, and a word that the refusal has.
    private static let refused: [(old: String, new: String, word: String)] = [
        // Each mapping of the form refuses a key that it does not know.
        ("separator: \";\"", "scheiding: \";\"", "scheiding"),
        (field, "- {key: pc4, role: postcode, verplicht: false}", "verplicht"),
        ("codes: {first: 1, last: 8}", "codes: {first: 1, last: 8, step: 2}", "step"),
        ("{key: \"0\", spellings: [N, nee]}", "{key: \"0\", namen: [N, nee]}", "namen"),
        (reason, "- {reason: institutional, als: {field: huishoudenstype, is: [\"8\"]}}", "when"),
        (reason, "- {reason: institutional, when: {field: huishoudenstype, in: [\"8\"]}}", "is"),
        (highest, "- {highest: opleiding_huishouden, of: [opleiding_hkw], when: 1}", "when"),
        ("seed: 2021", "seed: 2021\n      zaad: 1", "zaad"),
        (person, person + "          naam: partner\n", "naam"),
        // Each value is of its kind.
        ("separator: \";\"", "separator: \";;\"", "separator"),
        ("separator: \";\"", "separator: \"x\"", "separator"),
        (field, "- {key: pc4, role: straat}", "straat"), (field, "- {key: pc4}", "role"),
        (field, "- {key: pc4, role: postcode, required: misschien}", "true"),
        ("prefix: BU}", "prefix: buurt}", "capital"),
        ("role: region, level: buurt,", "role: region,", "level"),
        ("codes: {first: 1, last: 8}", "codes: {first: 8, last: 1}", "before"),
        ("codes: {first: 1, last: 8}", "codes: {first: 1, last: 64}", "too many"),
        ("variable: welvaart}", "variable: rijkdom}", "rijkdom"),
        ("codes-of: opleiding,", "codes-of: scholing,", "scholing"),
        (reason, "- {reason: Instelling, when: {field: huishoudenstype, is: [\"8\"]}}", "small letters"),
        (reason, "- {reason: \"\", when: {field: huishoudenstype, is: [\"8\"]}}", "no value"),
        (reason, "- {reason: institutional, when: {field: type, is: [\"8\"]}}", "'type'"),
        (reason, "- {reason: institutional, when: {field: huishoudenstype, is: [\"9\"]}}", "'9'"),
        (reason, "- {reason: institutional, when: {field: huishoudenstype, is: []}}", "no code"),
        (reason, "- {reason: institutional, when: {field: huishoudenstype, is: known}}", "unknown"),
        (highest, "- {highest: jaar, of: [opleiding_hkw]}", "codes"),
        ("      variable: opleiding\n", "      variable: scholing\n", "scholing"),
        ("mode: draw", "mode: raden", "raden"), ("seed: 2021", "seed: -1", "seed"),
        ("seed: 2021\n", "replicates: 8\n", "replicates"), ("replicates: 8", "replicates: 65", "64"),
        (person, "- key: partner\n          level: huishouden_id\n", "codes"),
    ]

    @Test(arguments: refused.indices)
    func `are refused where they are wrong, with words that tell`(number: Int) throws {
        let (old, new, word) = Self.refused[number]
        let flaw = try #require(throws: FileFlaw.self) { try read(old, new) }
        #expect("\(flaw)".contains(word), "\(flaw)")
    }

    @Test func `are each read`() throws {
        #expect(try layout("separator: \";\"", "separator: \"|\"").separator == 0x7C)
        #expect(try layout("    separator: \";\"\n", "").separator == 0x3B)
        let spelled = try layout(Self.field, "- {key: pc4, role: postcode, spellings: [postcode]}")
        let postcode = try #require(spelled.field("pc4"))
        #expect(spelled.fields[postcode].spellings == ["postcode"] && spelled.fields[postcode].isRequired)
        let region = spelled.fields[try #require(spelled.regionField)]
        #expect(region.role == .region(level: "buurt") && region.prefix == "BU")
        let range = try layout("codes: {first: 1, last: 8}", "codes: {first: 7, last: 9}, spellings: [type]")
        #expect(
            range.fields[try #require(range.field("huishoudenstype"))].codes.map(\.key) == ["7", "8", "9"]
        )
    }

    @Test(arguments: ImputationSetting.Mode.allCases)
    func `say how a level is imputed`(mode: ImputationSetting.Mode) throws {
        let changed = ShippedCodebook.text.replacing("  method: proved\n", with: "").replacing(
            "mode: draw\n      seed: 2021\n      replicates: 8",
            with: "mode: \(mode.rawValue)\n      seed: 7"
        )
        let codebook = try CodebookFile.read(text: changed, path: "a.yaml")
        let imputation = try #require(codebook.forms.compactMap(\.records).first?.imputation)
        #expect(imputation.mode == mode && imputation.seed == 7 && imputation.replicates == 0)
        #expect(try layout("      mode: draw\n", "").imputation?.mode == .draw)
    }

    @Test func `are optional where the page says so`() throws {
        let start = try #require(ShippedCodebook.text.firstRange(of: "    imputation:\n      variable"))
        let end = try #require(ShippedCodebook.text.firstRange(of: "\nscoring:"))
        var text = ShippedCodebook.text
        text.removeSubrange(start.lowerBound..<end.lowerBound)
        // A variable that is not imputed has a rule for units of which it is unknown.
        text = text.replacing(
            "    consistency:",
            with:
                "      - {reason: level-unknown, when: {field: opleiding_huishouden, is: unknown}}\n    consistency:"
        )
        let topics = try #require(text.firstRange(of: "  # What imputation leaves uncertain"))
        let forms = try #require(text.firstRange(of: "\nforms:"))
        text.removeSubrange(topics.lowerBound..<forms.lowerBound)
        let codebook = try CodebookFile.read(text: text, path: "ses-woa.yaml")
        let form = try #require(codebook.form("households"))
        #expect(form.records?.imputation == nil)
        #expect(RecordCells(codebook, form)?.levels == 0)
    }
}
