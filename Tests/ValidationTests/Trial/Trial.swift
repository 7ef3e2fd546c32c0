import Classification
import Codebook
import Kinds
import Statistics
import TestSupport
import Validation
import ValidationWalks

/// Validates a trial delivery and tells what one rule said.
struct Trial {
    var codebook = TrialCodebook.codebook()
    var edition = TrialEdition.complete
    var replacesPeriods = true
    var stored: [Int: StoredPeriodFacts] = [:]
    /// Account of the rows of the year before.
    var before: RowAccount?

    func validate(_ delivery: TrialDelivery) -> Validation {
        Validator(
            codebook: codebook,
            checks: codebook.kind.checks,
            edition: edition,
            replacesPeriods: replacesPeriods
        )
        .validate(delivery.table) { stored[$0.year] }
    }

    func validate(_ table: ParsedTable) -> Validation {
        var validator = Validator(
            codebook: codebook,
            checks: codebook.kind.checks,
            edition: edition,
            replacesPeriods: replacesPeriods
        )
        validator.before = before
        return validator.validate(table) { stored[$0.year] }
    }

    /// The findings of one rule, in file order.
    func findings(_ code: String, in delivery: TrialDelivery) -> [Finding] {
        validate(delivery).findings.inFileOrder.filter { $0.code == code }
    }

    static let correction = Trial(replacesPeriods: false)
}

extension Validation {
    /// The codes of the findings, each once.
    var codes: Set<String> { Set(findings.totals.keys.map(\.code)) }

    /// The codes of the findings that are not warnings about coverage, each once.
    var codesBesideCoverage: Set<String> { codes.subtracting(["coverage"]) }

    func tallies(of period: Int = 2019, in edition: Edition = TrialEdition.complete) -> [String: Tally] {
        guard let valid = table?.periods.first(where: { $0.period.year == period }) else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: valid.tallies.map { (edition[$0.region].code.description, $0.tally) }
        )
    }
}

extension StoredPeriodFacts {
    /// The stored values after a valid delivery.
    init(_ validation: Validation, period: Int = 2019) {
        let valid = validation.table!
        let stored = valid.periods.first { $0.period.year == period }!
        self.init(
            form: valid.form.key,
            columns: stored.columns,
            tallies: Dictionary(uniqueKeysWithValues: stored.tallies.map { ($0.region, $0.tally) })
        )
    }
}

extension Value {
    /// The number; nil where it is missing or cannot be read.
    var asNumber: Int64? { if case .number(let number) = self { number } else { nil } }
}
