/// A property of a fit that whoever uses the model must know.
public struct FitNote: Hashable, Sendable, Codable {
    /// The kind of note.
    public let kind: NoteKind
    /// The key of the covariate, where it is about one.
    public let covariate: String?
    /// The key of the category, where it is about one; empty for unknown.
    public let category: String?
    /// The key of the level, where it is about one.
    public let level: String?

    /// The kinds of note.
    public enum NoteKind: String, Hashable, Sendable, Codable, CaseIterable {
        /// There was no row to fit on; every level is given the same probability.
        case noRows = "no-rows"
        /// All rows have one level, which is given the probability 1.
        case oneLevel = "one-level"
        /// A level never occurs, and is given the probability 0.
        case emptyLevel = "empty-level"
        /// A covariate has one category only, and explains nothing.
        case oneCategory = "one-category"
        /// A level never occurs in a category, and is given the probability 0 there.
        case separated
        /// A category is determined by those before it; its coefficients are 0.
        case aliased
        /// A coefficient grew without bound, because combinations of categories determine the level.
        case unbounded
        /// There were more patterns than fit in memory; the fit saw a sample of them.
        case sampled
        /// The fit was stopped before it converged.
        case notConverged = "not-converged"
    }

    init(_ kind: NoteKind, covariate: String? = nil, category: String? = nil, level: String? = nil) {
        self.kind = kind
        self.covariate = covariate
        self.category = category
        self.level = level
    }
}
