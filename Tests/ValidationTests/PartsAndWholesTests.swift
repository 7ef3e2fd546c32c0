import Statistics
import Testing
import Validation

@Suite struct `parts and wholes of a year` {
    private let country = TrialCountry(seed: 6, empty: ["BU01000101", "BU01000102"])

    @Test(arguments: [
        ["gemeente"], ["wijk"], ["buurt"], ["gemeente", "buurt"], ["wijk", "buurt"], ["gemeente", "wijk"],
    ])
    func `agree in deliveries of any levels`(levels: [String]) {
        for delivery in [country.joint(levels), country.marginal(levels), country.published(levels)] {
            let validation = Trial().validate(delivery)
            #expect(validation.codes.isSubset(of: ["coverage", "joint-complete", "whole-missing"]))
            #expect(validation.table != nil)
        }
    }

    @Test func `prove buurten empty that a wijk is full without`() {
        let validation = Trial().validate(country.joint())
        #expect(validation.findings.isEmpty)
        #expect(validation.tallies()["BU01000101"] == .empty)
        #expect(validation.tallies()["BU01000102"] == .empty)
    }

    @Test func `prove buurten empty by the gemeente, where wijken are not delivered`() {
        let validation = Trial().validate(country.joint(["gemeente", "buurt"]))
        #expect(validation.findings.isEmpty)
        #expect(validation.tallies()["BU01000101"] == .empty)
        #expect(validation.tallies()["WK010000"] == nil)
    }

    @Test func `take buurten for empty, with a warning, where no whole speaks`() throws {
        var delivery = country.joint(["buurt"])
        delivery.rows.removeAll { $0.code.hasPrefix("BU0200") }
        let validation = Trial().validate(delivery)
        let finding = try #require(validation.findings.kept.first { $0.code == "joint-complete" })

        #expect(finding.severity == .warning)
        #expect(finding.message.nl.contains("BU01000101, BU01000102"))
        #expect(validation.tallies()["BU01000101"] == .empty)
        // The other gemeente is not covered, so it is missing rather than empty.
        #expect(validation.tallies()["BU02000000"] == nil)
        #expect(
            validation.findings.kept.filter { $0.code == "coverage" }.map(\.region?.description) == [
                "GM0200", "WK020000", "BU02000000",
            ]
        )
    }

    @Test func `leave parts of a whole that stands alone missing`() {
        let validation = Trial().validate(country.joint(["gemeente"]))
        #expect(validation.codes == ["coverage"])
        #expect(validation.tallies().count == 2)
    }

    @Test(arguments: ["GM0100", "WK010000", "BU01000001"])
    func `are confronted cell by cell`(code: String) {
        for var delivery in [country.joint(), country.marginal()] {
            let row = delivery.rows.lastIndex { $0.code == code }!
            let ranks = delivery.form == "joint" ? Array(delivery.rows[row].values.keys) : [0, 4, 12, 18]
            for rank in ranks {
                guard case .number(let count)? = delivery.rows[row].values[rank] else { continue }
                delivery.rows[row].values[rank] = .number(count + 1)
            }
            let findings = Trial().findings("parts-and-wholes", in: delivery)
            let whole = code == "BU01000001" ? "WK010000" : code
            #expect(findings.map(\.region?.description).contains(whole))
            #expect(findings.allSatisfy { $0.severity == .rejection })
            if code != "BU01000001", delivery.form == "joint" {
                #expect(findings.map(\.place?.line).contains(row + 2))
            }
        }
    }

    @Test func `differ when a buurt with households is left out of joint counts`() {
        var delivery = country.joint()
        delivery.rows.removeAll { $0.code == "BU01000001" }
        #expect(Trial().findings("parts-and-wholes", in: delivery).map(\.region?.description) == ["WK010000"])
    }

    @Test func `differ when a wijk is left out of a country's counts only in its parts`() {
        var delivery = country.joint()
        delivery.rows.removeAll { $0.code == "WK010000" }
        #expect(Trial().validate(delivery).findings.isEmpty)
        delivery.rows.removeAll { $0.code.hasPrefix("BU010000") }
        #expect(Trial().findings("parts-and-wholes", in: delivery).map(\.region?.description) == ["GM0100"])
    }

    @Test func `treat an absent part of counts by variable as missing, never as empty`() {
        var delivery = country.marginal()
        delivery.rows.removeAll { $0.code == "BU01000101" }
        let validation = Trial().validate(delivery)
        #expect(validation.codes == ["coverage"])
        #expect(validation.tallies()["BU01000101"] == nil)
    }

    @Test func `find parts that exceed a whole whose other parts are missing`() {
        var delivery = country.marginal()
        delivery.rows.removeAll { $0.code == "BU01000000" }
        let row = delivery.rows.firstIndex { $0.code == "WK010000" }!
        for rank in 0..<23 { delivery.rows[row].values[rank] = .number(0) }
        let regions = Trial().findings("parts-and-wholes", in: delivery).map(\.region?.description)
        #expect(regions.contains("WK010000"))
    }

    @Test func `compare the country too, when it is delivered, and infer nothing from it`() {
        let levels = ["land", "gemeente", "wijk", "buurt"]
        for var delivery in [country.joint(levels), country.marginal(levels), country.published(levels)] {
            #expect(Trial().validate(delivery).findings.isEmpty)
            delivery.rows.removeAll { $0.code.dropFirst(2).hasPrefix("0200") }
            let validation = Trial().validate(delivery)
            #expect(validation.codes == ["coverage"])
            #expect(validation.tallies()["BU02000000"] == nil)
        }
        var delivery = country.marginal(levels)
        for rank in [0, 1, 11, 16] {
            guard case .number(let count)? = delivery.rows[0].values[rank] else { continue }
            delivery.rows[0].values[rank] = .number(count + 1)
        }
        #expect(Trial().findings("parts-and-wholes", in: delivery).map(\.region?.description) == ["NL00"])
    }

    @Test func `are not confronted through values that cannot be read`() {
        var delivery = country.marginal()
        delivery.rows[3].values[5] = .unreadable(.notANumber)
        #expect(Trial().validate(delivery).codesBesideCoverage == ["value-readable"])
    }
}

@Suite struct `parts and wholes of rounded units` {
    private func findings(_ whole: Int64, _ parts: [Int64], replaces: Bool = true) -> Int {
        let codes = ["WK010000", "BU01000000", "BU01000001", "BU01000010"]
        let delivery = TrialDelivery(
            "published",
            columns: [0, 4],
            rows: zip(codes, [whole] + parts).map { code, units in
                .init(
                    code: code,
                    values: [0: .number(units), 4: units < 100 ? .missing(.unknown) : .number(0)]
                )
            }
        )
        return Trial(replacesPeriods: replaces).findings("parts-and-wholes", in: delivery).count
    }

    @Test func `agree within half a rounding of each`() {
        #expect([findings(1200, [300, 300, 400]), findings(800, [300, 300, 400])] == [0, 0])
        #expect([findings(1300, [300, 300, 400]), findings(700, [300, 300, 400])] == [1, 1])
    }

    @Test func `are compared only upwards while parts are missing`() {
        #expect(
            [findings(5000, [300, 300]), findings(600, [300, 400]), findings(500, [300, 400])] == [0, 0, 1]
        )
    }

    @Test func `are compared through a wijk that was left out`() {
        var delivery = TrialCountry(seed: 6).published()
        delivery.rows.removeAll { $0.code == "WK010000" }
        #expect(Trial().findings("parts-and-wholes", in: delivery).isEmpty)
        let row = delivery.rows.firstIndex { $0.code == "GM0100" }!
        delivery.rows[row].values[0] = .number(100_000)
        #expect(Trial().findings("parts-and-wholes", in: delivery).map(\.place?.line) == [row + 2])
    }
}
