public import Codebook

extension Codebook {
    /// The kind of the data set.
    public var kind: any DataSetKind {
        switch scheme {
        case .coefficients(let scheme): ScoresKind(codebook: self, scheme: scheme)
        case .unscored: CharacteristicsKind(codebook: self)
        case .classes(let scheme): IndexKind(codebook: self, scheme: scheme)
        }
    }
}
