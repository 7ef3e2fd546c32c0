import Foundation
import Glibc

/// A run of the real daemon over the same deliveries each time, disturbed at one durable step or at one moment.
///
/// The library of `Tests/CSeam` stands between the binary and the C library: it counts every call that changes what
/// the disk holds, and kills the process or lets the call fail at a given one.
struct DisturbedRun {
    /// Disturbance of the daemon.
    enum Disturbance: Hashable, CustomStringConvertible {
        /// Nothing.
        case none
        /// SIGKILL in the place of that durable step, and again in the run after it.
        case killAt(step: Int, andThen: Int?)
        /// SIGKILL after those times of running, one after the other.
        case killAfter([Duration])
        /// That durable step, and so many behind it, fail with an error of the system.
        case failure(step: Int, stretch: Int, error: Int32)

        /// Whether calls fail.
        var isFailure: Bool {
            if case .failure = self { true } else { false }
        }

        var description: String {
            switch self {
            case .none: "nothing"
            case .killAt(let step, let next): "SIGKILL at step \(step)\(next.map { ", then at \($0)" } ?? "")"
            case .killAfter(let times):
                "SIGKILL after \(times.map(\.description).joined(separator: ", then "))"
            case .failure(let step, let stretch, let error):
                "error \(error) at step \(step), \(stretch) calls"
            }
        }
    }

    /// How a run went.
    struct Result {
        /// Traces on the disk afterwards.
        let traces: Traces
        /// Verdict of SQLite on the ledger.
        let integrity: String
        /// How many durable steps the first process took before it ended.
        let steps: Int
        /// How often it was killed.
        let kills: Int
        /// Fault of the run itself; nil when it came to its end.
        let fault: String?
    }

    /// The state that each run starts from: one year is held and released, or nothing.
    let ground: Installation
    /// Whether figures are proved, with the secret key that this needs.
    let isProved: Bool

    init(isProved: Bool = false, isFresh: Bool = false) throws {
        self.isProved = isProved
        ground = try Installation(isProved: isProved)
        if isFresh { return }
        try ground.drop(Self.year, as: "jaar.csv", in: "jaar")
        let outcome = try ground.peil("once")
        guard outcome.code == 0 else { throw Unexpected(text: outcome.errors) }
    }

    private struct Unexpected: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }

    /// Where the library stands; nil where it was not built.
    static let seam: String? = {
        let path = URL(fileURLWithPath: Installation.binary).deletingLastPathComponent().path + "/libseam.so"
        let built = Installation.packageRoot + "/.build/debug/libseam.so"
        return [path, built].first { FileManager.default.fileExists(atPath: $0) }
    }()

    private static let buurten = ["BU00600000", "BU00600001", "BU00600002"]

    private static func counts(_ count: Int64, _ period: String, _ buurten: [String] = Self.buurten) -> String
    {
        JointDelivery.text(
            buurten.enumerated().map { rank, buurt in
                (buurt, [((10, 5, 1), count + Int64(rank)), ((3, 2, 4), count / 2)])
            },
            period: period
        )
    }

    private static let year = counts(200, "2019JJ00")
    /// The deliveries of a run, in the order of their names: taken, rejected, the same bytes again, taken.
    static let deliveries = [
        ("1.csv", counts(150, "2019JJ00", ["BU00600001"])),
        ("2.csv", "nonsense"),
        ("3.csv", counts(150, "2019JJ00", ["BU00600001"])),
        ("4.csv", counts(170, "2018JJ00")),
    ]

    /// Lets the daemon take all deliveries, disturbed, and then undisturbed until nothing is left to do.
    func run(_ disturbance: Disturbance) throws -> Result {
        let here = try prepared()
        var kills = 0
        var steps = 0
        var fault: String?
        switch disturbance {
        case .none, .failure:
            fault = try undisturbed(here, environment(here, disturbance), &steps)
            // What a failure left undone is done by the next start at the latest.
            if fault != nil { fault = try undisturbed(here, [:], &steps) }
        case .killAt(let step, let next):
            kills += try killed(here, at: step, &steps) ? 1 : 0
            if let next, kills > 0 {
                var more = 0
                kills += try killed(here, at: next, &more) ? 1 : 0
            }
        case .killAfter(let times):
            for time in times {
                let daemon = try here.startDaemon()
                Thread.sleep(forTimeInterval: time / .seconds(1))
                kill(daemon.processIdentifier, SIGKILL)
                daemon.waitUntilExit()
                kills += 1
            }
        }
        if disturbance != .none, fault == nil {
            var more = 0
            fault = try undisturbed(here, [:], &more)
        }
        let integrity = try LedgerDump(path: here.state + "/ledger.sqlite").integrity
        return Result(
            traces: try Traces(of: here),
            integrity: integrity,
            steps: steps,
            kills: kills,
            fault: fault
        )
    }

    /// The places that a run leaves something in.
    static let places = ["state", "published", "jaar", "correctie"]

    /// An installation as each run finds it: the ground, with the deliveries in the drop.
    func prepared() throws -> Installation {
        let here = try Installation(isProved: isProved)
        for place in Self.places {
            try FileManager.default.removeItem(atPath: here.root + "/" + place)
            try FileManager.default.copyItem(
                atPath: ground.root + "/" + place,
                toPath: here.root + "/" + place
            )
        }
        for (name, text) in Self.deliveries { try here.drop(text, as: name, in: "correctie") }
        return here
    }

    private func environment(_ here: Installation, _ disturbance: Disturbance) -> [String: String] {
        var more = ["LD_PRELOAD": Self.seam ?? "", "SEAM_COUNTER": here.root + "/steps"]
        switch disturbance {
        case .killAt(let step, _): more["SEAM_KILL"] = "\(step)"
        case .failure(let step, let stretch, let error):
            more["SEAM_FAIL"] = "\(step)"
            more["SEAM_STRETCH"] = "\(stretch)"
            more["SEAM_ERRNO"] = "\(error)"
        default: break
        }
        return more
    }

    /// Runs the daemon until it kills itself at a step, or has nothing left to do; true when it was killed.
    private func killed(_ here: Installation, at step: Int, _ steps: inout Int) throws -> Bool {
        let daemon = try here.startDaemon(environment: environment(here, .killAt(step: step, andThen: nil)))
        _ = try here.wait(seconds: 60) { try !daemon.isRunning || isDone(here) }
        let wasKilled = !daemon.isRunning && daemon.terminationReason == .uncaughtSignal
        stop(daemon, here)
        steps = Self.steps(here)
        return wasKilled
    }

    /// Runs the daemon until all is done, and ends it; says what went wrong.
    func undisturbed(_ here: Installation, _ environment: [String: String], _ steps: inout Int) throws
        -> String?
    {
        let daemon = try here.startDaemon(environment: environment)
        let isDone = try here.wait(seconds: 60) { try !daemon.isRunning || self.isDone(here) }
        let isEnded = !daemon.isRunning
        stop(daemon, here)
        if !environment.isEmpty { steps = Self.steps(here) }
        if isEnded { return "the daemon ended with \(daemon.terminationStatus): \(here.journal.suffix(400))" }
        return isDone ? nil : "not done after a minute: \(here.journal.suffix(400))"
    }

    private func stop(_ daemon: Process, _ here: Installation) {
        if daemon.isRunning { daemon.terminate() }
        if !here.wait(seconds: 20, until: { !daemon.isRunning }) { kill(daemon.processIdentifier, SIGKILL) }
        daemon.waitUntilExit()
    }

    /// True when every delivery has its receipts, and nothing is due.
    private func isDone(_ here: Installation) throws -> Bool {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: here.root + "/correctie/_receipts")) ?? []
        // What programs wait for comes last.
        guard names.count(where: { !$0.hasPrefix(".") && $0.hasSuffix(".json") }) >= Self.deliveries.count
        else { return false }
        return try LedgerDump(path: here.state + "/ledger.sqlite").isAtRest
    }

    /// The number of durable steps that were taken, by the counter of the library.
    static func steps(_ here: Installation) -> Int {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: here.root + "/steps")), data.count >= 8
        else {
            return 0
        }
        return data.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    }
}
