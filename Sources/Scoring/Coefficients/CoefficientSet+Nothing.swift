import Codebook
import Statistics

extension CoefficientSet {
    /// Coefficients of 0, for a data set without scores.
    static func nothing(_ variables: [Variable]) -> Self {
        Self(
            key: "",
            serves: 0...0,
            provenance: Text(nl: "", en: ""),
            decimals: 0,
            coefficients: variables.map { $0.categories.map { _ in 0 } }
        )
    }
}
