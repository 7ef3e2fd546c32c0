public import Statistics

/// The way in which the figures of a period are proved safe.
///
/// It belongs to the period: what one way left open in a release, the other does not know.
/// Source: docs/decisions/0075-the-method-belongs-to-the-period.md.
public enum PeriodProtection: String, Hashable, Sendable, CaseIterable, Codable {
    /// Rows are withheld for others until every withheld figure is proved open by exchange.
    case suppression
    /// Figures above withheld ones are coarser, and rounded with secret offsets.
    case offsets
}

extension Codebook {
    /// How counts of a period are proved safe of which no release told yet; nil where the codebook asks for no proof of
    /// them, and for characteristics of units of their own.
    ///
    /// By offsets, where what is published are units, percentages, scores, spreads and bounds alone, those of one kind
    /// with the same decimals, the coefficients have few enough, and no more variables, groups and units have to be left
    /// open than offsets can; else by suppression, which protects any figure.
    public func protection(ofNew period: Period) -> PeriodProtection? {
        if provesUnscored { return .offsets }
        guard protection.method == .proved, let scheme = scheme.coefficients else { return nil }
        guard hasOffsetFigures, hasProvableBounds(ofNumbers: false), let set = scheme.set(for: period),
            variables.count <= Self.mostVariablesByOffsets
        else { return .suppression }
        let fits = variables.indices.allSatisfy { rank in
            let span = (set.coefficients[rank].max() ?? 0) - (set.coefficients[rank].min() ?? 0)
            return variables[rank].groups.count <= Self.mostGroupsByOffsets
                && span <= Self.widestSpanByOffsets
        }
        return fits ? .offsets : .suppression
    }

    /// Whether any period may be protected by offsets.
    public var mayHaveOffsets: Bool {
        provesUnscored || protection.method == .proved && scheme.coefficients != nil && hasOffsetFigures
    }

    /// Whether the published figures are such that offsets protect.
    private var hasOffsetFigures: Bool {
        var decimals: [Topic.Kind: Set<Int>] = [:]
        for topic in topics {
            switch topic.measure {
            case .population, .carried, .imputedShare, .bound, .unit: break
            case .share, .mergedShare: decimals[.percentage, default: []].insert(topic.decimals)
            case .score, .standardDeviation, .meanDifference:
                decimals[.score, default: []].insert(topic.decimals)
            default: return false
            }
        }
        return decimals.values.allSatisfy { $0.count == 1 }
    }

    /// The ranks of the topics that tell a figure, not the unit of one.
    public var ranksWithoutUnits: Set<Int> {
        Set(
            topics.indices.filter {
                if case .unit = topics[$0].measure { false } else { true }
            }
        )
    }

    /// Whether the rule asks for no more than worlds are looked for.
    ///
    /// - Parameter ofNumbers: Whether the figures are numbers of units.
    /// - Returns: Whether the interval and the minimum are within the bounds.
    func hasProvableBounds(ofNumbers: Bool) -> Bool {
        // Numbers of a region with all units in one group must be able to be each number below the minimum fewer; of small
        // groups, from one to the last below the minimum, the furthest is one step less.
        let isFurther = ofNumbers && protection.groupDisclosure != .publish
        return protection.interval <= Self.widestIntervalByOffsets
            && protection.minimum <= Self.greatestMinimumByOffsets - (isFurther ? 1 : 0)
    }

    /// The most groups of a variable whose percentages or numbers offsets protect: a set of groups has a bit for each.
    public static let mostGroupsByOffsets = 32

    /// The most variables of a data set that offsets protect: a set of measures of spread, two a variable and two for the
    /// total, has a bit for each.
    public static let mostVariablesByOffsets = 31

    /// The widest interval, in units, that offsets leave open.
    public static let widestIntervalByOffsets: Int64 = 10

    /// The greatest minimum of a group of which offsets leave every smaller number open; one less for numbers of units,
    /// where it is not told either that all are in one group.
    public static let greatestMinimumByOffsets: Int64 = 12

    /// The greatest difference of two coefficients of a variable, in their last decimal, whose sums offsets protect.
    public static let widestSpanByOffsets: Int64 = 2000
}
