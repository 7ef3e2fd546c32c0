import Imputation
import Microdata
import TestSupport
import Testing

@Suite struct `the text of an imputation model` {
    private func model(seed: UInt64) throws -> ImputationModel {
        var generator = SplitMix64(seed: seed)
        let design = try #require(
            PersonDesign(
                key: "hoofdkostwinner",
                levels: ["1", "2", "3"],
                covariates: [
                    .init(key: "geslacht", categories: ["1", "2"]),
                    .init(key: "deciel", categories: ["1", "2", "3"]),
                ]
            )
        )
        let table = PatternTable(design.layout)
        for _ in 0..<300 {
            let codes = [
                UInt8.random(in: 0...2, using: &generator), UInt8.random(in: 1...3, using: &generator),
            ]
            table.add(design.layout.key(of: codes), level: Int.random(in: 0..<3, using: &generator))
        }
        let person = MultinomialFit.fit(PatternCounts([table]), design: design, seed: seed, replicates: 3)
        return ImputationModel(year: 2021, seed: .max - seed, replicates: 3, first: person)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `is read back the same in every bit`(seed: UInt64) throws {
        let model = try model(seed: seed)
        let bytes = try ImputationModelFile.bytes(model)
        #expect(ImputationModelFile.read(bytes) == model)
        #expect(try ImputationModelFile.bytes(model) == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        for key in ["\"logLikelihood\"", "\"pseudoR2\"", "\"standardError\"", "\"rows\":300", "\"seed\":"] {
            #expect(text.contains(key), "\(key)")
        }
        #expect(text.hasSuffix("}\n") && !text.dropLast().contains("\n"))
    }

    @Test func `is refused when anything in it does not belong together`() throws {
        let text = String(decoding: try ImputationModelFile.bytes(try model(seed: 4)), as: UTF8.self)
        for (from, to) in [
            ("\"version\":1", "\"version\":2"), ("\"replicates\":3,", "\"replicates\":2,"),
            ("\"covariate\":\"deciel\"", "\"covariate\":\"decile\""), ("{", "["),
        ] {
            let changed = text.replacing(from, with: to)
            #expect(changed != text, "\(from)")
            #expect(ImputationModelFile.read(Array(changed.utf8)) == nil, "\(to)")
        }
        #expect(ImputationModelFile.read([]) == nil)
    }
}
