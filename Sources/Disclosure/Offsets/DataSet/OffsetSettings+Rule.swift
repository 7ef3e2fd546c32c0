public import Codebook

extension OffsetSettings {
    /// The settings that a codebook's rule of protection asks for.
    public init(_ rule: ProtectionRule) {
        self.init()
        interval = Int(rule.interval)
        scoreInterval = Int(rule.scoreInterval)
        minimum = Int(rule.minimum)
        threshold = Int(rule.threshold)
        factor = Int(rule.offsets.factor)
        widestFactor = Int(rule.offsets.widestFactor)
        margin = Int(rule.offsets.margin)
        rounding = rule.offsets.rounding == .plain ? .plain : .offset
        let weights = rule.offsets.losses
        losses.total = Double(weights.total) / 1000
        losses.part = Double(weights.part) / 1000
        losses.shares = Double(weights.percentages) / 1000
        losses.spread = Double(weights.spread) / 1000
        oneGroup =
            switch rule.groupDisclosure {
            case .merge: .coarse
            case .withhold: .withheld
            case .publish: .shown
            }
        publishedMultiple = max(1, Int(rule.rounding))
        switch rule.percentages {
        case .oneDecimal: wholePercentsBelow = nil
        case .wholeBelow(let limit): wholePercentsBelow = Int(limit)
        }
    }
}
