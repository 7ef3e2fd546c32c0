import Imputation
import TestSupport
import Testing

@Suite struct `patterns` {
    @Test(arguments: [UInt64(1), 2])
    func `are the same whatever the order of rows and the number of tables`(seed: UInt64) {
        var population = TrialPopulation(3000, sizes: [4, 6, 9], seed: seed)
        let one = population.counts()
        #expect(one.rows == 3000)
        #expect(one.keys == one.keys.sorted() && Set(one.keys).count == one.keys.count)
        var generator = SplitMix64(seed: seed)
        population.rows.shuffle(using: &generator)
        for tables in [2, 5] { #expect(population.counts(tables: tables) == one) }
    }

    @Test(arguments: [UInt64(3), 4])
    func `beyond the limit are sampled by their key alone`(seed: UInt64) {
        var population = TrialPopulation(3000, sizes: [4, 6, 9], seed: seed)
        let all = population.counts()
        let sample = population.counts(limit: 40)
        #expect(sample.keys.count <= 40 && sample.halvings >= 2)
        #expect(Set(sample.keys).isSubset(of: all.keys))
        // A pattern that is kept has all of its rows.
        for (place, key) in sample.keys.enumerated() {
            let whole = all.keys.firstIndex(of: key) ?? 0
            #expect(sample.counts[place * 4..<place * 4 + 4] == all.counts[whole * 4..<whole * 4 + 4])
        }
        var generator = SplitMix64(seed: seed)
        population.rows.shuffle(using: &generator)
        for tables in [1, 2, 5] { #expect(population.counts(tables: tables, limit: 40) == sample) }
    }

    @Test func `become keys and come back`() {
        let design = TrialPopulation(1, sizes: [3, 9, 2, 9], seed: 1).design
        for codes in [[0, 0, 0, 0], [3, 9, 2, 9], [1, 0, 2, 8], [0, 9, 0, 1]] as [[UInt8]] {
            #expect(design.layout.codes(of: design.layout.key(of: codes)) == codes)
        }
    }

    @Test func `a fit is the same in every bit, whatever threads there are`() {
        // Enough patterns for many stretches.
        let population = TrialPopulation(9000, sizes: [14, 18, 22], levels: 3, seed: 9)
        let counts = population.counts()
        #expect(counts.keys.count > 4096)
        let model = MultinomialFit.fit(counts, design: population.design, seed: 1, replicates: 1)
        #expect(MultinomialFit.fit(counts, design: population.design, seed: 1, replicates: 1) == model)
        #expect(model.converged && model.gradient < 1e-3)
    }
}
