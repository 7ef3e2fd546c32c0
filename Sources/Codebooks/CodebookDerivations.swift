import Codebook
import Derivation
import Statistics
import YAMLReading

/// Reads the derivation of a variable's categories from microdata.
enum CodebookDerivations {
    /// Reads a setting, and refuses one that fits no derivation.
    static func setting(_ node: YAMLNode, of categories: [Variable.Category]) throws -> DerivationSetting {
        var keys = try node.keys()
        var setting = DerivationSetting(
            name: try keys.required("name").string(),
            from: try keys.required("from").strings()
        )
        if let years = keys.optional("years") {
            var inner = try years.keys()
            let first = try inner.required("first").int(in: -50...0)
            setting.years = first...(try inner.required("last").int(in: first...0))
            try inner.finish()
        }
        if let day = keys.optional("reference-day") {
            var inner = try day.keys()
            setting.reference.month = try inner.required("month").int(in: 1...12)
            setting.reference.day = try inner.required("day").int(in: 1...31)
            try inner.finish()
        }
        if let bounds = keys.optional("bounds") {
            setting.bounds = try bounds.items().map { try $0.decimal(decimals: 6) }
        }
        setting.decidesPopulation = try keys.optional("population")?.isTrue() ?? false
        setting.takesLimits = try keys.optional("limits")?.isTrue() ?? false
        if let codes = keys.optional("codes") {
            var inner = try codes.keys()
            setting.codes = try categories.map { try inner.optional($0.key)?.strings() ?? [] }
            try inner.finish()
        }
        setting.otherwise = try keys.optional("otherwise").map {
            try CodebookVariables.rank($0, of: categories)
        }
        setting.unknown = try keys.optional("unknown").map { try CodebookVariables.rank($0, of: categories) }
        try keys.finish()
        do {
            var trial = setting
            if setting.takesLimits, setting.bounds.isEmpty {
                // Any limits serve to check the rest.
                trial.bounds = (1..<Int64(max(2, categories.count))).map { $0 * Millionths.one }
            }
            _ = try DerivationCatalogue.derivation(trial, categories: categories.count)
        } catch {
            throw node.flaw(error.message, error.hint)
        }
        return setting
    }
}
