import Foundation
import Imputation
import TestSupport
import Testing

@Suite struct `a known model comes back` {
    @Test(arguments: [UInt64(1), 2, 3])
    func `in its coefficients, within their standard errors`(seed: UInt64) throws {
        let population = TrialPopulation(12_000, seed: seed)
        let model = MultinomialFit.fit(population.counts(), design: population.design, seed: 1, replicates: 0)
        #expect(model.converged && model.rows == 12_000)
        var squares = 0.0
        var count = 0.0
        for parameter in model.parameters where parameter.state == .estimated {
            let level = try #require(population.design.levels.firstIndex(of: parameter.level))
            var truth = population.intercepts[level]
            if let key = parameter.covariate {
                let covariate = try #require(population.design.covariates.firstIndex { $0.key == key })
                let code = try #require(
                    population.design.covariates[covariate].code(of: parameter.category ?? "")
                )
                truth = population.effects[covariate][code][level]
            }
            let distance = (parameter.estimate - truth) / parameter.standardError
            #expect(abs(distance) < 4.5, "\(parameter)")
            squares += distance * distance
            count += 1
        }
        // The squared distances average about 1 when the standard errors are right.
        #expect(squares / count > 0.4 && squares / count < 1.9, "\(squares / count)")
    }

    @Test(arguments: [UInt64(4), 5])
    func `in the replicate models, which spread as the standard errors say`(seed: UInt64) {
        let population = TrialPopulation(3000, seed: seed)
        let model = MultinomialFit.fit(
            population.counts(),
            design: population.design,
            seed: seed,
            replicates: 64
        )
        var squares = 0.0
        var count = 0.0
        for parameter in model.parameters where parameter.state == .estimated {
            for replicate in parameter.replicates {
                let distance = (replicate - parameter.estimate) / parameter.standardError
                squares += distance * distance
                count += 1
            }
        }
        #expect(abs(squares / count - 1) < 0.15, "\(squares / count)")
        let again = MultinomialFit.fit(
            population.counts(),
            design: population.design,
            seed: seed,
            replicates: 64
        )
        #expect(again == model)
    }

    @Test(arguments: [UInt64(6), 7, 8])
    func `and imputing what was masked biases no area`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed &* 77)
        let population = TrialPopulation(12_000, seed: seed)
        // Areas differ in who lives there, and whether a level is known depends on the same covariates.
        let areas = population.rows.map { row in
            (Int(row.codes[2]) + Int.random(in: 0..<3, using: &generator)) % 6
        }
        let isMasked = population.rows.map { row in
            Double.random(in: 0..<1, using: &generator) < 0.1 + 0.15 * Double(row.codes[1]) - 0.05
                * Double(row.codes[0])
        }
        let counts = population.counts { !isMasked[$0] }
        let model = MultinomialFit.fit(counts, design: population.design, seed: 1, replicates: 0)
        let imputer = HouseholdImputer(ImputationModel(year: 2019, seed: seed, replicates: 0, first: model))
        var difference = [Double](repeating: 0, count: 6)
        var variance = difference
        for (number, row) in population.rows.enumerated() where isMasked[number] {
            let area = areas[number]
            let outcome = imputer.impute(row.codes, key: UInt64(number))
            difference[area] += Double(outcome.level - row.level)
            let q = (0..<4).map { outcome.probabilities[$0] }
            let mean = q.indices.reduce(0) { $0 + Double($1) * q[$1] }
            let own = q.indices.reduce(0) { $0 + Double($1 * $1) * q[$1] } - mean * mean
            // The truth and the draw are two independent draws of the same law.
            variance[area] += 2 * own
        }
        // Besides the draws there is the error of the fit, which all areas share.
        for area in 0..<6 {
            let spread: Double = variance[area].squareRoot()
            #expect(abs(difference[area]) < 4 * spread + 25, "\(area)")
        }
        let total: Double = difference.reduce(0, +)
        let spread: Double = variance.reduce(0, +).squareRoot()
        #expect(abs(total) < 4 * spread + 60)
    }
}
