public import Statistics

/// What a codebook says about one validation rule.
public struct RuleSetting: Hashable, Sendable {
    /// Whether the rule is looked at.
    public var isOn: Bool
    /// The severity of its findings, where it is not the rule's own.
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
