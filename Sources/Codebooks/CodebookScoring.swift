import Codebook
import Statistics
import YAMLReading

/// Reads the scoring scheme of a data set.
enum CodebookScoring {
    /// The supported schemes.
    enum SchemeKind: String, CaseIterable { case coefficients, classes, none }

    /// Reads the scheme.
    static func scheme(_ node: YAMLNode, dataset: String, variables: [Variable], counts: Form?) throws
        -> ScoreScheme
    {
        var keys = try node.keys()
        switch try keys.required("scheme").word(SchemeKind.self) {
        case .coefficients:
            let divisor = try keys.required("divisor").int(in: 1...1000)
            let sets = try keys.required("sets").items().map { item in
                try set(item, dataset: dataset, variables: variables)
            }
            try keys.finish()
            return .coefficients(CoefficientScheme(divisor: divisor, sets: sets))
        case .classes:
            let scheme = try CodebookClasses.scheme(&keys, at: node, counts: counts)
            try keys.finish()
            return .classes(scheme)
        case .none:
            try keys.finish()
            return .unscored
        }
    }

    private static func set(_ node: YAMLNode, dataset: String, variables: [Variable]) throws -> CoefficientSet
    {
        var keys = try node.keys()
        if let file = keys.optional("file") {
            let serves = try keys.required("serves").years()
            try keys.finish()
            return try CoefficientFile.read(file, serves: serves, dataset: dataset, variables: variables)
        }
        let decimals = try keys.required("decimals").int(in: 0...9)
        var lists = try keys.required("coefficients").keys()
        let coefficients = try variables.map { variable in
            try lists.required(variable.key).items().map { try $0.decimal(decimals: decimals) }
        }
        try lists.finish()
        let set = CoefficientSet(
            key: try keys.required("key").string(),
            serves: try keys.required("serves").years(),
            provenance: try keys.required("provenance").text(),
            decimals: decimals,
            coefficients: coefficients
        )
        try keys.finish()
        return set
    }
}
