package import Statistics

/// A check of a delivery against classification, codebook and stored values, without input or output.
///
/// A rule describes itself: `manual` is its entry in `docs/findings.md`, written for the steward of the
/// delivery.
package protocol Rule: Sendable {
    /// The stable code of the rule's findings.
    static var code: String { get }

    /// The check, why it can fail, and the repair, for the steward of the delivery.
    static var manual: ManualText { get }

    /// The effect of the rule's findings on their delivery, unless the codebook sets another.
    static var severity: Finding.Severity { get }

    /// The numbers that a codebook may set, in thousandths, each with its default.
    static var bounds: [String: Int64] { get }

    /// True if the stored values would make no sense without the rule, so that no codebook can soften it.
    static var isFirm: Bool { get }

    /// Creates the rule for one delivery; nil if it does not apply to such a delivery.
    init?(_ context: RuleContext)
}

extension Rule {
    /// Most rules have no numbers.
    package static var bounds: [String: Int64] { [:] }

    /// Most rules can be set by the codebook.
    package static var isFirm: Bool { false }
}

/// A rule about the delivery as a whole: its codes, periods and columns.
package protocol TableRule: Rule {
    /// Checks a delivery, once.
    func check(_ delivery: LookedUp, report: inout Report)
}

/// A rule about the values of one region and period.
///
/// Each record is checked once, in delivery order, but slices may be checked concurrently.
package protocol RecordRule: Rule {
    /// True if the rule has no finding for a row whose every value is in the range of its topic.
    static var passesOverPlainRows: Bool { get }

    /// Checks one record.
    func check(_ row: RecordRow, report: inout Report)
}

extension RecordRule {
    /// Most rules about records compare values.
    package static var passesOverPlainRows: Bool { false }
}

/// A rule about all regions of a period, compared with each other and with stored values.
package protocol PeriodRule: Rule {
    /// True if the rule compares figures, which means nothing while rows of a delivery are not counted.
    static var needsEveryRow: Bool { get }

    /// Checks one period; periods come by rising time.
    func check(_ period: PeriodTable, report: inout Report)
}

extension PeriodRule {
    /// Nearly all rules compare figures.
    package static var needsEveryRow: Bool { true }
}
