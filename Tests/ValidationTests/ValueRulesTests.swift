import Codebook
import Statistics
import Testing
import Validation

/// Changes one value of a valid delivery and tells where a rule saw it.
private func places(_ code: String, _ delivery: TrialDelivery, row: Int, rank: Int, _ value: Value?)
    -> [Place?]
{
    var delivery = delivery
    delivery.rows[row].values[rank] = value
    return Trial().findings(code, in: delivery).map(\.place)
}

private let country = TrialCountry(seed: 5)

@Suite struct `value-readable` {
    @Test(arguments: Value.Fault.allCases)
    func `rejects what is no number of its topic, in each form`(fault: Value.Fault) {
        #expect(
            places("value-readable", country.published(), row: 3, rank: 2, .unreadable(fault))
                == [Place(line: 5, column: 30)]
        )
        #expect(
            places("value-readable", country.marginal(), row: 3, rank: 0, .unreadable(fault))
                == [Place(line: 5, column: 10)]
        )
        var joint = country.joint()
        let rank = joint.rows[50].values.keys.first!
        joint.rows[50].values[rank] = .unreadable(fault)
        #expect(Trial().findings("value-readable", in: joint).map(\.place?.line) == [52])
    }
}

@Suite struct `count-present` {
    @Test(arguments: Value.Symbol.allCases)
    func `rejects a symbol where a count belongs, and takes it for no number`(symbol: Value.Symbol) {
        let missing = Value.missing(symbol)
        #expect(
            places("count-present", country.marginal(), row: 2, rank: 7, missing) == [
                Place(line: 4, column: 80)
            ]
        )
        #expect(
            places("count-present", country.published(), row: 2, rank: 0, missing) == [
                Place(line: 4, column: 10)
            ]
        )
        var joint = country.joint()
        joint.rows[9].values[joint.rows[9].values.keys.first!] = missing
        let validation = Trial().validate(joint)
        #expect(validation.codes == ["count-present"])
        #expect(validation.table == nil)
    }

    @Test func `rejects a count that is not there at all, at its row`() {
        #expect(
            places("count-present", country.marginal(), row: 2, rank: 7, nil) == [Place(line: 4, column: 1)]
        )
    }

    @Test func `accepts zero`() {
        let validation = Trial().validate(
            TrialDelivery(
                "marginal",
                columns: Array(0..<23),
                rows: [
                    .init(
                        code: "BU01000000",
                        values: Dictionary(uniqueKeysWithValues: (0..<23).map { ($0, .number(0)) })
                    )
                ]
            )
        )
        #expect(validation.codes == ["coverage"])
        #expect(validation.tallies()["BU01000000"] == .empty)
    }
}

@Suite struct `count-range` {
    @Test(arguments: [-1, -100, 1 << 52])
    func `rejects counts that cannot be`(count: Int64) {
        #expect(
            places("count-range", country.marginal(), row: 2, rank: 7, .number(count)) == [
                Place(line: 4, column: 80)
            ]
        )
        #expect(
            places("count-range", country.published(), row: 2, rank: 0, .number(count * 100 / 100))
                == [Place(line: 4, column: 10)]
        )
        var joint = country.joint()
        joint.rows[9].values[joint.rows[9].values.keys.first!] = .number(count)
        #expect(Trial().findings("count-range", in: joint).map(\.place?.line) == [11])
    }

    @Test func `survives the largest numbers everywhere`() {
        for var delivery in [country.joint(), country.marginal(), country.published()] {
            for row in delivery.rows.indices {
                for rank in delivery.rows[row].values.keys {
                    delivery.rows[row].values[rank] = .number(
                        row.isMultiple(of: 2) ? Value.limit : -Value.limit
                    )
                }
            }
            #expect(Trial().validate(delivery).findings.isRejection)
            for row in delivery.rows.indices {
                for rank in delivery.rows[row].values.keys {
                    delivery.rows[row].values[rank] = .number(1 << 36)
                }
            }
            _ = Trial().validate(delivery)
        }
    }
}

@Suite struct `value-range` {
    /// Scores go from -7.0 to 3.1 over 3, with 0.05 for the rounding of coefficients.
    @Test(arguments: [
        (1, -1), (1, 1001), (4, -2384), (4, 1084), (5, -751), (5, 451), (7, -951), (7, 318), (8, -1),
        (8, 3467),
        (10, 9), (10, 1001),
    ])
    func `rejects figures that cannot be`(rank: Int, number: Int64) {
        var delivery = country.published(columns: [0, rank])
        delivery.rows[0].values[rank] = .number(number)
        #expect(
            Trial().findings("value-range", in: delivery).map(\.place) == [
                Place(line: 2, column: 10 * (rank + 1))
            ]
        )
    }

    @Test(arguments: [
        (1, 0), (1, 1000), (4, -2383), (4, 1083), (5, -750), (5, 450), (7, 317), (8, 0), (8, 3466), (10, 10),
        (10, 1000),
    ])
    func `accepts the last that can`(rank: Int, number: Int64) {
        var delivery = country.published(columns: [0, rank])
        delivery.rows[0].values[rank] = .number(number)
        #expect(Trial().findings("value-range", in: delivery).isEmpty)
    }

    @Test func `can be switched off`() {
        var delivery = country.published(columns: [0, 4])
        delivery.rows[0].values[4] = .number(9000)
        var trial = Trial()
        trial.codebook.rules["value-range"] = RuleSetting(isOn: false)
        #expect(trial.validate(delivery).findings.isEmpty)
        trial.codebook.rules["value-range"] = RuleSetting(severity: .warning)
        #expect(trial.validate(delivery).table != nil)
        #expect(trial.validate(delivery).codes == ["value-range"])
    }
}

@Suite struct `variables-add-up` {
    @Test(arguments: 1..<23)
    func `rejects a variable that does not add up, at its first count`(rank: Int) throws {
        var delivery = country.marginal()
        let count = try #require(delivery.rows[4].values[rank]?.asNumber)
        delivery.rows[4].values[rank] = .number(count + 1)
        let first = rank < 11 ? 1 : rank < 16 ? 11 : 16
        #expect(
            Trial().findings("variables-add-up", in: delivery).map(\.place) == [
                Place(line: 6, column: 10 * (first + 1))
            ]
        )
    }
}

@Suite struct `units-rounded` {
    @Test(arguments: [1, 50, 99, 101, 12_345]) func `rejects units that are not rounded`(units: Int64) {
        #expect(
            places("units-rounded", country.published(), row: 1, rank: 0, .number(units)) == [
                Place(line: 3, column: 10)
            ]
        )
    }
}

@Suite struct `percentages-add-up` {
    private func findings(_ low: Int64, _ middle: Int64, _ high: Int64) -> Int {
        var delivery = country.published(columns: [0, 1, 2, 3])
        delivery.rows[0].values = [0: .number(1000), 1: .number(low), 2: .number(middle), 3: .number(high)]
        return Trial().findings("percentages-add-up", in: delivery).count
    }

    @Test func `accepts 99.9 to 100.1`() {
        #expect([findings(333, 333, 333), findings(334, 333, 333), findings(334, 334, 333)] == [0, 0, 0])
    }

    @Test func `rejects less and more`() {
        #expect([findings(333, 333, 332), findings(334, 334, 334), findings(0, 0, 0)] == [1, 1, 1])
    }

    @Test func `says nothing where a group is not delivered, or withheld`() {
        var delivery = country.published(columns: [0, 1, 2])
        delivery.rows[0].values[1] = .number(999)
        #expect(Trial().findings("percentages-add-up", in: delivery).isEmpty)
    }
}

@Suite struct `total-of-scores` {
    @Test(arguments: [-3, 3]) func `rejects a total more than 0.002 from its parts`(apart: Int64) {
        var delivery = country.published(columns: [0, 4, 5, 6, 7])
        for (rank, number) in [(4, 100 + apart), (5, 50), (6, -50), (7, 100)] {
            delivery.rows[0].values[rank] = .number(number)
        }
        #expect(
            Trial().findings("total-of-scores", in: delivery).map(\.place) == [Place(line: 2, column: 50)]
        )
        delivery.rows[0].values[4] = .number(100 + apart - apart.signum())
        #expect(Trial().findings("total-of-scores", in: delivery).isEmpty)
    }

    @Test func `says nothing where a part is not delivered`() {
        var delivery = country.published(columns: [0, 4, 5, 6])
        delivery.rows[0].values[4] = .number(900)
        #expect(Trial().findings("total-of-scores", in: delivery).isEmpty)
    }
}
