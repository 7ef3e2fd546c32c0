/// The symbols for missing figures in the deliveries of a data set.
public enum SymbolProfile: String, Hashable, Sendable, CaseIterable {
    /// Blank and `.` only; other signs are mistakes.
    case modern
    /// Also `x` for a secret figure and `-` for exactly none, as in StatLine tables before 2010.
    case legacy
}
