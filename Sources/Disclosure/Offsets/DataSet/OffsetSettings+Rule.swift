public import Codebook
public import Statistics

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

    /// The same for one period, with what the office wants of it.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - period: The period.
    ///   - variable: The only variable that is looked at; nil for all.
    public init(_ rule: ProtectionRule, in period: Period, variable: Int? = nil) {
        self.init(rule)
        for entry in rule.apriori?.entries ?? [] where entry.period == period {
            guard variable == nil || variable == entry.variable else { continue }
            let rank = variable == nil ? entry.variable : 0
            let code = entry.region.description
            if entry.isShown {
                wishes[code, default: OffsetWish()].shown.insert(rank)
            } else {
                wishes[code, default: OffsetWish()].withheld.insert(rank)
            }
        }
    }
}
