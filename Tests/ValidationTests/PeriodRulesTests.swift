import Classification
import Codebook
import Statistics
import TestSupport
import Testing
import Validation

@Suite struct `period-well-formed` {
    @Test(arguments: ["2019JJ00", "2019", "2019*", "2019JJ00**"])
    func `accepts years and keys, with their marks`(text: String) {
        #expect(Trial().validate(TrialCountry(seed: 2).marginal(period: text)).findings.isEmpty)
    }

    @Test(arguments: ["19", "2019KW05", "2019JJ01", "457400", "12.9", "", "twintig"])
    func `rejects anything else once, without repeating it`(text: String) throws {
        let validation = Trial().validate(TrialCountry(seed: 2).marginal(period: text))
        let finding = try #require(validation.findings.kept.first)

        #expect(validation.codes == ["period-well-formed"])
        #expect(finding.place == Place(line: 2, column: 1))
        #expect(text.isEmpty || !finding.message.nl.contains(text))
        #expect(validation.table == nil && validation.periods.isEmpty)
    }
}

@Suite struct `period-open` {
    @Test(arguments: ["2013", "2024", "2019KW01", "2019MM12"])
    func `rejects periods that the data set does not take`(text: String) {
        let validation = Trial().validate(TrialCountry(seed: 2).published(period: text))
        #expect(validation.findings.kept.first { $0.code == "period-open" }?.severity == .rejection)
    }

    @Test(arguments: ["2014", "2023"]) func `accepts the first and the last year`(text: String) {
        #expect(Trial().findings("period-open", in: TrialCountry(seed: 2).published(period: text)).isEmpty)
    }
}

@Suite struct `period-coefficients` {
    @Test func `rejects counts of a year without coefficients`() {
        let findings = Trial().findings(
            "period-coefficients",
            in: TrialCountry(seed: 2).joint(period: "2022")
        )
        #expect(findings.map(\.severity) == [.rejection])
    }

    @Test func `only warns of figures, which need none`() {
        let findings = Trial().findings(
            "period-coefficients",
            in: TrialCountry(seed: 2).published(period: "2022")
        )
        #expect(findings.map(\.severity) == [.warning])
    }

    @Test func `accepts a year that a set serves`() {
        #expect(
            Trial().findings("period-coefficients", in: TrialCountry(seed: 2).joint(period: "2021")).isEmpty
        )
    }
}

@Suite struct `period-status` {
    @Test func `rejects two marks for one year, in any spelling of it`() {
        var delivery = TrialCountry(seed: 2).marginal()
        delivery.rows[5].period = "2019JJ00*"
        #expect(Trial().findings("period-status", in: delivery).map(\.place?.line) == [7])
    }

    @Test func `takes two spellings of one year for one`() {
        var delivery = TrialCountry(seed: 2).marginal()
        delivery.rows[5].period = "2019JJ00"
        let validation = Trial().validate(delivery)
        #expect(validation.findings.isEmpty)
        #expect(validation.periods == [Period(year: 2019)])
    }

    @Test func `keeps the least final mark where it is made milder`() {
        var delivery = TrialCountry(seed: 2).marginal()
        delivery.rows[5].period = "2019**"
        delivery.rows[6].period = "2019*"
        var trial = Trial()
        trial.codebook.rules["period-status"] = .init(severity: .warning)
        #expect(trial.validate(delivery).table?.periods.first?.status == .provisional)
    }
}

@Suite struct `one-row` {
    @Test(arguments: ["joint", "marginal", "published"])
    func `rejects what stands twice, at its second line`(form: String) {
        let country = TrialCountry(seed: 2)
        var delivery =
            form == "joint" ? country.joint() : form == "marginal" ? country.marginal() : country.published()
        delivery.rows.append(delivery.rows[3])
        #expect(Trial().findings("one-row", in: delivery).map(\.place?.line) == [delivery.rows.count + 1])
    }

    @Test func `sees through two codes of one region, and two spellings of one year`() {
        var delivery = TrialCountry(seed: 2).published(["land", "gemeente", "wijk", "buurt"])
        delivery.rows.append(delivery.rows[0])
        delivery.rows[delivery.rows.count - 1].code = "NL01"
        delivery.rows.append(delivery.rows[4])
        delivery.rows[delivery.rows.count - 1].period = "2019JJ00"
        let findings = Trial().findings("one-row", in: delivery)
        #expect(findings.map(\.place?.line) == [delivery.rows.count, delivery.rows.count + 1])
    }

    @Test func `accepts a region in each of several years`() {
        let country = TrialCountry(seed: 2)
        var delivery = country.published()
        delivery.rows += country.published(period: "2020").rows
        // The figures are the same, so that another rule speaks, but none of rows or periods.
        #expect(Trial().validate(delivery).findings.kept.map(\.code) == ["year-repeated"])
    }
}

@Suite struct `rows-present` {
    @Test(arguments: ["joint", "marginal", "published"])
    func `rejects a delivery without rows`(form: String) {
        let columns = ["joint": [], "marginal": Array(0..<23), "published": [0, 4]][form] ?? []
        let validation = Trial().validate(TrialDelivery(form, columns: columns))
        #expect(validation.codes == ["rows-present"])
        #expect(validation.table == nil)
    }
}

@Suite struct `list-not-read` {
    /// The findings of a delivery of counts with lines about these regions, all to be withheld or shown.
    private func findings(
        _ lines: [(region: String, isShown: Bool)],
        year: Int = 2019,
        _ change: (inout Codebook) -> Void = { $0.protection.method = .proved }
    ) -> [Finding] {
        var trial = Trial()
        change(&trial.codebook)
        trial.codebook.protection.apriori = AprioriList(
            file: "list.csv",
            entries: lines.enumerated().map { place, line in
                AprioriList.Entry(
                    line: place + 1,
                    region: RegionCode(line.region),
                    period: Period(year: year),
                    variable: 0,
                    isShown: line.isShown
                )
            }
        )
        return trial.findings("list-not-read", in: TrialCountry(seed: 2).joint())
    }

    private var buurt: String {
        let edition = TrialEdition.complete
        return edition.indices.first { edition.isLeaf($0) }.map { edition[$0].code.description } ?? ""
    }

    private var gemeente: String {
        let edition = TrialEdition.complete
        return edition.regions.first { edition.levels[$0.level].key == "gemeente" }?.code.description ?? ""
    }

    @Test func `says nothing of lines that can be granted, or are of other periods`() {
        #expect(findings([(buurt, false), (gemeente, true)]).isEmpty)
        #expect(findings([("BU99999999", false)], year: 2018).isEmpty)
    }

    @Test func `names the line, the region and the figure of which nothing comes`() throws {
        let found = findings([(buurt, false), ("BU99999999", true), (gemeente, false)])
        #expect(found.map { $0.region?.description } == ["BU99999999", gemeente])
        let first = try #require(found.first)
        #expect(first.severity == .warning)
        #expect(first.message.en.contains("Line 2") && first.message.nl.contains("Regel 2"))
        #expect(first.message.en.contains(TrialCodebook.codebook().variables[0].key))
    }

    @Test func `names every line where figures are not protected by offsets`() {
        #expect(findings([(buurt, false)]) { $0.protection.method = .threshold }.count == 1)
    }
}
