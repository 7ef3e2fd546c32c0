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
                    let name =
                        "minimum \(trial.model.settings.minimum), \(isCut ? "with" : "without") postcodes, seed \(seed)"
                    let first = trial.firstRelease()
                    #expect(first.faults == [], "\(name)")
                    if trial.model.countBase == nil {
                        #expect(
                            SmallGroupAttack(OffsetAudit(trial.rule)).findings(first.counted) == [],
                            "\(name)"
                        )
                    }
                }
            }
        }
    }

    /// A merge that was made for more units may be of too few after a correction.
    @Test(arguments: [1, 3, 5, 10])
    func `holds back no later release either`(interval: Int) {
        for minimum in [5, 10] {
            for seed in Self.seeds.lowerBound..<(Self.seeds.upperBound + 2) {
                var trial = Kind.scoresOfJointCounts.trial(seed, interval: interval, minimum: minimum)
                let course = trial.course([.correctAny(4), .correctAny(4), .correctAll(2), .correctAny(40)])
                #expect(course.unproved == [] && course.faults == [], "minimum \(minimum), seed \(seed)")
                #expect(course.leaks == [], "minimum \(minimum), seed \(seed)")
            }
        }
    }
}
