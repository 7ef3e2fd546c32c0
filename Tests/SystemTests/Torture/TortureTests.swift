import Foundation
import Glibc
import TestSupport
import Testing

/// The real daemon, killed and starved: afterwards all is as it would have been.
///
/// A few trials belong to every run of the tests. `make torture` asks for many by `TORTURE_TRIALS`, with the seed of
/// `TORTURE_SEED`, and prints a summary line of each kind.
@Suite(.serialized, .enabled(if: DisturbedRun.seam != nil)) struct `a disturbed daemon` {
    private static let environment = ProcessInfo.processInfo.environment
    private static let trials = environment["TORTURE_TRIALS"].flatMap(Int.init)
    private static let seed = environment["TORTURE_SEED"].flatMap(UInt64.init) ?? 20_261_130

    /// Runs every disturbance and compares with the run that nobody disturbed.
    private func compare(
        _ kind: String,
        of trial: DisturbedRun,
        _ disturbances: (DisturbedRun.Result, inout SplitMix64) -> [DisturbedRun.Disturbance]
    ) throws {
        let calm = try trial.run(.none)
        #expect(calm.fault == nil && calm.steps > 50, "\(calm.fault ?? "") \(calm.steps) steps")
        var random = SplitMix64(seed: Self.seed)
        let all = disturbances(calm, &random)
        let start = ContinuousClock.now
        var (kills, different) = (0, 0)
        for disturbance in all {
            let began = ContinuousClock.now
            let result = try trial.run(disturbance)
            let took = began.duration(to: .now)
            if took > .seconds(8) { print("torture: slow: \(disturbance): \(took)") }
            kills += result.kills
            let differences =
                disturbance.isFailure
                ? result.traces.outcome.differences(from: calm.traces.outcome)
                : result.traces.differences(from: calm.traces)
            #expect(result.integrity == "ok", "\(disturbance): \(result.integrity)")
            if result.fault != nil || !differences.isEmpty { different += 1 }
            #expect(result.fault == nil, "\(disturbance): \(result.fault ?? "")")
            #expect(differences.isEmpty, "\(disturbance): \(differences.joined(separator: "; "))")
        }
        print(
            "torture: \(kind): \(all.count) trials, \(kills) kills, \(calm.steps) durable steps, "
                + "\(different) different, seed \(Self.seed), \(start.duration(to: .now))"
        )
    }

    @Test func `does the same, killed in the place of any durable step`() throws {
        try compare("kill at a step", of: DisturbedRun()) { calm, random in
            let steps = 1...calm.steps
            // All of them, and then again with a second kill, or a few here and there.
            guard let trials = Self.trials else {
                return stride(from: 5, to: calm.steps, by: max(1, calm.steps / 10)).map {
                    .killAt(step: $0, andThen: nil)
                }
            }
            let single = steps.map { DisturbedRun.Disturbance.killAt(step: $0, andThen: nil) }
            let double = (0..<max(0, trials - single.count)).map { _ in
                DisturbedRun.Disturbance.killAt(
                    step: Int.random(in: steps, using: &random),
                    andThen: Int.random(in: steps, using: &random)
                )
            }
            return Array((single + double).prefix(trials))
        }
    }

    @Test func `does the same, killed at any moment`() throws {
        try compare("kill at a moment", of: DisturbedRun()) { _, random in
            (0..<(Self.trials ?? 4)).map { _ in
                .killAfter(
                    (0..<Int.random(in: 1...4, using: &random)).map { _ in
                        .milliseconds(Int.random(in: 1...1200, using: &random))
                    }
                )
            }
        }
    }

    @Test func `does the same, where a durable step fails once or for a while`() throws {
        try compare("failure", of: DisturbedRun()) { calm, random in
            let errors = [ENOSPC, EIO, EDQUOT, EROFS, EMFILE]
            let chosen =
                Self.trials.map { trials in
                    (0..<trials).map {
                        $0 < calm.steps ? $0 + 1 : Int.random(in: 1...calm.steps, using: &random)
                    }
                } ?? Array(stride(from: 9, to: calm.steps, by: max(1, calm.steps / 8)))
            return chosen.map {
                .failure(
                    step: $0,
                    stretch: Bool.random(using: &random) ? 1 : Int.random(in: 2...6, using: &random),
                    error: errors.randomElement(using: &random) ?? EIO
                )
            }
        }
    }

    @Test func `does the same with proved figures and their key, killed in the place of any durable step`()
        throws
    {
        try compare("kill at a step, proved", of: DisturbedRun(isProved: true)) { calm, _ in
            let count = min(calm.steps, Self.trials ?? 5)
            return stride(from: 3, to: calm.steps, by: max(1, calm.steps / count)).map {
                .killAt(step: $0, andThen: nil)
            }
        }
    }

    /// Every run of these draws by a key of its own, so that figures differ from run to run.
    @Test func `takes everything in the end, killed while the key is made`() throws {
        let trial = try DisturbedRun(isProved: true, isFresh: true)
        let calm = try trial.run(.none)
        #expect(calm.fault == nil, "\(calm.fault ?? "")")
        // The key is made at the start, before anything is taken.
        let last = min(calm.steps, 90)
        let chosen = Self.trials == nil ? Array(stride(from: 2, to: last, by: 15)) : Array(1...last)
        var different = 0
        for step in chosen {
            let result = try trial.run(.killAt(step: step, andThen: nil))
            let isSame = result.traces.receipts == calm.traces.receipts
            if !isSame || result.fault != nil || result.integrity != "ok" { different += 1 }
            #expect(result.fault == nil, "step \(step): \(result.fault ?? "")")
            #expect(result.integrity == "ok" && isSame, "step \(step)")
        }
        print("torture: kill while the key is made: \(chosen.count) trials, \(different) different")
    }

    @Test(arguments: [false, true])
    func `does the same after a loss of power, whatever the disk kept of what was not synced`(
        isFresh: Bool
    ) throws {
        let trial = try DisturbedRun(isFresh: isFresh)
        let recorded = try PowerLoss(of: trial)
        #expect(
            recorded.fault == nil && recorded.disk.count > 200,
            "\(recorded.fault ?? "") \(recorded.disk.count)"
        )
        var random = SplitMix64(seed: Self.seed)
        let places = Array(0...recorded.disk.count)
        let all = places.flatMap { place in RecordedDisk.Mercy.allCases.map { (place, $0) } }
        let chosen =
            Self.trials.map { trials in
                trials >= all.count
                    ? all : (0..<trials).map { _ in all[Int.random(in: all.indices, using: &random)] }
            }
            ?? stride(from: 7, to: places.count, by: max(1, places.count / (isFresh ? 4 : 12))).enumerated()
            .map {
                ($0.element, RecordedDisk.Mercy.allCases[$0.offset % RecordedDisk.Mercy.allCases.count])
            } + recorded.disk.placesAfterMoves.map { ($0, .content) }
        let start = ContinuousClock.now
        var different = 0
        for (place, mercy) in chosen {
            let left = recorded.disk.left(after: place, mercy, using: &random)
            let result = try recorded.resumed(from: left)
            let differences = result.traces?.differences(from: recorded.traces) ?? []
            let what = "power lost after step \(place) of \(recorded.disk.count), the disk kept: \(mercy)"
            if result.fault != nil || !differences.isEmpty || result.integrity != "ok" { different += 1 }
            #expect(result.fault == nil, "\(what): \(result.fault ?? "")")
            #expect(result.integrity == "ok", "\(what): \(result.integrity)")
            #expect(differences.isEmpty, "\(what): \(differences.joined(separator: "; "))")
        }
        print(
            "torture: loss of power\(isFresh ? ", fresh" : ""): \(chosen.count) trials, \(recorded.disk.count) recorded steps, "
                + "\(different) different, seed \(Self.seed), \(start.duration(to: .now))"
        )
    }
}
