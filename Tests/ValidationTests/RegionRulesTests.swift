import Codebook
import Statistics
import TestSupport
import Testing
import Validation

@Suite struct `region-known` {
    private let country = TrialCountry(seed: 7)

    @Test func `accepts the regions of the edition, and the country under either code`() {
        var delivery = country.marginal(["land", "gemeente", "wijk", "buurt"])
        delivery.rows[0].code = "NL01"
        let validation = Trial().validate(delivery)

        #expect(validation.findings.isEmpty)
        #expect(validation.rowsLeftOut == ["country-row": 1])
        #expect(validation.table?.periods.first?.tallies.count == 13)
    }

    @Test(arguments: ["BU01000003", "WK010009", "GM0999", "BU09000000"])
    func `rejects a code that no region has, at its place`(code: String) {
        var delivery = country.marginal()
        delivery.rows[4].code = code
        let findings = Trial().findings("region-known", in: delivery)

        #expect(findings.map(\.place) == [Place(line: 6, column: 1)])
        #expect(findings.map(\.severity) == [.rejection])
        #expect(findings.first?.region == RegionCode(code))
        #expect(Trial().validate(delivery).table == nil)
    }

    @Test func `leaves rows of unknown regions out where the codebook only warns`() {
        var delivery = country.published()
        delivery.rows[4].code = "BU01000003"
        var trial = Trial()
        trial.codebook.rules["region-known"] = RuleSetting(severity: .warning)
        let validation = trial.validate(delivery)

        #expect(validation.rowsLeftOut == ["region-unknown": 1])
        #expect(validation.table?.rowsTaken == 12)
    }

    @Test func `counts ten thousand unknown codes, and keeps the first twenty`() {
        var delivery = country.published()
        let row = delivery.rows[4]
        for number in 0..<10_000 {
            delivery.rows.append(
                .init(code: "BU0500\(1000 + number % 9000)", period: row.period, values: row.values)
            )
        }
        let validation = Trial().validate(delivery)
        #expect(validation.findings.totals[.init(code: "region-known", severity: .rejection)] == 9000)
        #expect(validation.findings.kept.count { $0.code == "region-known" } == 20)
    }
}

@Suite struct `region-undecided` {
    @Test func `leaves the row out with a warning, never more`() {
        var delivery = TrialCountry(seed: 7).joint()
        let row = delivery.rows[0]
        delivery.rows.append(.init(code: "BU01000077", period: row.period, values: row.values))
        delivery.rows.append(.init(code: "BU0100AA77", period: row.period, values: row.values))
        let trial = Trial(edition: TrialEdition.incomplete)
        let findings = trial.findings("region-undecided", in: delivery)
        let validation = trial.validate(delivery)

        #expect(findings.map(\.severity) == [.warning, .warning])
        #expect(findings.map(\.place?.line) == [delivery.rows.count, delivery.rows.count + 1])
        #expect(validation.rowsLeftOut == ["region-undecided": 2])
        #expect(validation.codes == ["region-undecided"])
        #expect(validation.table != nil)
    }

    @Test func `does not make a whole wrong that counts the undecided part too`() {
        let country = TrialCountry(seed: 7)
        for var delivery in [country.joint(), country.marginal(), country.published()] {
            for row in delivery.rows.indices where delivery.rows[row].code == "BU01000010" {
                delivery.rows[row].code = "BU01000077"
                delivery.rows[row].name = nil
            }
            let validation = Trial(edition: TrialEdition.incomplete).validate(delivery)
            #expect(validation.codesBesideCoverage == ["region-undecided"])
            #expect(validation.table != nil)
        }
    }

    @Test func `leaves codes of complete levels rejected`() {
        var delivery = TrialCountry(seed: 7).marginal()
        delivery.rows[1].code = "WK010055"
        #expect(Trial(edition: TrialEdition.incomplete).findings("region-known", in: delivery).count == 1)
    }

    @Test func `changes nothing when every row is undecided`() {
        var delivery = TrialCountry(seed: 7).marginal(["buurt"])
        for row in delivery.rows.indices { delivery.rows[row].code = "BU0777000\(row)" }
        let validation = Trial(edition: TrialEdition.incomplete).validate(delivery)
        #expect(validation.table?.periods.isEmpty == true)
        #expect(validation.rowsTaken == 0)
    }
}

@Suite struct `region-well-formed` {
    @Test(arguments: [
        "0363", "BU1000000", "bu01000000", "2900", "20.8", "", "Aldorp", "XX010000", "BU0100000010",
    ])
    func `rejects what is no code, without repeating it`(text: String) throws {
        var delivery = TrialCountry(seed: 7).published()
        delivery.rows[3].code = text
        let finding = try #require(Trial().findings("region-well-formed", in: delivery).first)

        #expect(finding.severity == .rejection)
        #expect(finding.place == Place(line: 5, column: 1))
        #expect(finding.region == nil)
        #expect(text.isEmpty || !finding.message.en.contains(text))
        #expect(!Trial().validate(delivery).codes.contains("region-known"))
    }

    @Test func `cannot be softened`() {
        var delivery = TrialCountry(seed: 7).published()
        delivery.rows[3].code = "363"
        var trial = Trial()
        trial.codebook.rules["region-well-formed"] = RuleSetting(isOn: false, severity: .note)
        #expect(trial.validate(delivery).findings.isRejection)
    }
}

@Suite struct `region-letters` {
    @Test(arguments: ["BU0100AA01", "WK0100AA", "BU010001A1"])
    func `rejects letters where the edition has none`(code: String) {
        var delivery = TrialCountry(seed: 7).published()
        delivery.rows[3].code = code
        #expect(Trial().findings("region-letters", in: delivery).map(\.place?.line) == [5])
        #expect(Trial().findings("region-known", in: delivery).isEmpty)
    }

    @Test func `leaves letters undecided where the list is incomplete`() {
        var delivery = TrialCountry(seed: 7).published()
        delivery.rows[3].code = "BU0100AA01"
        let validation = Trial(edition: TrialEdition.incomplete).validate(delivery)
        #expect(!validation.codes.contains("region-letters"))
        #expect(!validation.findings.isRejection)
    }
}

@Suite struct `region-level` {
    @Test func `leaves out levels that are not published, with a warning`() {
        var trial = Trial()
        trial.codebook.levels = ["gemeente", "buurt"]
        let validation = trial.validate(TrialCountry(seed: 7).marginal())
        #expect(validation.codes == ["region-level"])
        #expect(validation.findings.total == 3)
        #expect(validation.rowsLeftOut == ["level-not-published": 3])
    }

    @Test func `says nothing of the country`() {
        let delivery = TrialCountry(seed: 7).published(["land", "gemeente", "wijk", "buurt"])
        #expect(Trial().validate(delivery).findings.isEmpty)
    }
}

@Suite struct `other-year` {
    @Test func `says once which year fits better, and by which codes`() throws {
        var delivery = TrialCountry(seed: 7).published()
        for row in delivery.rows.indices where delivery.rows[row].code.dropFirst(2).hasPrefix("0200") {
            delivery.rows[row].code = delivery.rows[row].code.replacing("0200", with: "0300")
        }
        let validation = Trial().validate(delivery)
        let finding = try #require(validation.findings.kept.first)

        #expect(validation.codes == ["other-year"])
        #expect(validation.findings.total == 1)
        #expect(validation.findings.isRejection)
        #expect(finding.message.nl.contains("2022") && finding.message.nl.contains("GM0300"))
        #expect(finding.place?.line == delivery.line(of: "GM0300"))
    }

    @Test func `leaves one stray code of another year to region-known, at its line`() {
        var delivery = TrialCountry(seed: 7).published(["buurt"])
        delivery.rows.removeAll { $0.code.hasPrefix("BU0200") }
        delivery.rows[2].code = "BU01000109"
        #expect(Trial().findings("other-year", in: delivery).isEmpty)
        #expect(Trial().findings("region-known", in: delivery).map(\.place?.line) == [4])
    }

    @Test func `names the year of one code where the edition fits best`() throws {
        var delivery = TrialCountry(seed: 7).published()
        delivery.rows[3].code = "BU01000109"
        let finding = try #require(Trial().findings("region-known", in: delivery).first)
        #expect(finding.message.en.contains("2022"))
        #expect(!Trial().validate(delivery).codes.contains("other-year"))
    }

    @Test func `rejects a delivery that names another year itself`() {
        var delivery = TrialCountry(seed: 7).published()
        delivery.statedEdition = 2020
        #expect(Trial().findings("other-year", in: delivery).map(\.severity) == [.rejection])
        delivery.statedEdition = 2021
        #expect(Trial().validate(delivery).findings.isEmpty)
    }
}

@Suite struct `name-agrees` {
    private func findings(_ code: String, named name: String?) -> [Finding] {
        var delivery = TrialCountry(seed: 7).published()
        for row in delivery.rows.indices where delivery.rows[row].code == code {
            delivery.rows[row].name = name
        }
        return Trial().findings("name-agrees", in: delivery)
    }

    @Test(arguments: [
        ("WK010000", "Binnenstad"), ("WK010001", "Wijk 01 Buitengebied"), ("BU01000100", "Sudein"),
        ("BU01000000", "MARKTPLEIN "), ("BU01000000", ""), ("BU01000102", "Wat dan ook"),
    ])
    func `accepts names that differ in writing only, and any where none is known`(code: String, name: String)
    {
        #expect(findings(code, named: name).isEmpty)
    }

    @Test func `warns of another name, without repeating it`() throws {
        let finding = try #require(findings("BU01000000", named: "Duinrand").first)
        #expect(finding.severity == .warning)
        #expect(finding.region == RegionCode("BU01000000"))
        #expect(!finding.message.nl.contains("Duinrand"))
    }

    @Test func `only notes a difference from a name of an earlier year`() {
        #expect(findings("BU01000101", named: "Nieuwe Polder").map(\.severity) == [.note])
    }

    @Test func `points at the code with two digits exchanged`() throws {
        let finding = try #require(findings("BU01000001", named: "Vestingpark").first)
        #expect(finding.severity == .warning)
        #expect(finding.message.en.contains("BU01000010"))
    }
}
