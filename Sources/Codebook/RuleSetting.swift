public import Statistics

/// The settings of one validation rule in a codebook.
public struct RuleSetting: Hashable, Sendable {
    /// True if the rule is used.
    public var isOn: Bool
    /// The severity of its findings, if it is not the rule's own.
    public var severity: Finding.Severity?
    /// Named numbers of the rule, in thousandths: `warning: 0.2` is 200.
    public var bounds: [String: Int64]

    /// Creates a setting.
    public init(isOn: Bool = true, severity: Finding.Severity? = nil, bounds: [String: Int64] = [:]) {
        self.isOn = isOn
        self.severity = severity
        self.bounds = bounds
    }
}
