import Statistics
import Testing
import Validation
import ValidationWalks

@Suite struct `topics-required` {
    private let country = TrialCountry(seed: 4)

    @Test func `rejects counts that lack a topic, naming it`() throws {
        var delivery = country.marginal()
        delivery.columns.removeAll { $0 == 12 }
        let finding = try #require(Trial().findings("topics-required", in: delivery).first)
        #expect(finding.severity == .rejection)
        #expect(finding.message.nl.contains("V1C1"))
    }

    @Test(arguments: [[4], [1, 2, 3], [0]])
    func `rejects figures without units, and units without figures`(columns: [Int]) {
        let delivery = country.published(columns: columns)
        #expect(Trial().findings("topics-required", in: delivery).map(\.severity) == [.rejection])
    }

    @Test(arguments: 1...9) func `accepts units with any one topic`(column: Int) {
        #expect(Trial().validate(country.published(columns: [0, column])).findings.isEmpty)
    }

    @Test func `rejects a form that the data set does not have`() {
        var delivery = country.marginal()
        delivery.form = "other"
        let validation = Trial().validate(delivery)
        #expect(validation.codes == ["topics-required"] && validation.table == nil)
        #expect(validation.rowsLeftOut == ["rejected": delivery.rows.count])
    }
}

@Suite struct `topics-known` {
    @Test func `notes a topic that is not known, at its place`() throws {
        var delivery = TrialCountry(seed: 4).marginal()
        delivery.unknownTopics = ["Iets nieuws"]
        let finding = try #require(Trial().findings("topics-known", in: delivery).first)
        #expect(finding.severity == .note && finding.place == Place(line: 1, column: 5))
        #expect(finding.message.en.contains("'Iets nieuws'"))
        #expect(Trial().validate(delivery).table != nil)
    }

    @Test func `does not repeat a title that may be a figure`() throws {
        var delivery = TrialCountry(seed: 4).marginal()
        delivery.unknownTopics = [" 457.400"]
        let finding = try #require(Trial().findings("topics-known", in: delivery).first)
        #expect(!finding.message.en.contains("457"))
    }
}

@Suite struct `topics-kept` {
    private let country = TrialCountry(seed: 4)

    private var trial: Trial {
        var trial = Trial.correction
        trial.stored[2019] = StoredPeriodFacts(Trial().validate(country.published(columns: [0, 1, 4, 8])))
        return trial
    }

    @Test func `rejects a correction that would lose a topic`() {
        let findings = trial.findings("topics-kept", in: country.published(columns: [0, 1, 4]))
        #expect(findings.map(\.severity) == [.rejection])
        #expect(findings.first?.message.nl.contains("Spreiding_37") == true)
    }

    @Test(arguments: [[0, 1, 4, 8], [0, 1, 4, 8, 9]])
    func `accepts one with all of them, or more`(columns: [Int]) {
        #expect(trial.validate(country.published(columns: columns)).findings.isEmpty)
    }

    @Test func `leaves a whole year to the rule on what it replaces`() {
        var trial = trial
        trial.replacesPeriods = true
        let findings = trial.validate(country.published(columns: [0, 4])).findings
        #expect(findings.kept.map(\.code) == ["replaces-too-much"])
    }
}

@Suite struct `form-kept` {
    private let country = TrialCountry(seed: 4)

    @Test func `rejects a correction in another form than what is stored`() {
        var trial = Trial.correction
        trial.stored[2019] = StoredPeriodFacts(Trial().validate(country.joint()))
        for delivery in [country.marginal(), country.published()] {
            #expect(trial.findings("form-kept", in: delivery).map(\.severity) == [.rejection])
        }
        #expect(trial.validate(country.joint()).findings.isEmpty)
    }

    @Test func `accepts the first correction of a period in any form, and a year in another form`() {
        #expect(Trial.correction.findings("form-kept", in: country.marginal()).isEmpty)
        var trial = Trial()
        trial.stored[2019] = StoredPeriodFacts(Trial().validate(country.joint()))
        #expect(trial.validate(country.published()).findings.isEmpty)
    }
}
