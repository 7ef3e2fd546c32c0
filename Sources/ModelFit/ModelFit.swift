import ArgumentParser
import Cores
import Foundation
import Glibc
import Imputation
import Statistics

/// `modelfit`: fits the model of one person on a file of rows, and writes it for comparison.
@main
struct ModelFit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modelfit",
        abstract: "Fit a multinomial logistic model on the rows of a file, as Peil does.",
        discussion: """
            Reads lines separated by `;` below a header. Rows without a level are passed over. Writes \
            PREFIX.csv (covariate;category;level;estimate;error;state), PREFIX-facts.csv (name;value) and \
            PREFIX-probabilities.csv, those of the first hundred rows with a level.
            """
    )

    @Argument(help: "The file.") var file: String
    @Option(help: "The column of the level.") var level: String
    @Option(help: "The columns of the covariates, separated by commas.") var covariates: String
    @Option(help: "Columns that must not be empty, separated by commas.") var present = ""
    @Option(help: "How many times to fit, for the time.") var repeats = 1
    @Option(help: "How many households to impute, for the time.") var imputations = 0
    @Option(help: "How what is written begins.") var output: String

    func run() throws {
        let rows = try TrialRows(
            path: file,
            level: level,
            covariates: covariates.split(separator: ",").map(String.init),
            present: present.split(separator: ",").map(String.init)
        )
        guard let design = rows.design else { throw ValidationError("too many categories") }
        let table = PatternTable(design.layout)
        for row in rows.rows { table.add(design.layout.key(of: row.codes), level: row.level) }
        let counts = PatternCounts([table])
        var model: MultinomialModel?
        var seconds: [Double] = []
        let processor = clock()
        for _ in 0..<max(1, repeats) {
            let started = ContinuousClock.now
            model = MultinomialFit.fit(counts, design: design, seed: 1, replicates: 0, spreading: .overCores)
            seconds.append((ContinuousClock.now - started) / .seconds(1))
        }
        guard let model else { return }
        let spent = Double(clock() - processor) / Double(CLOCKS_PER_SEC) / Double(seconds.count)
        try write(model, seconds: seconds.sorted()[seconds.count / 2], processor: spent)
        try write(rows, by: model)
        if imputations > 0 {
            for replicates in [0, 8] {
                let model = MultinomialFit.fit(counts, design: design, seed: 1, replicates: replicates)
                let trial = ImputationTrial(model, replicates: replicates, rows: rows.rows.map(\.codes))
                let (households, couples) = trial.nanoseconds(imputations)
                print("\(replicates) replicates: \(households) ns a household, \(couples) ns a couple")
            }
        }
    }

    private func write(_ model: MultinomialModel, seconds: Double, processor: Double) throws {
        var lines = ["covariate;category;level;estimate;error;state"]
        for parameter in model.parameters {
            lines.append(
                "\(parameter.covariate ?? "");\(parameter.category ?? "");\(parameter.level);"
                    + "\(parameter.estimate);\(parameter.standardError);\(parameter.state.rawValue)"
            )
        }
        try text(lines, to: ".csv")
        let facts = [
            "name;value", "logLikelihood;\(model.logLikelihood)", "pseudoR2;\(model.pseudoR2)",
            "rows;\(model.rows)",
            "patterns;\(model.patterns)", "iterations;\(model.iterations)", "gradient;\(model.gradient)",
            "gain;\(model.gain)", "converged;\(model.converged)", "seconds;\(seconds)", "cpu;\(processor)",
        ]
        try text(facts, to: "-facts.csv")
    }

    private func write(_ rows: TrialRows, by model: MultinomialModel) throws {
        let imputer = HouseholdImputer(ImputationModel(year: 0, seed: 0, replicates: 0, first: model))
        let lines = rows.rows.prefix(100).map { row in
            let outcome = unsafe row.codes.withUnsafeBufferPointer { codes in
                unsafe codes.baseAddress.map { start in
                    // Safe: a row has a code for every covariate.
                    unsafe imputer.tables.impute(
                        firstCodes: start,
                        firstLevel: -1,
                        secondCodes: nil,
                        secondLevel: -1,
                        key: 0
                    )
                }
            }
            let probabilities = model.design.levels.indices.map { "\(outcome?.probabilities[$0] ?? 0)" }
            return ([row.name] + probabilities).joined(separator: ";")
        }
        try text([(["row"] + model.design.levels).joined(separator: ";")] + lines, to: "-probabilities.csv")
    }

    private func text(_ lines: [String], to suffix: String) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: output + suffix))
    }
}
