public import Statistics

/// Whether a release may be made, and what stands behind it.
///
/// It names places, never values: it may be kept and shown to those who may read the ledger.
public struct AuditVerdict: Hashable, Sendable {
    /// What is not surely protected, by rising region.
    public var leaks: [Leak] = []
    /// Withheld figures that had to be left open.
    public var figures = 0
    /// Worlds that publish the same, byte for byte.
    public var worlds = 0
    /// Worlds that were handed in and do not.
    public var refused = 0
    /// Linear programmes that were solved.
    public var programmes = 0
    /// The solver, with its version.
    public var solver = Simplex.name

    /// Creates the verdict on nothing.
    public init() {}

    /// Whether no figure is told, and every withheld one is proved to be left open.
    public var isSafe: Bool { leaks.isEmpty }
}

/// What is about to be released, and what proves it safe.
public struct GatedRelease: Sendable {
    /// The rows of the regions in question, as they would be published.
    public var rows: [SafetyCertificate.Key: SafetyCertificate.Row]
    /// The certificates of the connected parts that these regions are of.
    public var certificates: [SafetyCertificate]
    /// By region, what releases that are still published say of it, the oldest first.
    public var earlier: [SafetyCertificate.Key: [SafetyCertificate.Row]]

    /// Creates what a gate judges.
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
