import Foundation
import Imputation
import TestSupport
import Testing

@Suite struct `imputed households` {
    /// A partner's model that depends on the main earner's level, and a main earner's model.
    private static func model(seed: UInt64, replicates: Int = 3) throws -> ImputationModel {
        let main = TrialPopulation(1500, sizes: [2, 3], seed: seed)
        let partner = TrialPopulation(1500, sizes: [3, 4], seed: seed &+ 100)
        let design = try #require(
            PersonDesign(
                key: "partner",
                levels: main.design.levels,
                covariates: partner.design.covariates,
                firstLevel: 1
            )
        )
        return ImputationModel(
            year: 2019,
            seed: seed,
            replicates: replicates,
            first: MultinomialFit.fit(main.counts(), design: main.design, seed: seed, replicates: replicates),
            second: MultinomialFit.fit(partner.counts(), design: design, seed: seed, replicates: replicates)
        )
    }

    /// The probabilities of a person by the definition of the model, parameter by parameter.
    private static func definition(_ model: MultinomialModel, _ codes: [UInt8], replicate: Int? = nil)
        -> [Double]
    {
        let weights = model.design.levels.map { level -> Double in
            var sum = 0.0
            for parameter in model.parameters where parameter.level == level {
                let value = replicate.map { parameter.replicates[$0] } ?? parameter.estimate
                if let key = parameter.covariate,
                    let covariate = model.design.covariates.firstIndex(where: { $0.key == key })
                {
                    let code = model.design.covariates[covariate].code(of: parameter.category ?? "")
                    if code == Int(codes[covariate]) { sum += value }
                } else {
                    sum += value
                }
            }
            return exp(sum)
        }
        return weights.map { $0 / weights.reduce(0, +) }
    }

    /// The distribution of the highest level, over every pair of levels that agrees with what is known.
    private static func household(
        _ model: ImputationModel,
        _ codes: [UInt8],
        _ firstLevel: Int,
        _ secondCodes: [UInt8]?,
        _ secondLevel: Int,
        replicate: Int? = nil
    ) throws -> [Double] {
        var result = [0.0, 0, 0, 0]
        let main = definition(model.first, codes, replicate: replicate)
        for own in 0..<4 {
            let share = firstLevel >= 0 ? (own == firstLevel ? 1 : 0) : main[own]
            guard var other = secondCodes else {
                result[own] += share
                continue
            }
            other[1] = UInt8(own + 1)
            let partner = definition(try #require(model.second), other, replicate: replicate)
            for level in 0..<4 where secondLevel < 0 || level == secondLevel {
                result[max(own, level)] += share * partner[level]
            }
        }
        let sum = result.reduce(0, +)
        return result.map { $0 / sum }
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `have the distribution of the highest of two levels, exactly`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let model = try Self.model(seed: seed)
        let imputer = HouseholdImputer(model)
        for _ in 0..<60 {
            let codes = [UInt8.random(in: 0...2, using: &generator), .random(in: 0...3, using: &generator)]
            let partner =
                Bool.random(using: &generator)
                ? [UInt8.random(in: 0...3, using: &generator), 0] : nil
            let firstLevel = Int.random(in: -1...3, using: &generator)
            let secondLevel = partner == nil ? -1 : Int.random(in: -1...3, using: &generator)
            let outcome = imputer.impute(
                codes,
                firstLevel: firstLevel,
                partner: partner,
                secondLevel: secondLevel,
                key: generator.next()
            )
            let truth = try Self.household(model, codes, firstLevel, partner, secondLevel)
            for level in 0..<4 { #expect(abs(outcome.probabilities[level] - truth[level]) < 1e-12) }
            #expect(outcome.parts(of: 1_000_000).wrappedSum() == 1_000_000)
            #expect(outcome.parts(of: 10_000).wrappedSum() == 10_000)
            let known = max(firstLevel, secondLevel)
            let isCertain = known == 3 || (firstLevel >= 0 && (partner == nil || secondLevel >= 0))
            #expect(outcome.isImputed == !isCertain)
            if isCertain { #expect(outcome.level == known) }
            #expect(outcome.level >= known)

            guard outcome.isImputed else { continue }
            var sums = [Int64](repeating: 0, count: 12)
            add(imputer, codes, firstLevel, partner, secondLevel, to: &sums)
            for replicate in 0..<3 {
                let truth = try Self.household(
                    model,
                    codes,
                    firstLevel,
                    partner,
                    secondLevel,
                    replicate: replicate
                )
                for level in 0..<4 {
                    #expect(abs(Double(sums[replicate * 4 + level]) / 1e6 - truth[level]) < 3e-6)
                }
            }
        }
    }

    private func add(
        _ imputer: HouseholdImputer,
        _ codes: [UInt8],
        _ firstLevel: Int,
        _ partner: [UInt8]?,
        _ secondLevel: Int,
        to sums: inout [Int64]
    ) {
        unsafe codes.withUnsafeBufferPointer { main in
            unsafe (partner ?? []).withUnsafeBufferPointer { other in
                unsafe sums.withUnsafeMutableBufferPointer { sums in
                    guard let main = main.baseAddress, let sums = sums.baseAddress else { return }
                    // Safe: arrays have a code for every covariate, and a sum for every replicate and level.
                    unsafe imputer.tables.addReplicates(
                        firstCodes: main,
                        firstLevel: firstLevel,
                        secondCodes: partner == nil ? nil : other.baseAddress,
                        secondLevel: secondLevel,
                        to: sums
                    )
                }
            }
        }
    }

    @Test func `are drawn by seed, year and household, and by nothing else`() throws {
        let model = try Self.model(seed: 4)
        let imputer = HouseholdImputer(model)
        let keys = (0..<400).map { KeyedDraw.key(of: "household \($0)") }
        let levels = keys.map { imputer.impute([1, 2], key: $0).level }
        // In another order, by another imputer of the same model.
        let other = HouseholdImputer(model)
        #expect(keys.reversed().map { other.impute([1, 2], key: $0).level } == levels.reversed())
        // Another year or another seed is another draw.
        for (year, seed) in [(2020, UInt64(4)), (2019, 5)] {
            let changed = ImputationModel(
                year: year,
                seed: seed,
                replicates: model.replicates,
                first: model.first,
                second: model.second
            )
            let drawn = keys.map { HouseholdImputer(changed).impute([1, 2], key: $0).level }
            #expect(drawn != levels)
        }
    }

    @Test(arguments: [UInt64(5), 6])
    func `stay within the bounds that the moments give, in 95 of 100 draws`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let model = try Self.model(seed: seed)
        let households = (0..<150).map { _ in
            (
                codes: [UInt8.random(in: 1...2, using: &generator), .random(in: 1...3, using: &generator)],
                partner: [UInt8.random(in: 1...3, using: &generator), 0] as [UInt8]?
            )
        }
        // The stored sums of a region: of q and of q q', from one pass.
        var expected = [0.0, 0, 0, 0]
        var products = [[Double]](repeating: [0, 0, 0, 0], count: 4)
        let first = HouseholdImputer(model)
        for household in households {
            let outcome = first.impute(household.codes, partner: household.partner, key: 0)
            for a in 0..<4 {
                expected[a] += outcome.probabilities[a]
                for b in 0..<4 { products[a][b] += outcome.probabilities[a] * outcome.probabilities[b] }
            }
        }
        let group = [0, 1]
        let mean = group.reduce(0) { $0 + expected[$1] }
        let variance = mean - group.reduce(0) { sum, a in group.reduce(sum) { $0 + products[a][$1] } }
        let coefficients = [-2.2, -0.9, 0.7, 1.1]
        let score = coefficients.indices.reduce(0) { $0 + coefficients[$1] * expected[$1] }
        let squares = coefficients.indices.reduce(0) {
            $0 + coefficients[$1] * coefficients[$1] * expected[$1]
        }
        let both = coefficients.indices.reduce(0) { sum, a in
            coefficients.indices.reduce(sum) { $0 + coefficients[a] * coefficients[$1] * products[a][$1] }
        }
        let scoreVariance = squares - both
        let trials = 300
        var within = (share: 0, score: 0)
        for trial in 0..<trials {
            let repeated = ImputationModel(
                year: 2019,
                seed: seed &* 1000 &+ UInt64(trial),
                replicates: model.replicates,
                first: model.first,
                second: model.second
            )
            let imputer = HouseholdImputer(repeated)
            var count = 0.0
            var sum = 0.0
            for (number, household) in households.enumerated() {
                let level = imputer.impute(household.codes, partner: household.partner, key: UInt64(number))
                    .level
                count += group.contains(level) ? 1 : 0
                sum += coefficients[level]
            }
            if abs(count - mean) <= 1.96 * variance.squareRoot() { within.share += 1 }
            if abs(sum - score) <= 1.96 * scoreVariance.squareRoot() { within.score += 1 }
        }
        // 95 % of 300, give or take four standard errors of that count.
        #expect(within.share > 268 && within.share <= trials, "\(within)")
        #expect(within.score > 268 && within.score < trials, "\(within)")
    }
}

extension KeyedDraw {
    /// The key of a text.
    static func key(of text: String) -> UInt64 {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBytes { unsafe key(of: $0) }
    }
}
