import Foundation
import Imputation
import TestSupport

/// Persons whose level is drawn from a model that is known: each category moves the log odds of higher levels.
struct TrialPopulation {
    let design: PersonDesign
    /// By covariate, code and level: what is added to the logarithm of the weight.
    let effects: [[[Double]]]
    let intercepts: [Double]
    var rows: [Row] = []

    struct Row {
        var codes: [UInt8]
        var level: Int
    }

    /// Draws persons.
    init(_ count: Int, sizes: [Int] = [2, 4, 5], levels: Int = 4, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        guard
            let design = PersonDesign(
                key: "trial",
                levels: (1...levels).map { "\($0)" },
                covariates: sizes.enumerated().map { position, size in
                    .init(key: "c\(position)", categories: (1...size).map { "\($0)" })
                }
            )
        else { preconditionFailure("the design is small") }
        self.design = design
        intercepts = (0..<levels).map { $0 == 0 ? 0 : Double.random(in: -0.5...0.8, using: &generator) }
        effects = sizes.map { size in
            (0...size).map { code in
                (0..<levels).map { level in
                    code <= 1 || level == 0 ? 0 : Double.random(in: -1...1, using: &generator)
                }
            }
        }
        for _ in 0..<count {
            let codes = sizes.map { UInt8.random(in: 1...UInt8($0), using: &generator) }
            var point = Double.random(in: 0..<1, using: &generator)
            let probabilities = self.probabilities(codes)
            var level = 0
            while level < levels - 1, point >= probabilities[level] {
                point -= probabilities[level]
                level += 1
            }
            rows.append(Row(codes: codes, level: level))
        }
    }

    /// The probabilities of the levels, from which they were drawn.
    func probabilities(_ codes: [UInt8]) -> [Double] {
        let weights = intercepts.indices.map { level in
            exp(
                codes.enumerated().reduce(intercepts[level]) { $0 + effects[$1.0][Int($1.1)][level] }
            )
        }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// The counts of the rows that a condition takes, put together from so many tables.
    func counts(tables: Int = 1, limit: Int = 1 << 21, where isTaken: (Int) -> Bool = { _ in true })
        -> PatternCounts
    {
        let parts = (0..<tables).map { _ in PatternTable(design.layout, limit: limit) }
        for (position, row) in rows.enumerated() where isTaken(position) {
            parts[position % tables].add(design.layout.key(of: row.codes), level: row.level)
        }
        return PatternCounts(parts)
    }
}

extension HouseholdImputer {
    /// Imputes a household whose codes stand in arrays.
    func impute(
        _ codes: [UInt8],
        firstLevel: Int = -1,
        partner: [UInt8]? = nil,
        secondLevel: Int = -1,
        key: UInt64
    ) -> HouseholdTables.ImputedLevel {
        unsafe codes.withUnsafeBufferPointer { main in
            guard let start = main.baseAddress else { preconditionFailure("there are covariates") }
            guard let partner else {
                // Safe: an array has a code for every covariate.
                return unsafe tables.impute(
                    firstCodes: start,
                    firstLevel: firstLevel,
                    secondCodes: nil,
                    secondLevel: -1,
                    key: key
                )
            }
            return unsafe partner.withUnsafeBufferPointer { partner in
                unsafe tables.impute(
                    firstCodes: start,
                    firstLevel: firstLevel,
                    secondCodes: partner.baseAddress,
                    secondLevel: secondLevel,
                    key: key
                )
            }
        }
    }
}
