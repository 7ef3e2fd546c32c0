public import Codebook

extension Codebook {
    /// The kind of the data set.
    public var kind: any DataSetKind {
        switch scheme {
        case .coefficients: ScoresKind(codebook: self)
        case .unscored: CharacteristicsKind(codebook: self)
        case .classes(let scheme): IndexKind(codebook: self, scheme: scheme)
        }
    }
}
