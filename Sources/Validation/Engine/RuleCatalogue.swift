import Codebook
public import Statistics
import ValidationWalks

/// All rules of validation, for codebooks that set them and for pages that list them.
public enum RuleCatalogue {
    /// The properties of a rule that a codebook can set.
    public struct Entry: Hashable, Sendable {
        /// The stable code of its findings.
        public let code: String
        /// The severity of its findings, unless the codebook sets another.
        public let severity: Finding.Severity
        /// Its numbers, in thousandths.
        public let bounds: [String: Int64]
        /// True if it can be neither switched off nor softened.
        public let isFirm: Bool
        /// Its entry in the manual.
        public let manual: ManualText
    }

    /// The rules, by rising code.
    public static let entries: [Entry] = rules.map { rule in
        Entry(
            code: rule.code,
            severity: rule.severity,
            bounds: rule.bounds,
            isFirm: rule.isFirm,
            manual: rule.manual
        )
    }
    .sorted { $0.code < $1.code }

    /// The names of the numbers of each rule, by its code.
    public static let bounds: [String: Set<String>] = Dictionary(
        uniqueKeysWithValues: entries.map { ($0.code, Set($0.bounds.keys)) }
    )

    static let rules: [any Rule.Type] = [
        AgreesWithCounts.self, ChangeFromPreviousVersion.self, ChangeFromPreviousYear.self,
        CountIsInRange.self, CountIsKnown.self, CountIsPresent.self, EditionIsCovered.self,
        EditionIsOfTheDrop.self,
        FormIsKept.self, ImputationModelIsSound.self, JointCountsAreComplete.self, LargeRowIsPublished.self,
        ListIsRead.self, NameAgreesWithCode.self, NumeratorIsPart.self,
        OneRowARegion.self, PartsAndWholesAgree.self, PartsAreKnown.self, PercentagesAddUp.self,
        PeriodHasCoefficients.self, PeriodHasOneStatus.self, PeriodIsOpen.self, PeriodIsWellFormed.self,
        RegionHasNoLetters.self, RegionIsDecided.self, RegionIsKnown.self, RegionIsWellFormed.self,
        RegionLevelIsPublished.self, ReplacementIsMeant.self, RowIsAllOrNothing.self, RowsArePresent.self,
        ProtectionIsKept.self, SmallRowIsWithheld.self, SubgroupIsPart.self,
        CharacteristicsAreKept.self, TopicsAreKept.self, TopicsAreKnown.self, TopicsArePresent.self,
        TotalIsSumOfScores.self,
        UnitsAreRounded.self, ValueIsInRange.self, ValueIsReadable.self, VariablesAddUp.self,
        UnitFieldHasCode.self, UnitFieldIsAsked.self, UnitIsImputed.self, UnitLevelIsHighest.self,
        UnitRegionHasLevel.self, UnitStandsOnce.self, UnitsAreCompared.self, WholeIsDelivered.self,
        WholeIsKept.self,
        ColumnsAreNotExchanged.self, SignsAreNotTurned.self, YearIsNotRepeated.self, ScaleIsKept.self,
        RegionsDoNotMoveTogether.self, CodesAreListed.self, CountryIsNotMissing.self, NumbersAreNumbers.self,
        NumbersAreNotGrouped.self, NumbersHaveTheirSize.self, UnitsAreNotLeftOut.self, ShareIsNotMissing.self,
        SubgroupIsCounted.self, NationalMeanIsZero.self, CountsAreNotConventions.self,
        CharacteristicIsKnown.self,
    ]

    /// The rules that apply to a delivery and that its codebook leaves on.
    static func active(in context: RuleContext) -> [any Rule] {
        rules.compactMap { rule in
            guard rule.isFirm || context.codebook.rules[rule.code]?.isOn != false else { return nil }
            return rule.init(context)
        }
    }
}
