import Codebook
import Codebooks
import Statistics
import TestSupport
import Testing
import YAMLReading

@Suite struct `the codebook file of ses-woa` {
    private let codebook: Codebook

    init() throws { codebook = try CodebookFile.read(path: ShippedCodebook.path) }

    @Test func `holds its coefficients exactly`() throws {
        let scheme = try #require(codebook.coefficientScheme)
        #expect(scheme.divisor == 3)
        let set = try #require(scheme.sets.first)
        #expect(set.decimals == 1 && set.serves == 2014...2023)
        #expect(set.coefficients[0] == [-21, -18, -8, -1, 3, 4, 6, 8, 10, 12])
        #expect(set.coefficients[1] == [-22, -9, 0, 7, 11])
        #expect(set.coefficients[2] == [8, -4, -10, -16, -22, -27, -3])
    }

    @Test func `spells the topics of the marginal form as the contract does`() throws {
        let topics = try #require(codebook.form("marginal")).topics
        let keys = topics.map(\.key)
        #expect(keys.count == 23)
        #expect(keys[0] == "ParticuliereHuishoudens_1")
        #expect(keys[1] == "Welvaart1_2" && keys[10] == "Welvaart10_11")
        #expect(keys[11] == "Opleiding1_12" && keys[15] == "Opleiding5_16")
        #expect(keys[16] == "Arbeidsverleden1_17" && keys[22] == "Arbeidsverleden7_23")
        #expect(topics[0].measure == .population)
        #expect(topics[12].measure == .category(variable: 1, category: 1))
        #expect(topics[22].title.nl == "Recent arbeidsverleden/Gepensioneerd")
        #expect(topics.allSatisfy { $0.kind == .count && $0.decimals == 0 })
    }

    @Test func `has the four forms of the contract`() throws {
        #expect(codebook.forms.map(\.layout) == [.joint, .marginal, .published, .records])
        #expect(codebook.form("joint")?.topics.map(\.measure) == [.cell])
        #expect(codebook.form("published")?.topics == codebook.topics)
        #expect(JointCells(codebook.variables).count == 350)
    }

    @Test func `protects by a hundred, and proves it`() {
        #expect(codebook.protection == ProtectionRule(threshold: 100, rounding: 100, method: .proved))
        #expect(codebook.rules["change-previous-year"]?.bounds == ["warning": 200, "rejection": 800])
        #expect(codebook.keys.symbols == .modern)
        #expect(codebook.levels == ["gemeente", "wijk", "buurt"])
        #expect(codebook.flaws.isEmpty)
    }

    @Test func `has settings of offsets`() throws {
        #expect(codebook.protection.offsets == OffsetSetting())
        let text = try ShippedCodebook.changed(
            "method: proved",
            "method: proved\n  offsets: {rounding: plain, factor: 4, widest-factor: 5, margin: 0.25, losses: {total: 2, spread: 0}}"
        ).text
        let setting = try CodebookFile.read(text: text, path: "ses-woa.yaml").protection.offsets
        #expect(setting.rounding == .plain && setting.factor == 4 && setting.widestFactor == 5)
        #expect(setting.margin == 250 && setting.losses.total == 2000 && setting.losses.spread == 0)
        #expect(setting.losses.part == OffsetSetting.Losses().part)
    }

    @Test func `is told the new name of a method that has another now, at its line`() throws {
        let (text, line) = try ShippedCodebook.changed("  method: proved", "  method: offsets")
        let error = #expect(throws: FileFlaw.self) { try CodebookFile.read(text: text, path: "ses-woa.yaml") }
        #expect(error?.line == line)
        #expect(error.map { "\($0)".contains("method: proved") } == true)
    }

    @Test(arguments: [
        "{margin: 0.5}", "{factor: 0}", "{rounding: up}", "{losses: {total: -1}}", "{other: 1}",
    ])
    func `names settings of offsets that it cannot have, at their line`(settings: String) throws {
        let (text, line) = try ShippedCodebook.changed(
            "  method: proved",
            "  offsets: \(settings)\n  method: proved"
        )
        let error = #expect(throws: FileFlaw.self) { try CodebookFile.read(text: text, path: "ses-woa.yaml") }
        #expect(error?.line == line)
    }

    @Test func `has topics of the units of figures, whatever protects these`() throws {
        let measures = codebook.topics.suffix(4).map(\.measure)
        #expect(
            measures
                == [.unit(of: .scores), .unit(of: .shares(variable: 0)), .unit(of: .shares(variable: 1))]
                + [.unit(of: .shares(variable: 2))]
        )
        let text = try ShippedCodebook.changed("method: proved", "method: threshold").text
        #expect(try CodebookFile.read(text: text, path: "ses-woa.yaml").flaws.isEmpty)
    }

    @Test func `takes another label or spelling as an edit`() throws {
        let text = try ShippedCodebook.changed(
            "spellings: [D007963_1]",
            "spellings: [D007963_1, Lage welvaart]"
        ).text
        let codebook = try CodebookFile.read(text: text, path: "ses-woa.yaml")
        #expect(codebook.topics[1].spellings == ["D007963_1", "Lage welvaart"])
        let retired = try ShippedCodebook.changed(
            "title: {nl: Gepensioneerd, en: Retired}}",
            "title: {nl: Met pensioen, en: Retired}, spellings: [AOW]}"
        )
        let changed = try CodebookFile.read(text: retired.text, path: "ses-woa.yaml")
        #expect(changed.variables[2].categories[6].spellings == ["AOW"])
        let topic = try #require(changed.form("marginal")?.topics.last)
        #expect(topic.title.nl == "Recent arbeidsverleden/Met pensioen")
        #expect(topic.spellings.contains("Recent arbeidsverleden/AOW"))
    }
}
