public import Codebook
public import Statistics

extension OffsetModel {
    /// The model of a data set that is scored by coefficients, for counts of the cells of `space`.
    ///
    /// Nil where it publishes figures that offsets do not protect (counts of groups, for example), where its figures
    /// of one kind have several decimals, or where its coefficients are too many decimals for exact sums.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - period: The period.
    ///   - columns: The ranks of the published topics.
    ///   - isJoint: Whether counts are of joint cells.
    ///   - settings: What must stay open; nil for what the codebook says.
    public init?(
        codebook: Codebook,
        period: Period,
        columns: [Int],
        isJoint: Bool,
        settings: OffsetSettings? = nil
    ) {
        guard let shape = Shape(codebook, period: period, columns: columns) else { return nil }
        self.init(
            variables: shape.variables,
            scoreUnit: shape.scoreUnit,
            scoreDecimals: shape.scoreDecimals,
            shareDecimals: shape.shareDecimals,
            isJoint: isJoint,
            hasSpreads: shape.hasSpreads,
            settings: settings ?? OffsetSettings(codebook.protection, in: period)
        )
    }

    /// The model of a data set without scores, for counts of the cells of `isJoint`: its figures are numbers of units, and
    /// percentages that follow from them.
    ///
    /// Nil where there are more variables or groups of one than offsets protect: a codebook with such is refused.
    public init?(unscored codebook: Codebook, period: Period, isJoint: Bool) {
        guard codebook.variables.count <= Codebook.mostVariablesByOffsets,
            codebook.variables.allSatisfy({ $0.groups.count <= Codebook.mostGroupsByOffsets })
        else { return nil }
        self.init(
            variables: codebook.variables.map(OffsetVariable.init(unscored:)),
            scoreUnit: 1,
            scoreDecimals: nil,
            shareDecimals: 0,
            isJoint: isJoint,
            countBase: Int(codebook.protection.rounding),
            settings: OffsetSettings(codebook.protection, in: period)
        )
    }

    /// The model of one characteristic whose numbers of units are published, for counts of its categories.
    ///
    /// - Parameters:
    ///   - variable: The characteristic.
    ///   - settings: What must stay open.
    ///   - base: What published numbers are multiples of.
    public init(apart variable: Variable, by settings: OffsetSettings, base: Int) {
        self.init(
            variables: [OffsetVariable(unscored: variable)],
            scoreUnit: 1,
            scoreDecimals: nil,
            shareDecimals: 0,
            isJoint: false,
            countBase: base,
            settings: settings
        )
    }
}

extension OffsetVariable {
    /// A variable whose categories have no coefficients.
    init(unscored variable: Variable) {
        self.init(
            key: variable.key,
            groups: variable.categories.indices.map { category in
                variable.groups.firstIndex { $0.categories.contains(category) } ?? 0
            },
            coefficients: variable.categories.map { _ in 0 },
            merges: []
        )
    }
}

extension OffsetModel {
    /// Inputs of a data set's figures, in counts of either form: the subject of a record of offsets.
    struct Shape {
        let variables: [OffsetVariable]
        let scoreUnit: Int
        let scoreDecimals: Int?
        let shareDecimals: Int
        var hasSpreads = false

        /// The shape of a data set without scores.
        init(unscored codebook: Codebook) {
            variables = codebook.variables.map(OffsetVariable.init(unscored:))
            (scoreUnit, scoreDecimals, shareDecimals) = (1, nil, 0)
        }

        /// The shape of a model.
        init(_ model: OffsetModel) {
            variables = model.variables
            scoreUnit = model.scoreUnit
            scoreDecimals = model.scoreDecimals
            shareDecimals = model.shareDecimals
        }

        /// The shape of a data set that is scored by coefficients; nil where offsets do not protect it.
        init?(_ codebook: Codebook, period: Period, columns: [Int]) {
            guard case .coefficients(let scheme) = codebook.scheme, let set = scheme.set(for: period) else {
                return nil
            }
            var decimals: (shares: Set<Int>, scores: Set<Int>) = ([], [])
            var merges = codebook.variables.map { _ in Set<UInt32>() }
            var hasSpreads = false
            for topic in columns.map({ codebook.topics[$0] }) {
                switch topic.measure {
                case .population, .carried, .imputedShare, .bound, .unit: break
                case .share: decimals.shares.insert(topic.decimals)
                case .mergedShare(let variable, let groups):
                    decimals.shares.insert(topic.decimals)
                    merges[variable].insert(groups.reduce(0) { $0 | 1 << UInt32($1) })
                case .score: decimals.scores.insert(topic.decimals)
                case .standardDeviation, .meanDifference:
                    decimals.scores.insert(topic.decimals)
                    hasSpreads = true
                default: return nil
                }
            }
            guard decimals.shares.count <= 1, decimals.scores.count <= 1,
                codebook.variables.count <= Codebook.mostVariablesByOffsets
            else { return nil }
            var variables: [OffsetVariable] = []
            for (rank, variable) in codebook.variables.enumerated() {
                let groups = variable.categories.indices.map { category in
                    variable.groups.firstIndex { $0.categories.contains(category) } ?? 0
                }
                let coefficients = set.coefficients[rank].map { Int($0) }
                let span = (coefficients.max() ?? 0) - (coefficients.min() ?? 0)
                guard variable.groups.count <= Codebook.mostGroupsByOffsets,
                    coefficients.count == groups.count,
                    span <= Codebook.widestSpanByOffsets
                else { return nil }
                variables.append(
                    OffsetVariable(
                        key: variable.key,
                        groups: groups,
                        coefficients: coefficients,
                        merges: merges[rank].sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
                    )
                )
            }
            self.variables = variables
            scoreUnit = Int(set.scale) * scheme.divisor
            scoreDecimals = decimals.scores.first
            shareDecimals = decimals.shares.first ?? 0
            self.hasSpreads = hasSpreads
        }

        /// A digest of it, and of the form of the counts.
        func digest(isJoint: Bool) -> UInt64 {
            var mark = PartMark()
            for variable in variables {
                mark.add(variable.key)
                for group in variable.groups { mark.add(UInt64(group)) }
                for coefficient in variable.coefficients { mark.add(UInt64(bitPattern: Int64(coefficient))) }
            }
            for number in [scoreUnit, scoreDecimals ?? -1, shareDecimals, isJoint ? 1 : 0] {
                mark.add(UInt64(bitPattern: Int64(number)))
            }
            return mark.number
        }
    }

    /// A digest of what counts and figures are of.
    var digest: UInt64 { Shape(self).digest(isJoint: isJoint) }
}
