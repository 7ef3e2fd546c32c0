import Foundation
import Imputation
import Testing

/// The fit against `multinom` of the R package nnet; Fixtures/README.md says how its results were made.
@Suite struct `the fit equals nnet multinom` {
    private static let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/"

    /// The lines of a file below its header, by the names in the header.
    private static func table(_ name: String) throws -> [[String: String]] {
        let text = try String(contentsOfFile: folder + name, encoding: .utf8)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    struct Person: Sendable, CustomTestStringConvertible {
        let key: String
        let level: String
        let covariates: [String]
        var testDescription: String { key }
    }

    static let persons = [
        Person(
            key: "hoofdkostwinner",
            level: "opleiding_hkw",
            covariates: [
                "geslacht", "leeftijdsklasse", "herkomst", "generatie", "stedelijkheid", "landsdeel",
                "inkomensbron",
                "welvaartsdeciel", "arbeid_hkw",
            ]
        ),
        Person(
            key: "partner",
            level: "opleiding_partner",
            covariates: [
                "geslacht_p", "leeftijdsklasse_p", "herkomst_p", "generatie_p", "stedelijkheid", "landsdeel",
                "sec_p",
                "welvaartsdeciel", "arbeid_hkw", "arbeid_p", "opleiding_hkw",
            ]
        ),
    ]

    @Test(arguments: persons)
    func `in coefficients, likelihood and probabilities`(person: Person) throws {
        let rows = try Self.table("households.csv").filter { $0[person.level] != "" }
        let covariates = person.covariates.map { name in
            let categories = Set(rows.compactMap { $0[name] }).sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
            return PersonDesign.Covariate(key: name, categories: categories)
        }
        let design = try #require(
            PersonDesign(key: person.key, levels: ["1", "2", "3", "4", "5"], covariates: covariates)
        )
        let table = PatternTable(design.layout)
        let codes = try rows.map { row in
            try covariates.map { UInt8(try #require($0.code(of: row[$0.key] ?? "?"))) }
        }
        for (row, codes) in zip(rows, codes) {
            let level = try #require(design.levels.firstIndex(of: row[person.level] ?? ""))
            table.add(design.layout.key(of: codes), level: level)
        }
        let model = MultinomialFit.fit(PatternCounts([table]), design: design, seed: 1, replicates: 0)
        #expect(model.converged)

        let facts = try Self.table("nnet-\(person.key)-facts.csv")
        let likelihood = try #require(Double(facts.first { $0["name"] == "logLikelihood" }?["value"] ?? ""))
        #expect(abs(model.logLikelihood - likelihood) < 1e-6 * abs(likelihood))
        #expect(model.rows == Int64(rows.count))

        let others = try Self.table("nnet-\(person.key).csv")
        for other in others {
            let own = model.parameters.first {
                ($0.covariate ?? "") == other["covariate"] && ($0.category ?? "") == other["category"]
                    && $0.level == other["level"]
            }
            let estimate = try #require(Double(other["estimate"] ?? ""))
            #expect(own?.state == .estimated)
            #expect(abs((own?.estimate ?? .infinity) - estimate) < 1e-4, "\(other)")
        }
        // Nothing else is estimated: the last generation follows from the origins, in both programs.
        #expect(model.parameters.count { $0.state == .estimated } == others.count)
        #expect(model.notes.contains { $0.kind == .aliased && $0.covariate?.hasPrefix("generatie") == true })

        let imputer = HouseholdImputer(ImputationModel(year: 1, seed: 1, replicates: 0, first: model))
        for (codes, other) in zip(codes, try Self.table("nnet-\(person.key)-probabilities.csv")) {
            let outcome = imputer.impute(codes, key: 1)
            for level in 0..<5 {
                let probability = try #require(Double(other["\(level + 1)"] ?? ""))
                #expect(abs(outcome.probabilities[level] - probability) < 1e-5)
            }
        }
    }
}
