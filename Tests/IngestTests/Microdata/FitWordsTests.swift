import Imputation
import Statistics
import TestSupport
import Testing

@testable import Microdata

@Suite struct `remarks on a model` {
    /// A fit of which one category is the same as another, and a level is not met in one; unknown is a category.
    private func remarks() throws -> [ParsedUnits.ModelRemark] {
        let design = try #require(
            PersonDesign(
                key: "partner",
                levels: ["1", "2", "3"],
                covariates: [
                    .init(key: "herkomst", categories: ["1", "2"]),
                    .init(key: "generatie", categories: ["0", "1"]),
                    .init(key: "klasse", categories: ["1", "2"]),
                ]
            )
        )
        let table = PatternTable(design.layout)
        var generator = SplitMix64(seed: 5)
        for row in 0..<900 {
            let origin = UInt8(1 + row % 2)
            let age = UInt8(row % 3)
            // Of unknown class nobody is above the first level.
            let level = age == 0 ? 0 : Int.random(in: 0..<3, using: &generator)
            table.add(design.layout.key(of: [origin, origin, age]), level: level)
        }
        let model = MultinomialFit.fit(PatternCounts([table]), design: design, seed: 1, replicates: 0)
        return FitWords(model: model).remarks(try #require(Period("2019")))
    }

    @Test func `name a category once, and its levels only where those matter`() throws {
        let texts = try remarks().map(\.text.en)
        #expect(
            texts.contains(
                "Model of partner, 2019: a category follows from others; its coefficients are 0 (generatie 1)."
            ),
            "\(texts)"
        )
        #expect(
            texts.contains {
                $0.hasSuffix("has probability 0 there (klasse unknown: levels 2, 3).")
            },
            "\(texts)"
        )
    }

    @Test func `say unknown in the language of the reader`() throws {
        let texts = try remarks().map(\.text.nl)
        #expect(
            texts.contains { $0.hasSuffix("krijgt daar kans 0 (klasse onbekend: niveaus 2, 3).") },
            "\(texts)"
        )
    }
}
