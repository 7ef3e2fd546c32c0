public import Statistics

/// The verdict of a release audit, with its evidence in numbers.
///
/// It names places, never values: it may be kept and shown to those who may read the ledger.
public struct AuditVerdict: Hashable, Sendable {
    /// The disclosure risks, by rising region.
    public var risks: [DisclosureRisk] = []
    /// Suppressed figures with a protection interval.
    public var figures = 0
    /// Witnesses: alternative tables that publish the same bytes.
    public var worlds = 0
    /// Alternative tables that were handed in and publish other bytes.
    public var refused = 0
    /// Solved linear programmes.
    public var programmes = 0
    /// The solver, with its version.
    public var solver = Simplex.name

    /// Creates a verdict without evidence.
    public init() {}

    /// True if no figure is disclosed, and every suppressed one is proved to be protected.
    public var isSafe: Bool { risks.isEmpty }
}

/// A release before its audit, with the evidence of its safety.
public struct AuditedRelease: Sendable {
    /// The rows of the regions to be audited, as they would be published.
    public var rows: [SafetyCertificate.Key: SafetyCertificate.Row]
    /// The certificates of the connected parts with these regions.
    public var certificates: [SafetyCertificate]
    /// By region, its rows in earlier releases that are still public, the oldest first.
    public var earlier: [SafetyCertificate.Key: [SafetyCertificate.Row]]

    /// Creates a release to be audited.
    public init(
        rows: [SafetyCertificate.Key: SafetyCertificate.Row],
        certificates: [SafetyCertificate],
        earlier: [SafetyCertificate.Key: [SafetyCertificate.Row]] = [:]
    ) {
        self.rows = rows
        self.certificates = certificates
        self.earlier = earlier
    }
}
