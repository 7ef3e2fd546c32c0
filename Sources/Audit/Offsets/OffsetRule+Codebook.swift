public import Codebook
public import Statistics

extension OffsetRule {
    /// Rule for the counts in a form of a data set; nil where it has no counts, or no coefficients for the period.
    public init?(codebook: Codebook, form: Form, period: Period) {
        if case .unscored = codebook.scheme, form.holdsCounts {
            self.init(numbersOf: codebook.variables, by: codebook.protection, isJoint: form.traits.isJoint)
            return
        }
        guard form.holdsCounts, let scheme = codebook.scheme.coefficients, let set = scheme.set(for: period)
        else { return nil }
        func scale(_ whole: Int, _ isWanted: (Measure) -> Bool) -> Int {
            let decimals = codebook.topics.first { isWanted($0.measure) }?.decimals ?? 0
            return (0..<decimals).reduce(whole) { scale, _ in scale * 10 }
        }
        self.init(
            groups: codebook.variables.map { variable in
                variable.categories.indices.map { category in
                    variable.groups.firstIndex { $0.categories.contains(category) } ?? 0
                }
            },
            coefficients: set.coefficients.map { $0.map { Int($0) } },
            scoreUnit: Int(set.scale) * scheme.divisor,
            shareScale: scale(100) {
                switch $0 {
                case .share, .mergedShare: true
                default: false
                }
            },
            scoreScale: scale(1) {
                switch $0 {
                case .score, .standardDeviation, .meanDifference: true
                default: false
                }
            },
            minimum: Int(codebook.protection.minimum),
            isJoint: form.traits.isJoint
        )
    }

    /// Rule for the published counts of one characteristic.
    public init(apart variable: Variable, by rule: ProtectionRule) {
        self.init(numbersOf: [variable], by: rule, isJoint: false)
    }

    /// Rule for published counts whose figures are numbers of units.
    ///
    /// - Parameters:
    ///   - variables: The variables.
    ///   - rule: The rule of the data set.
    ///   - isJoint: Whether counts are of joint cells.
    public init(numbersOf variables: [Variable], by rule: ProtectionRule, isJoint: Bool) {
        self.init(
            groups: variables.map { variable in
                variable.categories.indices.map { category in
                    variable.groups.firstIndex { $0.categories.contains(category) } ?? 0
                }
            },
            coefficients: variables.map { $0.categories.map { _ in 0 } },
            scoreUnit: 1,
            shareScale: 1,
            scoreScale: 1,
            minimum: Int(rule.minimum),
            isJoint: isJoint
        )
        isOfNumbers = true
        hidesOneGroup = rule.groupDisclosure != .publish
    }
}
