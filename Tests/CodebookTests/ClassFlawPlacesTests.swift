import Codebook
import Codebooks
import Testing
import YAMLReading

/// Every setting of an index of classes, written wrongly.
@Suite struct `a wrong codebook of classes` {
    private static let wrong: [WrongLine] = [
        .init("scheme: classes", "scheme: klassen", "'klassen' is unknown"),
        .init("scheme: classes", "scheme: none", "the key 'variables' is missing", below: -137),
        .init("method: quantile", "method: jenks", "'jenks' is unknown"),
        .init("  method: quantile\n", "", "the key 'method' is missing", below: -1),
        .init("classes: 11", "classes: 1", "not a whole number from 2 to 100"),
        .init("classes: 11", "classes: 101", "not a whole number from 2 to 100"),
        .init("classes: 11", "classes: elf", "'elf' is not a whole number"),
        .init("  classes: 11\n", "", "the key 'classes' is missing", below: -2),
        .init("classes: 11", "clases: 11", "the key 'clases' is unknown; did you mean 'classes'?"),
        .init("needs: 3", "needs: 0", "not a whole number from 1 to 3"),
        .init("needs: 3", "needs: 4", "not a whole number from 1 to 3"),
        .init("needs: 3", "need: 3", "the key 'need' is unknown"),
        .init("population: Inwoners_1", "population: Inwoners", "has no topic 'Inwoners'"),
        .init("  population: Inwoners_1\n", "", "the key 'population' is missing", below: -4),
        .init("  indicators:\n", "  indicators: []\n  others:\n", "there is no indicator"),
        .init("  indicators:\n", "  indicatoren:\n", "the key 'indicators' is missing", below: -5),
        .init(
            "- key: ocmw_steun",
            "- key: langdurig_niet_werkend",
            "the indicator 'langdurig_niet_werkend' stands twice"
        ),
        .init("numerator: OCMW", "numerator: OMCW", "has no topic 'OMCWSteuntrekkers18Tot64_4'"),
        .init("denominator: Belastingplichtigen_5", "denominator: Belasting_5", "has no topic 'Belasting_5'"),
        .init(
            "numerator: OCMWSteuntrekkers18Tot64_4",
            "numerator: Inwoners18Tot64_2",
            "'ocmw_steun' divides a count by itself",
            below: -2
        ),
        .init(
            "      denominator: Belastingplichtigen_5\n",
            "",
            "the key 'denominator' is missing",
            below: -3
        ),
        .init("lag: 2", "lag: -2", "not a whole number from 0 to 50"),
        .init("lag: 2", "lag: 1.5", "'1.5' is not a whole number"),
        .init("lag: 2", "lag: 41", "lags 41 years", below: -5),
        .init("weight: 1", "weight: 0", "not a whole number from 1 to 40"),
        .init("weight: 1", "weight: 0.5", "'0.5' is not a whole number"),
        .init("weight: 1", "weight: 39", "the weights are more than 40 together", below: -5),
        .init("weight: 1", "wieght: 1", "the key 'wieght' is unknown"),
        .init("amount: 10000", "amount: 10.000,00", "is not a whole number"),
        .init("amount: 10000", "amount: -1", "not a whole number from 0"),
        .init("        amount: 10000\n", "", "the key 'amount' is missing"),
        .init(
            "        amount: 10000\n",
            "        amounts: 10000\n",
            "the key 'amounts' is unknown; did you mean 'amount'?"
        ),
        .init("measure: {class: ocmw_steun}", "measure: {class: ocmw}", "there is no indicator 'ocmw'"),
        .init("measure: {class: ocmw_steun}", "measure: {klas: ocmw_steun}", "the measure is unknown"),
        .init(
            "measure: {class: ocmw_steun}",
            "measure: {class: laag_inkomen}",
            "another topic has the same measure",
            below: 1
        ),
        .init(
            "kind: number\n    measure: index",
            "kind: score\n    measure: index",
            "is of the kind 'number'",
            below: -4
        ),
        .init(
            "measure: index",
            "range: {minimum: 0, maximum: 9.99}\n    measure: index",
            "its range leaves out some of the scores from 0 to 10",
            below: -5
        ),
        .init(
            "measure: index",
            "range: {minimum: 0.01, maximum: 10}\n    measure: index",
            "its range leaves out some of the scores",
            below: -5
        ),
        .init("layout: counts", "layout: marginal", "the key 'population' is missing", below: -2),
        .init(
            "spellings: [Belastingplichtigen]",
            "spellings: [Inwoners]",
            "are both written 'Inwoners (Aantal)'",
            below: -25
        ),
        .init("threshold: 30", "threshold: 0", "not a whole number from 1"),
        .init("threshold: 30,", "", "the key 'threshold' is missing"),
        .init("  - nl: >-", "  - nl: >-\n      x\n    fr: >-", "the key 'fr' is unknown", below: 2),
    ]

    @Test(arguments: wrong)
    func `is refused at its line`(change: WrongLine) throws {
        let (text, line) = try ShippedCodebook.changed(change.old, change.new, in: "kansarmoede")
        let flaw = try #require(throws: FileFlaw.self) {
            try CodebookFile.read(text: text, path: "etc/kansarmoede.yaml")
        }
        #expect(flaw.description.contains(change.message), "\(flaw)")
        #expect(flaw.line == line + change.below, "\(flaw)")
        #expect(!flaw.hint.isEmpty)
    }

    @Test func `has counts of indicators without classes`() throws {
        let text = """
            dataset: x
            version: "1"
            title: {nl: x, en: x}
            unit: {nl: x, en: x}
            attribution: {nl: x, en: x}
            years: {first: 2020, last: 2021}
            levels: [buurt]
            keys: {region: [R], period: [P]}
            variables:
              - key: v
                title: {nl: v, en: v}
                categories: [{key: "1", title: {nl: een, en: one}}]
            topics:
              - {key: A_1, title: {nl: a, en: a}, unit: {nl: a, en: a}, kind: count, measure: population}
            forms:
              - key: counts
                title: {nl: x, en: x}
                layout: counts
                topics: [{key: A_1, title: {nl: a, en: a}, unit: {nl: a, en: a}}]
            scoring: {scheme: none}
            protection: {threshold: 1, rounding: 1}
            """
        let flaw = try #require(throws: FileFlaw.self) { try CodebookFile.read(text: text, path: "x.yaml") }
        #expect(flaw.line == 16 && flaw.message.contains("need the scheme 'classes'"), "\(flaw)")
    }

    @Test(arguments: [2, 5, 20, 100])
    func `is right with any number of classes, which says how high scores go`(classes: Int) throws {
        let (text, _) = try ShippedCodebook.changed("classes: 11", "classes: \(classes)", in: "kansarmoede")
        let codebook = try CodebookFile.read(text: text, path: "kansarmoede.yaml")
        #expect(codebook.topics[1].range == 0...Int64(classes - 1))
        #expect(codebook.topics[4].range == 0...Int64(classes - 1) * 100)
    }
}
