import Classification
import Files
import Foundation
import Statistics
import TestSupport
import Testing

@Suite(.serialized) struct `releases that wait for approval` {
    private func ameland(_ households: Int64) -> String { JointDelivery.ameland(households, others: 150) }

    private func installation(_ rule: String = "{when: always}") throws -> Installation {
        let here = try Installation(isProved: false)
        let path = here.root + "/shipped/ses-woa.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "\napproval: \(rule)\n").write(toFile: path, atomically: true, encoding: .utf8)
        return here
    }

    private func read(_ here: Installation, _ arguments: String...) throws -> [String: Any] {
        let outcome = try here.peil(arguments + ["--json"])
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(json as? [String: Any], "\(outcome.errors)")
    }

    @Test func `are shown, rejected and approved by commands`() throws {
        let here = try installation()
        try here.drop(ameland(300), as: "a.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        #expect(try here.receipt("a.csv", in: "correctie")?["awaits"] as? String == "approval")
        #expect(here.current("manifest.json") == nil)
        #expect(try here.peil("status").output.contains("ses-woa: release 1 waits for approval"))
        let approved = try here.peil("approve", "ses-woa", "1")
        #expect(approved.code == 0 && approved.output.contains("is published"), "\(approved.errors)")
        #expect(here.current("manifest.json") != nil)
        #expect(try here.receipt("a.csv", in: "correctie")?["release"] as? Int == 1)
        #expect(try here.receipt("a.csv", in: "correctie")?["awaits"] == nil)

        try here.drop(ameland(330), as: "b.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        let report = try read(here, "releases", "ses-woa", "--waiting")
        #expect(report["release"] as? Int == 2 && report["base"] as? Int == 1)
        let moves = try #require(report["moves"] as? [[String: Any]])
        #expect(moves.contains { ($0["region"] as? String) == "GM0060" && $0["before"] as? String != nil })
        #expect(try here.peil("approve", "ses-woa", "2", "--show").output.contains("What moves most:"))
        #expect(try here.peil("approve", "ses-woa", "2", "--at", "2026-12-01T09:30").code == 65)
        #expect(try here.peil("approve", "ses-woa", "7").code == 65)
        #expect(try here.peil("approve", "ses-woa", "2", "--reject").code == 0)
        #expect(try here.peil("approve", "ses-woa", "2").code == 65)
        #expect(try here.peil("releases", "ses-woa", "--waiting").output.contains("No release"))
        #expect(try here.receipt("b.csv", in: "correctie")?["awaits"] as? String == "next-release")

        try here.drop(ameland(360), as: "c.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        let later = try here.peil("approve", "ses-woa", "3", "--at", "2126-12-01T09:30 Europe/Amsterdam")
        #expect(later.output.contains("is published at 2126-12-01T09:30 Europe/Amsterdam"))
        #expect(try here.peil("once").code == 0)
        #expect(try here.peil("status").output.contains("is approved, and published at 2126"))
        let now = try read(here, "approve", "ses-woa", "3")
        #expect(now["state"] as? String == "published" && now["current"] as? Int == 3)
    }

    @Test func `are published by the daemon at their time, and hooks are told of these alone`() throws {
        let here = try installation()
        try Durable.createDirectory(here.root + "/outbox", mode: 0o755)
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        try (text + "\nhooks:\n  - {name: box, outbox: \(here.root)/outbox}\n").write(
            toFile: here.configuration,
            atomically: true,
            encoding: .utf8
        )
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        try here.drop(ameland(300), as: "a.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("a.csv", in: "correctie") != nil }, "\(here.journal)")
        try here.drop(ameland(330), as: "b.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("b.csv", in: "correctie") != nil }, "\(here.journal)")
        let then = Date(timeIntervalSinceNow: 3).formatted(.iso8601)
        #expect(try here.peil("approve", "ses-woa", "2", "--at", then).code == 0)
        #expect(here.wait { here.current("manifest.json") != nil }, "\(here.journal)")
        #expect(Date().formatted(.iso8601) >= then)
        #expect(
            here.wait { Durable.names(in: here.root + "/outbox").contains("ses-woa-000002.json") },
            "\(here.journal)"
        )
        #expect(Durable.names(in: here.root + "/outbox") == ["ses-woa-000002.json"])
    }

    /// The parts of an installation that a run changes, copied into another.
    private func copy(_ ground: Installation) throws -> Installation {
        let here = try installation()
        for place in ["state", "published", "jaar", "correctie"] {
            try FileManager.default.removeItem(atPath: here.root + "/" + place)
            try FileManager.default.copyItem(
                atPath: ground.root + "/" + place,
                toPath: here.root + "/" + place
            )
        }
        return here
    }

    /// Disturbance of a command at one of its durable steps.
    enum Disturbance: CaseIterable {
        /// It is killed.
        case kill
        /// From there on the disk is full for a few calls.
        case fullDisk

        func environment(_ step: Int) -> [String: String] {
            switch self {
            case .kill: ["SEAM_KILL": "\(step)"]
            case .fullDisk: ["SEAM_FAIL": "\(step)", "SEAM_STRETCH": "4", "SEAM_ERRNO": "\(ENOSPC)"]
            }
        }
    }

    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["TORTURE_SEED"].flatMap(UInt64.init) ?? 20_261_130

    /// The durable steps at which a command is disturbed: all of them in `make torture`, else a few of the seed.
    private func steps(_ ground: Installation, _ arguments: [String], few: Int) throws -> [Int] {
        let here = try copy(ground)
        let counter = here.root + "/steps"
        let calm = try here.peil(
            arguments,
            environment: ["LD_PRELOAD": DisturbedRun.seam ?? "", "SEAM_COUNTER": counter]
        )
        #expect(calm.code == 0, "\(calm.errors)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: counter)).prefix(8)
        let all = Array(1...bytes.reversed().reduce(0) { $0 << 8 | Int($1) })
        #expect(all.count > 20)
        if Self.environment["TORTURE_TRIALS"] != nil { return all }
        var random = SplitMix64(seed: Self.seed)
        // One of each part.
        return (0..<few).compactMap { part in
            all[all.count * part / few..<all.count * (part + 1) / few].randomElement(using: &random)
        }
    }

    /// Disturbs a command at durable steps, and brings it to its end afterwards: the same is published.
    private func compare(
        _ ground: Installation,
        _ arguments: [String],
        _ disturbance: Disturbance,
        few: Int
    ) throws {
        let start = ContinuousClock.now
        let steps = try steps(ground, arguments, few: few)
        for step in steps {
            let here = try copy(ground)
            let disturbed = try here.peil(
                arguments,
                environment: [
                    "LD_PRELOAD": DisturbedRun.seam ?? "", "SEAM_COUNTER": here.root + "/steps",
                ].merging(disturbance.environment(step)) { $1 }
            )
            let place: Comment = "\(disturbance) at step \(step): \(disturbed.errors)"
            let isPromised =
                arguments[0] == "approve"
                && (disturbed.code == 0 || disturbed.errors.contains("it stays approved"))
            let current = here.current("manifest.json")
            #expect(current == nil || here.extracts().count == 3, place)
            #expect(try here.peil("once").code == 0, place)
            // Where the decision was not kept, nobody was told that it was.
            if here.current("manifest.json") == nil {
                #expect(!isPromised, place)
                let again = try here.peil("approve", "ses-woa", "1")
                #expect(again.code == 0, "\(place): \(again.errors)")
            }
            #expect(here.extracts().count == 3, place)
            #expect(try LedgerDump(path: here.state + "/ledger.sqlite").isAtRest, place)
            #expect(try here.receipt("a.csv", in: "correctie")?["release"] as? Int == 1, place)
            #expect(Durable.names(in: here.published + "/ses-woa/releases") == ["000001"], place)
            let verified = try here.peil("verify", here.published + "/ses-woa/current")
            #expect(verified.code == 0, "\(place): \(verified.errors)")
        }
        print(
            "torture: approval: \(arguments[0]), \(disturbance): \(steps.count) trials, seed \(Self.seed), "
                + "\(start.duration(to: .now))"
        )
    }

    @Test(.enabled(if: DisturbedRun.seam != nil), arguments: Disturbance.allCases)
    func `lose nothing when the command that approves is disturbed at a durable step`(
        disturbance: Disturbance
    ) throws {
        let ground = try installation()
        try ground.drop(ameland(300), as: "a.csv", in: "correctie")
        #expect(try ground.peil("once").code == 0)
        try compare(ground, ["approve", "ses-woa", "1"], disturbance, few: disturbance == .kill ? 2 : 1)
    }

    @Test(.enabled(if: DisturbedRun.seam != nil))
    func `lose nothing when Peil is killed while it builds one`() throws {
        let ground = try installation()
        try ground.drop(ameland(300), as: "a.csv", in: "correctie")
        try compare(ground, ["once"], .kill, few: 1)
    }
}
