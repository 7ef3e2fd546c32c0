import Imputation
import Testing

@Suite struct `a fit without a regular maximum` {
    /// Rows of codes and level, so many times each.
    private func model(
        _ rows: [(codes: [UInt8], level: Int, count: Int)],
        sizes: [Int],
        levels: Int = 3
    ) throws -> MultinomialModel {
        let design = try #require(
            PersonDesign(
                key: "p",
                levels: (1...levels).map { "\($0)" },
                covariates: sizes.enumerated().map { position, size in
                    .init(key: "c\(position)", categories: (1...size).map { "\($0)" })
                }
            )
        )
        let table = PatternTable(design.layout)
        for row in rows {
            for _ in 0..<row.count { table.add(design.layout.key(of: row.codes), level: row.level) }
        }
        let model = MultinomialFit.fit(PatternCounts([table]), design: design, seed: 1, replicates: 2)
        // Whatever the rows, every number is one.
        let numbers =
            model.parameters.flatMap { [$0.estimate, $0.standardError] + $0.replicates } + model.shares
        #expect((numbers + [model.logLikelihood, model.gradient, model.gain]).allSatisfy { $0.isFinite })
        #expect(ImputationModel(year: 1, seed: 1, replicates: 2, first: model).isConsistent)
        return model
    }

    private func probabilities(_ model: MultinomialModel, _ codes: [UInt8]) -> [Double] {
        let imputer = HouseholdImputer(ImputationModel(year: 1, seed: 1, replicates: 2, first: model))
        let outcome = imputer.impute(codes, key: 1)
        return model.design.levels.indices.map { outcome.probabilities[$0] }
    }

    private func expectEqual(_ a: [Double], _ b: [Double]) {
        #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 }, "\(a) is not \(b)")
    }

    @Test func `of no rows predicts every level alike, and says so`() throws {
        let model = try model([], sizes: [2])
        #expect(!model.isUsable)
        #expect(model.notes.map(\.kind) == [.noRows])
        expectEqual(probabilities(model, [1]), [1.0 / 3, 1.0 / 3, 1.0 / 3])
    }

    @Test func `of one level predicts that level`() throws {
        let model = try model([([1], 1, 3), ([2], 1, 4)], sizes: [2])
        #expect(model.notes.map(\.kind) == [.oneLevel, .emptyLevel, .emptyLevel])
        expectEqual(probabilities(model, [2]), [0, 1, 0])
        #expect(model.logLikelihood == 0 && model.pseudoR2 == 0)
    }

    @Test func `leaves out a level that never occurs, also the first`() throws {
        let model = try model([([1], 1, 3), ([1], 2, 1), ([2], 1, 1), ([2], 2, 1)], sizes: [2])
        #expect(model.base == "2")
        #expect(model.notes.contains { $0.kind == .emptyLevel && $0.level == "1" })
        expectEqual(probabilities(model, [1]), [0, 0.75, 0.25])
    }

    @Test func `gives a level that never occurs in a category the probability 0 there`() throws {
        let model = try model(
            [([1], 0, 2), ([1], 1, 3), ([1], 2, 5), ([2], 0, 4), ([2], 1, 4)],
            sizes: [2]
        )
        #expect(model.converged)
        #expect(model.notes.contains { $0.kind == .separated && $0.category == "2" && $0.level == "3" })
        expectEqual(probabilities(model, [1]), [0.2, 0.3, 0.5])
        expectEqual(probabilities(model, [2]), [0.5, 0.5, 0])
    }

    @Test func `so too for the base level, and in the reference category`() throws {
        let model = try model(
            [([1], 1, 3), ([1], 2, 1), ([2], 0, 4), ([2], 1, 4), ([3], 0, 1), ([3], 1, 1), ([3], 2, 2)],
            sizes: [3]
        )
        #expect(model.converged && model.base == "1")
        expectEqual(probabilities(model, [1]), [0, 0.75, 0.25])
        expectEqual(probabilities(model, [2]), [0.5, 0.5, 0])
        expectEqual(probabilities(model, [3]), [0.25, 0.25, 0.5])
    }

    @Test func `predicts the shares where the categories of a row rule every level out`() throws {
        let model = try model(
            [([1, 1], 0, 5), ([1, 1], 1, 5), ([2, 1], 0, 5), ([1, 2], 1, 5)],
            sizes: [2, 2],
            levels: 2
        )
        expectEqual(probabilities(model, [2, 1]), [1, 0])
        expectEqual(probabilities(model, [1, 2]), [0, 1])
        expectEqual(probabilities(model, [2, 2]), model.shares)
    }

    @Test func `sets the later of two columns that say the same to 0`() throws {
        // The second covariate is 1 exactly where the first is 1, as generation and origin.
        let model = try model(
            [
                ([1, 1], 0, 5), ([1, 1], 1, 3), ([2, 2], 0, 2), ([2, 2], 1, 4), ([3, 2], 0, 1),
                ([3, 2], 1, 6),
                ([3, 3], 0, 3), ([3, 3], 1, 3),
            ],
            sizes: [3, 3],
            levels: 2
        )
        let aliased = model.parameters.filter { $0.state == .aliased }
        #expect(aliased.map(\.covariate) == ["c1"] && aliased.map(\.category) == ["3"])
        #expect(model.notes.contains { $0.kind == .aliased })
        expectEqual(probabilities(model, [1, 1]), [5.0 / 8, 3.0 / 8])
        expectEqual(probabilities(model, [3, 3]), [0.5, 0.5])
    }

    @Test func `predicts a category that never occurs like the reference, and names one that is alone`()
        throws
    {
        let model = try model(
            [([1, 1], 0, 5), ([1, 2], 1, 3), ([1, 1], 1, 1), ([1, 2], 0, 2)],
            sizes: [3, 2],
            levels: 2
        )
        #expect(model.notes.contains { $0.kind == .oneCategory && $0.covariate == "c0" })
        #expect(model.parameters.contains { $0.category == "3" && $0.state == .unseen })
        expectEqual(probabilities(model, [3, 1]), probabilities(model, [1, 1]))
        // A code beyond the categories counts as unknown.
        expectEqual(probabilities(model, [200, 1]), probabilities(model, [0, 1]))
    }

    @Test func `stops where combinations of categories determine the level`() throws {
        // No single category determines the level, but together they do: the first level never beyond a line.
        let model = try model(
            [
                ([1, 1], 0, 9), ([1, 2], 0, 3), ([2, 1], 0, 3), ([1, 2], 1, 3), ([2, 1], 1, 3),
                ([2, 2], 1, 9),
            ],
            sizes: [2, 2],
            levels: 2
        )
        #expect(model.converged)
        #expect(model.notes.contains { $0.kind == .unbounded })
        expectEqual(probabilities(model, [1, 1]), [1, 0])
        expectEqual(probabilities(model, [1, 2]), [0.5, 0.5])
        expectEqual(probabilities(model, [2, 2]), [0, 1])
    }

    @Test func `takes unknown for a category like any other, but the last to be the reference`() throws {
        let model = try model(
            [([0], 0, 1), ([0], 1, 3), ([1], 0, 2), ([1], 1, 2), ([2], 0, 3), ([2], 1, 1)],
            sizes: [2],
            levels: 2
        )
        #expect(model.references == ["1"])
        expectEqual(probabilities(model, [0]), [0.25, 0.75])
        let only = try self.model([([0], 0, 1), ([0], 1, 3)], sizes: [2], levels: 2)
        #expect(only.references == [""])
        expectEqual(probabilities(only, [0]), [0.25, 0.75])
    }

    @Test func `has no design that could not be stored`() {
        let many = PersonDesign.Covariate(key: "a", categories: (1...64).map { "\($0)" })
        #expect(PersonDesign(key: "p", levels: ["1", "2"], covariates: [many]) == nil)
        let wide = (0..<12).map {
            PersonDesign.Covariate(key: "c\($0)", categories: (1...63).map { "\($0)" })
        }
        #expect(PersonDesign(key: "p", levels: ["1", "2"], covariates: wide) == nil)
        #expect(PersonDesign(key: "p", levels: (1...9).map { "\($0)" }, covariates: []) == nil)
        #expect(PersonDesign(key: "p", levels: ["1", "1"], covariates: []) == nil)
        #expect(PersonDesign(key: "p", levels: ["1", "2"], covariates: [], firstLevel: 0) == nil)
        #expect(PersonDesign(key: "p", levels: ["1", "2"], covariates: []) != nil)
    }

    @Test func `without covariates predicts the shares`() throws {
        let model = try model([([], 0, 1), ([], 2, 3)], sizes: [])
        #expect(model.shares == [0.25, 0, 0.75])
        #expect(model.converged)
    }
}
