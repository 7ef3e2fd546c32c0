import Codebook
import Statistics

/// Reads how the scores of a data set are made.
enum CodebookScoring {
    /// The schemes that Peil knows.
    private enum Kind: String, CaseIterable { case coefficients }

    /// Reads the scheme.
    static func scheme(_ node: CodebookNode, variables: [Variable], years: ClosedRange<Int>) throws
        -> ScoreScheme
    {
        var keys = try node.keys()
        switch try keys.required("scheme").word(Kind.self) {
        case .coefficients:
            let divisor = try keys.required("divisor").int(in: 1...1000)
            let setsNode = try keys.required("sets")
            let items = try setsNode.items()
            let sets = try items.map { try set($0, variables: variables) }
            try keys.finish()
            try CodebookVariables.requireOnce(sets.map(\.key), setsNode, "set")
            for (position, set) in sets.enumerated() {
                if let other = sets[..<position].first(where: { $0.serves.overlaps(set.serves) }) {
                    throw items[position].flaw(
                        "the sets '\(other.key)' and '\(set.key)' serve the same report year",
                        "give each year one set"
                    )
                }
            }
            if let year = years.first(where: { year in !sets.contains { $0.serves.contains(year) } }) {
                throw setsNode.flaw("no set serves the report year \(year)", "add one, or close the year")
            }
            return .coefficients(CoefficientScheme(divisor: divisor, sets: sets))
        }
    }

    private static func set(_ node: CodebookNode, variables: [Variable]) throws -> CoefficientSet {
        var keys = try node.keys()
        let decimals = try keys.required("decimals").int(in: 0...9)
        let coefficientsNode = try keys.required("coefficients")
        var lists = try coefficientsNode.keys()
        let coefficients = try variables.map { variable in
            let list = try lists.required(variable.key)
            let items = try list.items()
            guard items.count == variable.categories.count else {
                throw list.flaw(
                    "has \(items.count) coefficients for \(variable.categories.count) categories",
                    "give each category one, in order"
                )
            }
            return try items.map { item in
                let coefficient = try item.decimal(decimals: decimals)
                guard coefficient.magnitude <= 1 << 28 else {
                    throw item.flaw("is too large", "write a smaller number")
                }
                return coefficient
            }
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
