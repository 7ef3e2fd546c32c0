/// What a pass over the rows of a delivery is for.
public struct RecordTask: Sendable {
    /// Whether every row is checked and those with a known level are counted: so it is in the first pass.
    let checks: Bool
    /// The beginning that all ids share.
    let idPrefix: IDPrefix
    /// The year whose patterns are counted, for a model to be fitted on; nil for none.
    let patternYear: Int?

    /// The first pass.
    public static func count(idPrefix: IDPrefix, patternYear: Int?) -> Self {
        Self(checks: true, idPrefix: idPrefix, patternYear: patternYear)
    }
}
