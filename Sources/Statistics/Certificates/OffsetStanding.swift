/// Record of the releases before one whose figures are rounded with offsets: its evidence is compared with this.
///
/// It is read from what the ledger keeps, not from what protection says. It is confidential.
public struct OffsetStanding: Sendable {
    /// By the code of a shown row, its figures with offset as they stand.
    public var figures: [String: [OffsetEvidence.Figure]]
    /// By the code of a row, the figures that were published otherwise: each may come back as it was.
    public var buried: [String: [OffsetEvidence.Figure]]
    /// By atom, its counts in the release before; nil where there is none of them.
    public var atoms: [[Int32]?]

    /// Creates what stands.
    public init(
        figures: [String: [OffsetEvidence.Figure]] = [:],
        buried: [String: [OffsetEvidence.Figure]] = [:],
        atoms: [[Int32]?] = []
    ) {
        self.figures = figures
        self.buried = buried
        self.atoms = atoms
    }
}
