import Statistics

/// A check of a delivery against what is known, without input or output and without order.
///
/// The documentation comment of a rule is its entry in `docs/findings.md`, so it is written for the steward
/// who made the delivery: what is checked, why it can go wrong, and after "Put right:" what to do.
protocol Rule: Sendable {
    /// The stable code of the rule's findings.
    static var code: String { get }

    /// What a finding of the rule does to its delivery, unless the codebook says otherwise.
    static var severity: Finding.Severity { get }

    /// The numbers that a codebook may set, in thousandths, each with what it is where the codebook is silent.
    static var bounds: [String: Int64] { get }

    /// Whether what is held would make no sense without the rule, so that no codebook can soften it.
    static var isFirm: Bool { get }

    /// Creates the rule for one delivery; nil where such a delivery gives it nothing to look at.
    init?(_ context: RuleContext)
}

extension Rule {
    /// Most rules know no numbers.
    static var bounds: [String: Int64] { [:] }

    /// Most rules are the codebook's to set.
    static var isFirm: Bool { false }
}

/// A rule about the delivery as a whole: its codes, periods and columns.
protocol TableRule: Rule {
    /// Looks at a delivery, once.
    func check(_ delivery: LookedUp, report: inout Report)
}

/// A rule about the values of one region and period.
///
/// Records are shown once each, in delivery order, perhaps in several slices at once.
protocol RecordRule: Rule {
    /// Whether the rule has nothing to say of a row whose every value is one that its topic can have.
    static var passesOverPlainRows: Bool { get }

    /// Looks at one record.
    func check(_ row: Row, report: inout Report)
}

extension RecordRule {
    /// Most rules about records look at values beside each other.
    static var passesOverPlainRows: Bool { false }
}

/// A rule about all regions of a period, beside each other and beside what is held.
protocol PeriodRule: Rule {
    /// Whether the rule looks at figures, which say nothing while rows of a delivery are not counted.
    static var needsEveryRow: Bool { get }

    /// Looks at one period; periods are shown by rising time.
    func check(_ period: PeriodTable, report: inout Report)
}

extension PeriodRule {
    /// Nearly all rules look at figures.
    static var needsEveryRow: Bool { true }
}
