import Codebook
import Files
import Statistics
import YAMLReading

/// Reads a file of coefficients, as `peil fit` writes it and a codebook adopts it;
/// docs/formats/coefficients.md.
enum CoefficientFile {
    /// Reads the set in a file that a codebook names.
    ///
    /// - Parameters:
    ///   - node: The name of the file, relative to the codebook's.
    ///   - serves: The report years that the codebook adopts it for.
    ///   - dataset: The data set of the codebook.
    ///   - variables: The variables of the codebook.
    /// - Returns: The set.
    /// - Throws: ``FileFlaw`` with the place at fault, in either file.
    static func read(
        _ node: YAMLNode,
        serves: ClosedRange<Int>,
        dataset: String,
        variables: [Variable]
    ) throws -> CoefficientSet {
        let name = try node.string()
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.hasSuffix(".yaml"), parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw node.flaw(
                "'\(name)' is no file below the codebook's directory",
                "write its path from there, such as coefficients/2024.yaml"
            )
        }
        let path = Durable.parent(of: node.path) + "/" + name
        let hint = "put the file that `peil fit` wrote there, or remove the set from the codebook"
        var keys = try YAMLText.root(path: path, hint: hint).keys()
        // The key `estimate` is for people who check the set.
        _ = keys.optional("estimate")
        let owner = try keys.required("dataset")
        guard try owner.string() == dataset else {
            throw owner.flaw("the coefficients are those of another data set", "adopt a file of \(dataset)")
        }
        let decimals = try keys.required("decimals").int(in: 0...9)
        let listNode = try keys.required("coefficients")
        var lists = try listNode.keys()
        let coefficients = try variables.map { variable in
            let list = try lists.required(variable.key)
            let numbers = try list.items().map { try $0.decimal(decimals: decimals) }
            guard numbers.count == variable.categories.count else {
                throw list.flaw(
                    "has \(numbers.count) coefficients for \(variable.categories.count) categories",
                    "give each category one, in order"
                )
            }
            return numbers
        }
        try lists.finish()
        let set = CoefficientSet(
            key: try keys.required("key").string(),
            serves: serves,
            provenance: try keys.required("provenance").text(),
            decimals: decimals,
            coefficients: coefficients,
            file: name
        )
        try keys.finish()
        return set
    }
}
