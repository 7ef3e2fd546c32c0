public import Codebook

extension OffsetSettings {
    /// The settings that a codebook's rule of protection asks for.
    public init(_ rule: ProtectionRule) {
        self.init()
        interval = Int(rule.interval)
        scoreInterval = Int(rule.scoreInterval)
        minimum = Int(rule.minimum)
        threshold = Int(rule.threshold)
        publishedMultiple = max(1, Int(rule.rounding))
        switch rule.percentages {
        case .oneDecimal: wholePercentsBelow = nil
        case .wholeBelow(let limit): wholePercentsBelow = Int(limit)
        }
    }
}
