import Classification
import Statistics
import Testing
import Validation
import ValidationWalks

@Suite struct `a correction` {
    private let country = TrialCountry(seed: 9, empty: ["BU01000102"])

    /// A ledger that holds these levels of the country in a form.
    private func holding(_ form: String, _ levels: [String] = ["gemeente", "wijk", "buurt"]) -> Trial {
        let year =
            form == "joint"
            ? country.joint(levels)
            : form == "marginal" ? country.marginal(levels) : country.published(levels)
        return Trial(replacesPeriods: false, stored: [2019: StoredPeriodFacts(Trial().validate(year))])
    }

    /// The rows of some regions of a country with one household more in a buurt and all that holds it.
    private func changed(_ codes: Set<String>, form: String = "joint", buurt: String = "BU01000001")
        -> TrialDelivery
    {
        var after = country
        let edition = country.edition
        let index = edition.indices.first { edition[$0].code.description == buurt }!
        for region in [index] + edition.ancestors(of: index) { after.counts[region.position][17] += 1 }
        var delivery =
            form == "joint" ? after.joint() : form == "marginal" ? after.marginal() : after.published()
        delivery.rows.removeAll { !codes.contains($0.code) }
        return delivery
    }

    @Test(arguments: ["joint", "marginal"])
    func `of one buurt changes wholes whose parts are all stored`(form: String) {
        let validation = holding(form).validate(changed(["BU01000001"], form: form))
        #expect(validation.findings.isEmpty)
        #expect(validation.tallies().keys.sorted() == ["BU01000001"])
    }

    @Test(arguments: ["joint", "marginal"])
    func `with its wholes agrees with the parts that are stored`(form: String) {
        let codes: Set = ["GM0100", "WK010000", "BU01000001"]
        #expect(holding(form).validate(changed(codes, form: form)).findings.isEmpty)
        #expect(
            holding(form).findings("parts-and-wholes", in: changed(["GM0100"], form: form)).map(
                \.region?.description
            )
                == ["GM0100"]
        )
    }

    @Test(arguments: ["joint", "marginal"])
    func `of a part must redeliver a whole that is stored by itself`(form: String) throws {
        var trial = holding(form)
        trial.stored[2019]?.tallies[RegionIndex(3)] = nil
        let finding = try #require(
            trial.findings("whole-kept", in: changed(["BU01000001"], form: form)).first
        )
        #expect(finding.severity == .rejection)
        #expect(finding.region == RegionCode("WK010000"))
        #expect(finding.place?.line == 2)
        #expect(trial.findings("whole-kept", in: changed(["BU01000001", "WK010000"], form: form)).isEmpty)
    }

    @Test func `may add a part to a whole that is stored by itself, while it fits`() {
        let trial = holding("marginal", ["gemeente"])
        var delivery = country.marginal(["buurt"])
        delivery.rows.removeAll { $0.code != "BU01000001" }
        #expect(!trial.validate(delivery).findings.isRejection)
        for rank in [0, 1, 11, 16] { delivery.rows[0].values[rank] = .number(99_999) }
        for rank in (0..<23) where ![0, 1, 11, 16].contains(rank) {
            delivery.rows[0].values[rank] = .number(0)
        }
        #expect(trial.findings("whole-kept", in: delivery).map(\.region?.description) == ["GM0100"])
    }

    @Test func `says which buurten keep a wijk from being computed`() throws {
        var delivery = country.joint()
        delivery.rows.removeAll { $0.code != "BU01000001" }
        let validation = Trial.correction.validate(delivery)
        let finding = try #require(validation.findings.kept.first { $0.code == "parts-known" })

        #expect(validation.findings.total == 1)
        #expect(finding.severity == .warning)
        #expect(finding.region == RegionCode("GM0100"))
        #expect(finding.message.nl.contains("BU01000000, BU01000010, BU01000100"))
        #expect(validation.table != nil)
    }

    @Test func `takes an explicit row with 0 for an empty buurt`() {
        var delivery = country.joint(["buurt"])
        delivery.rows.removeAll { !$0.code.hasPrefix("BU0100") }
        #expect(Trial.correction.validate(delivery).codes == ["parts-known"])
        delivery.rows.append(.init(code: "BU01000102", values: [0: .number(0)]))
        let validation = Trial.correction.validate(delivery)
        #expect(validation.findings.isEmpty)
        #expect(validation.tallies()["BU01000102"] == .empty)
    }

    @Test func `empties a stored buurt that its wijk is full without`() {
        var after = country
        let edition = country.edition
        let index = edition.indices.first { edition[$0].code == RegionCode("BU01000001") }!
        for region in edition.ancestors(of: index) {
            for rank in 0..<350 { after.counts[region.position][rank] -= after.counts[index.position][rank] }
        }
        var delivery = after.joint()
        delivery.rows.removeAll { !["WK010000", "BU01000000", "BU01000010"].contains($0.code) }
        let validation = holding("joint").validate(delivery)
        #expect(validation.findings.isEmpty)
        #expect(validation.tallies()["BU01000001"] == .empty)
    }

    @Test func `rejects a wijk of which parts are lacking altogether`() {
        var delivery = country.joint()
        delivery.rows.removeAll { !["WK010000", "BU01000001"].contains($0.code) }
        #expect(
            Trial.correction.findings("parts-and-wholes", in: delivery).map(\.region?.description) == [
                "WK010000"
            ]
        )
    }

    @Test func `of published units must redeliver the wijk that they no longer fit`() throws {
        var delivery = country.published(["buurt"])
        delivery.rows.removeAll { $0.code != "BU01000001" }
        let trial = holding("published")
        #expect(trial.validate(delivery).findings.isEmpty)
        let units = try #require(delivery.rows[0].values[0]?.asNumber)
        delivery.rows[0].values[0] = .number(units + 300)
        #expect(trial.findings("whole-kept", in: delivery).map(\.region?.description) == ["WK010000"])
    }
}

@Suite struct `coverage` {
    @Test func `counts the missing regions of each level, and names the first`() throws {
        var delivery = TrialCountry(seed: 3).published()
        delivery.rows.removeAll { $0.code.dropFirst(2).hasPrefix("0200") }
        let findings = Trial().findings("coverage", in: delivery)
        #expect(findings.map(\.region?.description) == ["GM0200", "WK020000", "BU02000000"])
        #expect(findings.allSatisfy { $0.severity == .warning && $0.place == nil })
        #expect(try #require(findings.last).message.en.contains("2 of 8"))
    }

    @Test func `is not asked of a correction`() {
        var delivery = TrialCountry(seed: 3).published()
        delivery.rows.removeAll { $0.code != "GM0100" }
        #expect(Trial.correction.validate(delivery).findings.isEmpty)
    }
}
