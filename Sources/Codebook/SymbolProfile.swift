/// Which symbols for missing figures the deliveries of a data set use.
public enum SymbolProfile: String, Hashable, Sendable, CaseIterable {
    /// Blank and `.` only; other signs are mistakes.
    case modern
    /// Also `x` for a secret figure and `-` for exactly none, as in StatLine tables before 2010.
    case legacy
}
