import Imputation
import Testing

@Test func `a model of nothing predicts every level alike`() throws {
    let design = try #require(
        PersonDesign(
            key: "p",
            levels: ["1", "2", "3"],
            covariates: [.init(key: "a", categories: ["1", "2"])]
        )
    )
    let model = MultinomialFit.fit(
        PatternCounts([PatternTable(design.layout)]),
        design: design,
        seed: 1,
        replicates: 2
    )
    #expect(!model.isUsable)
    #expect(model.shares.allSatisfy { $0 == 1.0 / 3 })
}
