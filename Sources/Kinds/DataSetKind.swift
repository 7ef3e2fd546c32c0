public import Codebook
public import ValidationWalks

/// A kind of data set: everything that one kind does otherwise than another.
///
/// It is the one seam between kinds. A conformer and all that only it needs stand in a folder of their own; what
/// kinds share stands beside the folders. Here belongs whatever differs by kind: which tables a release has and how
/// their rows are computed and protected, how what is published of a region is explained, and how deliveries are read,
/// checked, tallied and noted. A question of the form "is this an index?" asked anywhere else is a requirement that is
/// missing here. A conformer is a value and pure: it knows the codebook, and is handed whatever else it needs.
///
/// `Codebook.kind` gives the kind of a data set, and is the only place that chooses one.
public protocol DataSetKind: Sendable {
    /// The data set.
    var codebook: Codebook { get }

    /// The tables of a release of what is stored, by rising period: the graph that a release is.
    ///
    /// A table that is made of what others say comes after them.
    /// - Throws: ``UnknownStoredForm`` where a period is stored in a form that the codebook no longer has.
    func nodes(of stored: StoredDataSet) throws(UnknownStoredForm) -> [any TableNode]

    /// Whether it is noted what releases say, so that later ones are protected with that in mind.
    var notesReleases: Bool { get }

    /// How the figures of a period are proved safe, where one of several ways belongs to it; else nil.
    func protection(of stored: PeriodOutline) -> PeriodProtection?

    /// The key of the coefficients that the figures of a period are made with; nil where there are none.
    func coefficientSet(of stored: PeriodOutline) -> String?

    /// The facts that rules about deliveries go by.
    var checks: KindChecks { get }

    /// The notes of a release that only this kind has.
    var notes: KindNotes { get }

    /// True if the counts of one region can change the figures of others.
    var movesOtherRegions: Bool { get }

    /// The years of stored counts whose areas are ranked, for explaining how a figure came about; nil for a kind whose
    /// figures of a region are explained by the region's own counts.
    func rankedYears(of stored: StoredDataSet) -> [IndexFiguresOfYear]?
}

extension DataSetKind {
    /// Figures that are proved safe are noted.
    public var notesReleases: Bool { codebook.protection.method == .proved }

    /// Most kinds have one way.
    public func protection(of stored: PeriodOutline) -> PeriodProtection? { nil }

    /// Most kinds have no coefficients.
    public func coefficientSet(of stored: PeriodOutline) -> String? { nil }

    /// Most kinds publish or withhold rows as a whole, where not more is withheld to be proved safe.
    public var checks: KindChecks { KindChecks(rowsAreWhole: codebook.protection.method == .threshold) }

    /// Most kinds round units and have nothing else to tell.
    public var notes: KindNotes { KindNotes(threshold: thresholdNote) }

    /// Most kinds compute a region from its own counts.
    public var movesOtherRegions: Bool { false }

    /// Most kinds rank no areas.
    public func rankedYears(of stored: StoredDataSet) -> [IndexFiguresOfYear]? { nil }
}
