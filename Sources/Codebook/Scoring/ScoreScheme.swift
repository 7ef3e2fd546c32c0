public import Statistics

/// The scheme of a data set's scores.
public enum ScoreScheme: Hashable, Sendable {
    /// Each unit scores the sum of its categories' coefficients; regions have the mean over the divisor.
    case coefficients(CoefficientScheme)
    /// There are no scores: each variable is published by itself, as numbers and shares of the units whose
    /// category is known.
    case unscored
    /// Areas are ranked on a relative scale by classes of indicators; unions of areas have the mean of their
    /// indices, weighted by population.
    case classes(ClassScheme)
}

extension ScoreScheme {
    /// The scheme of coefficients; nil for another scheme.
    public var coefficients: CoefficientScheme? {
        if case .coefficients(let scheme) = self { scheme } else { nil }
    }

    /// The scheme of classes; nil for another scheme.
    public var classes: ClassScheme? { if case .classes(let scheme) = self { scheme } else { nil } }

    /// True if figures of a variable are of the units with a known category, and not of all units.
    public var isOfKnownUnits: Bool { self == .unscored }

    /// The coefficients that score single units in a period, and the divisor of their sum.
    ///
    /// All are 0 in a data set without scores. Nil if no set serves the period, and for figures that do not follow
    /// from one region alone.
    public func scoring(_ variables: [Variable], in period: Period) -> (set: CoefficientSet, divisor: Int)? {
        switch self {
        case .coefficients(let scheme): scheme.set(for: period).map { ($0, scheme.divisor) }
        case .unscored: (.zero(variables), 1)
        case .classes: nil
        }
    }
}

extension CoefficientSet {
    /// A set in which every category has the coefficient 0.
    fileprivate static func zero(_ variables: [Variable]) -> Self {
        Self(
            key: "",
            serves: 0...0,
            provenance: Text(nl: "", en: ""),
            decimals: 0,
            coefficients: variables.map { $0.categories.map { _ in 0 } }
        )
    }
}

/// Scores as sums of coefficients.
public struct CoefficientScheme: Hashable, Sendable {
    /// The divisor of the sum of coefficients, which brings scores to the published scale.
    public var divisor: Int
    /// The sets of coefficients, each for its own report years.
    public var sets: [CoefficientSet]

    /// Creates a scheme.
    public init(divisor: Int, sets: [CoefficientSet]) {
        self.divisor = divisor
        self.sets = sets
    }

    /// The set that serves a report year; nil if none does.
    ///
    /// An adopted set takes its years from the sets before it.
    public func set(for period: Period) -> CoefficientSet? { sets.last { $0.serves.contains(period.year) } }
}

/// The coefficients of every category, estimated on one year and used for a range of report years.
public struct CoefficientSet: Hashable, Sendable {
    /// The name of the set in manifests, for example `2019`.
    public var key: String
    /// The report years it serves.
    public var serves: ClosedRange<Int>
    /// The origin of the coefficients.
    public var provenance: Text
    /// The number of decimals of the coefficients.
    public var decimals: Int
    /// By variable and category, in units of the last decimal: -2.1 of one decimal is -21.
    public var coefficients: [[Int64]]
    /// The file that it was adopted from, relative to that of the codebook; nil for a set in the codebook
    /// itself.
    public var file: String?

    /// Creates a set of coefficients.
    public init(
        key: String,
        serves: ClosedRange<Int>,
        provenance: Text,
        decimals: Int,
        coefficients: [[Int64]],
        file: String? = nil
    ) {
        self.key = key
        self.serves = serves
        self.provenance = provenance
        self.decimals = decimals
        self.coefficients = coefficients
        self.file = file
    }

    /// Ten to the power of ``decimals``.
    public var scale: Int64 { (0..<decimals).reduce(1) { scale, _ in scale * 10 } }
}
