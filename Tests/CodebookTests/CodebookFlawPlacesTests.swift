import Codebook
import Codebooks
import Foundation
import Testing
import YAMLReading

/// A change of the shipped codebook that makes it wrong.
struct WrongLine: CustomTestStringConvertible {
    let old: String
    let new: String
    /// A part of the message.
    let message: String
    /// How far below the change the line at fault is.
    var below = 0

    var testDescription: String { message }

    init(_ old: String, _ new: String, _ message: String, below: Int = 0) {
        self.old = old
        self.new = new
        self.message = message
        self.below = below
    }
}

@Suite struct `a wrong codebook` {
    private static let rules: [String: Set<String>] = [
        "change-previous-year": ["warning", "rejection"],
        "change-previous-version": ["warning", "rejection"],
        "national-mean": ["counts", "published"],
    ]
    private static let levels: Set = ["land", "gemeente", "wijk", "buurt"]

    private static let wrong: [WrongLine] = [
        .init("unit: {nl: particuliere", "unti: {nl: particuliere", "the key 'unti' is unknown"),
        .init("version: \"1\"\n", "version: \"1\"\ncolour: red\n", "the key 'colour' is unknown", below: 1),
        .init("version: \"1\"\n", "", "the key 'version' is missing", below: -1),
        .init("version: \"1\"", "version: \"1\"\nversion: \"2\"", "the key 'version' stands twice", below: 1),
        .init(
            "{first: 2014, last: 2023}\nlevels",
            "{first: 2014, first: 2015, last: 2023}\nlevels",
            "'first' stands twice"
        ),
        .init("version: \"1\"", "version: [1]", "version: is not one value"),
        .init("version: \"1\"", "version:", "version: has no value"),
        .init("levels: [gemeente", "levels: gemeente #[", "levels: is not a list"),
        .init("levels: [gemeente", "levels: [provincie", "no classification has the level 'provincie'"),
        .init("levels: [gemeente", "levels: [wijk", "names a level twice"),
        .init("dataset: ses-woa", "dataset: SES/WOA", "is no name for a path"),
        .init("years: {first: 2014", "years: {first: 2.5", "'2.5' is not a whole number"),
        .init(
            "years: {first: 2014, last: 2023}",
            "years: {first: 2024, last: 2023}",
            "last year is before the first"
        ),
        .init(
            "{key: \"2\", title: {nl: 2e deciel",
            "{key: \"1\", title: {nl: 2e deciel",
            "the category '1' stands twice"
        ),
        .init("5e deciel, en: 5th", "4e deciel, en: 5th", "are both written '4e deciel'"),
        .init("first: \"5\", last: \"8\"", "first: \"6\", last: \"8\"", "the groups do not cover"),
        .init("first: \"5\", last: \"8\"", "first: \"4\", last: \"8\"", "the groups do not cover"),
        .init(
            "first: \"5\", last: \"8\"",
            "first: \"8\", last: \"5\"",
            "the last category stands before the first"
        ),
        .init("first: \"5\", last: \"8\"", "first: \"5\", last: \"11\"", "there is no category '11'"),
        .init(
            "first: \"9\", last: \"10\"",
            "first: \"9\", last: \"9\"",
            "the category '10' is in no group",
            below: -2
        ),
        .init(
            "{share: welvaart, group: laag}",
            "{share: vermogen, group: laag}",
            "there is no variable 'vermogen'"
        ),
        .init("{share: welvaart, group: laag}", "{share: welvaart, group: lager}", "has no group 'lager'"),
        .init("measure: {score: welvaart}", "measure: {score: opleidng}", "there is no variable 'opleidng'"),
        .init("measure: {score: welvaart}", "measure: {points: welvaart}", "the measure is unknown"),
        .init("measure: {score: welvaart}", "measure: score", "the measure 'score' is unknown"),
        .init(
            "measure: {score: welvaart}",
            "measure: {score: total}",
            "another topic has the same measure",
            below: -5
        ),
        .init("key: Waarde_19", "key: Waarde_16", "the topic 'Waarde_16' stands twice"),
        .init("key: Waarde_19", "key: Waarde 19", "cannot be the name of an element"),
        .init(
            "kind: percentage\n    measure: {share: welvaart, group: midden}",
            "kind: score\n    measure: {share: welvaart, group: midden}",
            "is of the kind 'percentage'",
            below: -4
        ),
        .init("kind: percentage", "kind: procent", "'procent' is unknown"),
        .init("spellings: [D007964_1]", "spellings: [D007963_1]", "are both written 'D007963_1", below: -6),
        .init("spellings: [D007964_1]", "spellings: [perioden]", "are both written 'perioden'", below: -6),
        .init(
            "range: {minimum: 1, maximum: 100}",
            "range: {minimum: 1, maximum: 0.5}",
            "is less than the minimum"
        ),
        .init(
            "range: {minimum: 1, maximum: 100}",
            "range: {minimum: 1, maximum: 1e2}",
            "is not a decimal number"
        ),
        .init("layout: marginal", "layout: wide", "'wide' is unknown"),
        .init("key: marginal", "key: joint", "the form 'joint' stands twice"),
        .init(
            "{welvaart: Welvaart, opleiding: Opleiding,",
            "{welvaart: Welvaart,",
            "the key 'opleiding' is missing"
        ),
        .init("divisor: 3", "divisor: 0", "not a whole number from 1"),
        .init("scheme: coefficients", "scheme: ranks", "'ranks' is unknown"),
        .init("-2.1, -1.8,", "-2.1,", "has 9 coefficients for 10 categories"),
        .init("-2.1, -1.8,", "-2.15, -1.8,", "'-2.15' has more decimals than 1"),
        .init("-2.1, -1.8,", "-2,1, -1.8,", "has 11 coefficients for 10 categories"),
        .init("-2.1, -1.8,", "-21e-1, -1.8,", "'-21e-1' is not a decimal number"),
        .init("-2.1, -1.8,", "-99999999999999999999.1, -1.8,", "is too large"),
        .init("-2.1, -1.8,", "-99999999999.1, -1.8,", "a coefficient is too large"),
        .init("threshold: 100", "threshold: 0", "not a whole number from 1"),
        .init("threshold: 100", "treshold: 100", "the key 'treshold' is unknown; did you mean 'threshold'?"),
        .init("rounding: 100", "rounding: -100", "not a whole number from 1"),
        .init("change-previous-year:", "change-last-year:", "there is no rule 'change-last-year'"),
        .init("{warning: 0.2, rejection: 0.8}", "{warning: 0.2, reject: 0.8}", "the rule has no 'reject'"),
        .init("{warning: 0.2, rejection: 0.8}", "{warning: 0.2222, rejection: 0.8}", "more decimals than 3"),
        .init("{warning: 0.2, rejection: 0.8}", "{warning: -0.2, rejection: 0.8}", "is below 0"),
        .init("{warning: 0.2, rejection: 0.8}", "{severity: fatal}", "'fatal' is unknown"),
        .init("{warning: 0.2, rejection: 0.8}", "{on: maybe}", "'maybe' is unknown"),
        .init("unit: {nl: particuliere", "unit: {nl: \"particuliere", "this is no YAML"),
        .init("unit: {nl: particuliere", "unit: &u {nl: particuliere", "an anchor (&) or alias (*)"),
        .init("unit: {nl: particuliere", "unit: {nl: *u, en: particuliere", "an anchor (&) or alias (*)"),
    ]

    @Test(arguments: wrong)
    func `is refused at its line`(change: WrongLine) throws {
        let (text, line) = try ShippedCodebook.changed(change.old, change.new)
        let flaw = try #require(throws: FileFlaw.self) {
            try CodebookFile.read(
                text: text,
                path: "etc/ses-woa.yaml",
                rules: Self.rules,
                levels: Self.levels
            )
        }
        #expect(flaw.description.contains(change.message))
        #expect(flaw.line == line + change.below, "\(flaw)")
        #expect(flaw.description.hasPrefix("etc/ses-woa.yaml:\(line + change.below):"))
    }

    @Test(arguments: ["dataset: a\nversion: 'b\nlevels: [x]\n", "dataset: a\nversion: [1, 2\nlevels: x\n"])
    func `says where something was left open`(text: String) throws {
        let flaw = try #require(throws: FileFlaw.self) { try CodebookFile.read(text: text, path: "a.yaml") }
        #expect(flaw.line == 2, "\(flaw)")
    }

    @Test func `serves each report year`() throws {
        let text = try ShippedCodebook.changed("last: 2023}\nlevels", "last: 2024}\nlevels").text
        let sets = try #require(text.firstRange(of: "- key: \"2019\"")?.lowerBound)
        let flaw = try #require(throws: FileFlaw.self) { try CodebookFile.read(text: text, path: "a.yaml") }
        #expect(flaw.message.contains("no set serves the report year 2024"))
        #expect(flaw.line == 1 + text[..<sets].count { $0 == "\n" })
    }

    @Test func `serves no report year by two sets`() throws {
        let set = "    - key: \"2019\"\n      serves: {first: 2014, last: 2023}"
        let text = ShippedCodebook.text
        let start = try #require(text.firstRange(of: set)?.lowerBound)
        let end = try #require(text.firstRange(of: "\n# Figures above an area")?.lowerBound)
        let second = text[start..<end].replacing("\"2019\"", with: "\"2023\"").replacing(
            "2014, last: 2023",
            with: "2023, last: 2024"
        )
        let both = text.replacingCharacters(in: end..<end, with: second)
        let flaw = try #require(throws: FileFlaw.self) { try CodebookFile.read(text: both, path: "a.yaml") }
        #expect(flaw.message.contains("serve the same report year"))
        #expect(flaw.line == 1 + both[..<end].count { $0 == "\n" })
    }

    @Test(.timeLimit(.minutes(1)))
    func `cannot explode or exhaust the stack`() throws {
        let bomb = "a: &a [x]\nb: &b [*a, *a]\n? &c [*b, *b]\n: 1\n"
        let deep = String(repeating: "[", count: 200_000)
        let braces = String(repeating: "{a: ", count: 100_000)
        let steps = (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let large = "dataset: " + String(repeating: "x", count: 2 << 20)
        for text in [
            bomb, deep, braces, steps, large, "", "# nothing\n", "- a\n- b\n", "\u{0}", "a: b: c", "\t- x",
            "--- a\n--- b\n",
        ] {
            let flaw = try #require(throws: FileFlaw.self) {
                try CodebookFile.read(text: text, path: "a.yaml")
            }
            #expect(flaw.path == "a.yaml" && flaw.description.utf8.count < 2_000)
        }
    }
}
