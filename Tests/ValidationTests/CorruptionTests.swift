import Statistics
import TestSupport
import Testing
import Validation

/// One thing done wrong to a delivery that was right, and where that must be seen.
struct Corruption: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Corrupts rows in place; returns the lines one of which a finding must name, or the code of a region.
    let apply: @Sendable (inout TrialDelivery, inout SplitMix64) -> (lines: Set<Int>, region: String?)

    static let ofAnyForm = [
        Corruption(testDescription: "an unknown code") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            delivery.rows[row].code =
                String(delivery.rows[row].code.prefix(2)) + "9" + delivery.rows[row].code.dropFirst(3)
            return ([row + 2], nil)
        },
        Corruption(testDescription: "a code of another year") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            delivery.rows[row].code = "BU01000109"
            return ([row + 2], nil)
        },
        Corruption(testDescription: "a doubled row") { delivery, random in
            delivery.rows.append(delivery.rows.randomElement(using: &random)!)
            return ([delivery.rows.count + 1], nil)
        },
        Corruption(testDescription: "text for a number") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            let rank = delivery.rows[row].values.keys.sorted().randomElement(using: &random)!
            delivery.rows[row].values[rank] = .unreadable(.notANumber)
            return ([row + 2], nil)
        },
        Corruption(testDescription: "a period that is none") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            delivery.rows[row].period = "20l9"
            return ([row + 2], nil)
        },
    ]

    static let ofCounts = [
        Corruption(testDescription: "a symbol for a count") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            let rank = delivery.rows[row].values.keys.sorted().randomElement(using: &random)!
            delivery.rows[row].values[rank] = .missing(.unknown)
            return ([row + 2], nil)
        },
        Corruption(testDescription: "one more of a count") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            let rank = delivery.rows[row].values.keys.sorted().randomElement(using: &random)!
            delivery.rows[row].values[rank] = .number((delivery.rows[row].values[rank]?.number ?? 0) + 1)
            let code = delivery.rows[row].code
            return ([row + 2], code.hasPrefix("BU") ? "WK" + code.dropFirst(2).prefix(6) : code)
        },
        Corruption(testDescription: "a count below zero") { delivery, random in
            let row = Int.random(in: delivery.rows.indices, using: &random)
            let rank = delivery.rows[row].values.keys.sorted().randomElement(using: &random)!
            delivery.rows[row].values[rank] = .number(-1)
            return ([row + 2], nil)
        },
    ]

    static let ofPublished = [
        Corruption(testDescription: "two digits of a code exchanged") { delivery, _ in
            let row = delivery.rows.firstIndex { $0.code == "BU01000001" }!
            delivery.rows[row].code = "BU01000010"
            return (
                [
                    row + 2,
                    delivery.rows.firstIndex { $0.code == "BU01000010" && $0.name == "Vestingpark" }! + 2,
                ], nil
            )
        },
        Corruption(testDescription: "two digits exchanged, to a code that has no row") { delivery, _ in
            delivery.rows.removeAll { $0.code == "BU01000010" }
            let row = delivery.rows.firstIndex { $0.code == "BU01000001" }!
            delivery.rows[row].code = "BU01000010"
            return ([row + 2], nil)
        },
        Corruption(testDescription: "a deleted wijk") { delivery, _ in
            delivery.rows.removeAll { $0.code == "WK010001" }
            return ([], "WK010001")
        },
        Corruption(testDescription: "a point where a number belongs") { delivery, random in
            let row = Int.random(in: 0..<2, using: &random)
            let rank = delivery.rows[row].values.keys.sorted().randomElement(using: &random)!
            delivery.rows[row].values[rank] = .missing(.unknown)
            return ([row + 2], nil)
        },
        Corruption(testDescription: "a row shifted by one column") { delivery, _ in
            let row = delivery.rows.firstIndex { $0.code == "WK010000" }!
            let values = delivery.rows[row].values
            for rank in 0...9 {
                // Values of other decimals as a reader sees them: 20.8 is no count, 0.870 no percentage.
                delivery.rows[row].values[rank] =
                    rank == 0 ? .unreadable(.tooManyDecimals) : values[(rank + 1) % 10]
            }
            return ([row + 2], nil)
        },
    ]
}

@Suite struct `a single corruption is seen at its place` {
    private func look(_ corruption: Corruption, _ delivery: TrialDelivery, seed: UInt64) {
        var delivery = delivery
        var random = SplitMix64(seed: seed)
        let expected = corruption.apply(&delivery, &random)
        for trial in [Trial(), Trial.correction] {
            let found = trial.validate(delivery).findings.kept
            #expect(
                found.contains { finding in
                    finding.severity >= .warning
                        && (finding.place.map { expected.lines.contains($0.line) } == true
                            || finding.region.map { $0.description == expected.region } == true)
                }
            )
        }
    }

    @Test(arguments: Corruption.ofAnyForm, [UInt64](0..<8))
    func `in any form`(corruption: Corruption, seed: UInt64) {
        let country = TrialCountry(seed: seed)
        for delivery in [country.joint(), country.marginal(), country.published()] {
            look(corruption, delivery, seed: seed)
        }
    }

    @Test(arguments: Corruption.ofCounts, [UInt64](0..<8))
    func `in counts`(corruption: Corruption, seed: UInt64) {
        let country = TrialCountry(seed: seed)
        look(corruption, country.joint(), seed: seed)
        look(corruption, country.marginal(), seed: seed)
    }

    @Test(arguments: Corruption.ofPublished, [UInt64](0..<8))
    func `in the published form`(corruption: Corruption, seed: UInt64) {
        look(corruption, TrialCountry(seed: seed).published(), seed: seed)
    }
}
