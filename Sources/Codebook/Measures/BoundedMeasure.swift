/// A measure that imputation leaves uncertain, so that bounds around it can be published.
public enum BoundedMeasure: Hashable, Sendable {
    /// The share of a published group of the imputed variable.
    case share(variable: Int, group: Int)
    /// The mean score; of the imputed variable, or of all variables when nil.
    case score(variable: Int?)

    /// The measure that the bound is around.
    public var measure: Measure {
        switch self {
        case .share(let variable, let group): .share(variable: variable, group: group)
        case .score(let variable): .score(variable: variable)
        }
    }
}

/// One end of an interval.
public enum BoundSide: Hashable, Sendable {
    /// The lower end.
    case lower
    /// The upper end.
    case upper
}

extension Measure {
    /// True if there is only something to say where groups were merged.
    public var isOfMergedGroups: Bool { groupFigure.map { ($0.groups?.count ?? 2) > 1 } ?? false }
}

extension Codebook {
    /// The rank of the variable that a form imputes; nil when none does.
    public var imputedVariable: Int? { forms.lazy.compactMap(\.records?.imputation?.variable).first }
}
