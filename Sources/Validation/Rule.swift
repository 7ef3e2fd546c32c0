public import Statistics

/// A check of a delivery against what is known, without input or output and without order.
///
/// The documentation comment of a rule is its entry in `docs/findings.md`, so it is written for the steward
/// who made the delivery: what is checked, why it can go wrong, and after "Put right:" what to do.
public protocol Rule: Sendable {
    /// The stable code of the rule's findings.
    static var code: String { get }

    /// What a finding of the rule does to its delivery, unless the codebook says otherwise.
    static var severity: Finding.Severity { get }

    /// Creates the rule for one delivery.
    init(_ context: RuleContext)

    /// Looks at one record: the values of one region and period.
    ///
    /// Records are shown once each, in delivery order; see ``RuleRecord`` for what has been looked up.
    mutating func check(_ record: RuleRecord, report: inout Report)

    /// Looks at the table as a whole, after every record.
    mutating func check(_ table: RuleTable, report: inout Report)
}

extension Rule {
    /// Most rules look only at the table.
    public mutating func check(_ record: RuleRecord, report: inout Report) {}

    /// Most rules look only at records.
    public mutating func check(_ table: RuleTable, report: inout Report) {}
}
