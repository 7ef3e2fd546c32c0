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

    /// How many countries are drawn of each: more where somebody asks.
    private static let countries =
        ProcessInfo.processInfo.environment["SETTING_TRIALS"].flatMap(UInt64.init) ?? 1

    @Test(arguments: Kind.allCases, [1, 3, 5, 10])
    func `leaves everything open, and no release is held back`(kind: Kind, interval: Int) {
        for minimum in [5, 10, 12] {
            for isCut in [false, true] {
                for seed in 1...Self.countries {
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
