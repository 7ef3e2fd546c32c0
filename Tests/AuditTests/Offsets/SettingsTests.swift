import Audit
import Disclosure
import Foundation
import Statistics
import Testing

/// Countries protected with other settings than are shipped.
@Suite struct `protection with any interval and minimum` {
    /// A kind of data set.
    enum Kind: CaseIterable, Sendable {
        case scoresOfJointCounts, scoresByCategory, characteristic, countsWithoutScores

        func trial(_ seed: UInt64, interval: Int, minimum: Int) -> OffsetTrial {
            switch self {
            case .scoresOfJointCounts: OffsetTrial(seed: seed, interval: interval, minimum: minimum)
            case .scoresByCategory:
                OffsetTrial(seed: seed, interval: interval, minimum: minimum, isJoint: false)
            case .characteristic:
                OffsetTrial(seed: seed, categories: 4, interval: interval, minimum: min(minimum, 11))
            case .countsWithoutScores:
                OffsetTrial(
                    seed: seed,
                    categories: 3,
                    others: [4],
                    interval: interval,
                    minimum: min(minimum, 11)
                )
            }
        }
    }

    /// The seeds of the countries that are drawn of each: more, and others, where somebody asks.
    private static var seeds: Range<UInt64> {
        func number(_ name: String) -> UInt64 {
            ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? 1
        }
        return number("SETTING_SEED")..<(number("SETTING_SEED") + number("SETTING_TRIALS"))
    }

    @Test(arguments: Kind.allCases, [1, 3, 5, 10])
    func `leaves everything open, and no release is held back`(kind: Kind, interval: Int) {
        for minimum in [5, 10, 12] {
            for isCut in [false, true] {
                for seed in Self.seeds {
                    var trial = kind.trial(seed, interval: interval, minimum: minimum)
                    if isCut { trial.cut() }
                    let made = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
                        .protect(trial.country)
                    let audit = OffsetAudit(trial.rule)
                    let counted = audit.counted(made.evidence)
                    let name = "minimum \(minimum), \(isCut ? "with" : "without") postcodes, seed \(seed)"
                    #expect(made.outcome.unproved == [], "\(name)")
                    #expect(audit.check(counted).faults == [], "\(name)")
                    let missing = OffsetCompleteness(counted, after: OffsetStanding(), audit)
                        .faults(trial.codebook)
                    #expect(missing == [], "\(name)")
                    if trial.model.countBase == nil {
                        #expect(SmallGroupAttack(audit).findings(counted) == [], "\(name)")
                    }
                }
            }
        }
    }
}
