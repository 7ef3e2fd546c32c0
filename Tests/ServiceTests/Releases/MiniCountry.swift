import Classification
import Codebook
import Foundation
import Kinds
import Ledger
import Logging
import Reports
import Statistics
import Synchronization
import TestSupport
import Testing
import Workflow

@testable import Codebooks
@testable import ConfigurationFiles
@testable import ReleaseService
@testable import Service

/// A clock that a test sets.
final class TrialClock: Sendable {
    private let milliseconds: Mutex<Int64>

    init(_ milliseconds: Int64 = 1_600_000_000_000) { self.milliseconds = Mutex(milliseconds) }

    var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    func set(_ milliseconds: Int64) { self.milliseconds.withLock { $0 = milliseconds } }
}

/// A country of a few buurten, and a Peil in a scratch directory that publishes it from a ledger in memory.
final class MiniCountry {
    let root: String
    let peil: Peil
    let ledger: MemoryLedger
    let codebook: Codebook
    let edition: Edition
    /// The country that it goes on from, whose directory it has.
    private let before: MiniCountry?

    /// The codebook as it is shipped, but protected by the published rule alone: what is proved safe has tests of
    /// its own.
    static func codebook() throws -> Codebook {
        var codebook = try CodebookFile.read(path: PackageFiles.codebook("ses-woa"))
        codebook.protection.method = .threshold
        return codebook
    }

    /// Creates a country; `after` another, it goes on with what that one holds and published.
    ///
    /// `suppressed` are the years of which an earlier Peil told that it withholds rows for others; so they go on.
    init(
        gate: ReleaseGate = .standard,
        after other: MiniCountry? = nil,
        clock: TrialClock = TrialClock(),
        of edition: Edition? = nil,
        ledger: MemoryLedger? = nil,
        suppressed: [Int] = [],
        _ edit: (inout Codebook) -> Void = { _ in }
    ) throws {
        before = other
        root = other?.root ?? NSTemporaryDirectory() + "peil-mini-\(UUID().uuidString)"
        self.ledger = ledger ?? other?.ledger ?? MemoryLedger()
        for name in ["state/cache", "state/spool", "published", "drop"] {
            try FileManager.default.createDirectory(
                atPath: root + "/" + name,
                withIntermediateDirectories: true
            )
        }
        var codebook = try Self.codebook()
        edit(&codebook)
        self.codebook = codebook
        self.edition = try edition ?? other?.edition ?? Self.edition()
        let edition = self.edition
        // Of a region that there is not, so that it says nothing of others.
        try self.ledger.planVersions(
            suppressed.map {
                VersionChange(period: Period(year: $0), region: RegionCode("NL99"), bytes: [1])
            },
            dataset: codebook.dataset,
            release: 0
        )
        let drop = Configuration.Drop(
            name: "drop",
            path: root + "/drop",
            dataset: codebook.dataset,
            mode: .year,
            watch: .auto,
            settle: 0,
            edition: edition.key
        )
        let configuration = Configuration(
            state: root + "/state",
            publish: root + "/published",
            edition: edition.key,
            language: .en,
            datasets: root,
            regions: root,
            drops: [drop],
            retention: .init(releases: 1000, days: nil, archiveDays: 0),
            largestDelivery: 1 << 30,
            rescan: 1000,
            listen: nil
        )
        peil = Peil(
            configuration: configuration,
            catalogue: Catalogue(codebooks: [codebook.dataset: codebook], editions: [edition.key: edition]),
            ledger: self.ledger,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { clock.now },
            gate: gate,
            key: OffsetKeyFile(bytes: [UInt8](0..<32))
        )
    }

    deinit { if before == nil { try? FileManager.default.removeItem(atPath: root) } }

    /// Two gemeenten: one of two wijken with three and one buurten, one of a single wijk of two buurten.
    static func edition() throws -> Edition {
        let codes: [(String, Int, String?)] = [
            ("NL00", 0, nil), ("GM0001", 1, "NL00"), ("GM0002", 1, "NL00"),
            ("WK000100", 2, "GM0001"), ("WK000101", 2, "GM0001"), ("WK000200", 2, "GM0002"),
            ("BU00010000", 3, "WK000100"), ("BU00010001", 3, "WK000100"), ("BU00010002", 3, "WK000100"),
            ("BU00010100", 3, "WK000101"), ("BU00020000", 3, "WK000200"), ("BU00020001", 3, "WK000200"),
        ]
        return TrialEdition.of(
            codes.map { code, level, parent in
                TrialEdition.entry(code, "Name \"\(code)\" & co", level: level, parent: parent)
            },
            key: "2021"
        )
    }

    /// The buurten.
    var buurten: [RegionCode] { edition.regions.filter { $0.level == 3 }.map(\.code) }

    /// Takes a delivery that was validated elsewhere, and makes the release.
    @discardableResult
    func deliver(_ mode: DeliveryMode, _ holdings: [PeriodHoldings], number: Int, afresh: Bool = false) throws
        -> DeliveryID
    {
        let claim = Claim(
            drop: "drop",
            dataset: codebook.dataset,
            mode: mode,
            edition: edition.key,
            file: "\(number).csv",
            spoolName: "drop/\(number)"
        )
        let delivery = try ledger.claim(claim, at: peil.now())
        try ledger.setDigest(
            String(repeating: "0", count: 60) + "\(1000 + number)",
            bytes: 1,
            of: delivery.id
        )
        _ = try ledger.accept(delivery.id, report: DeliveryReport(), holdings: holdings)
        try release(afresh: afresh)
        return delivery.id
    }

    /// Makes the release that is due; `afresh`, everything is made anew.
    func release(afresh: Bool = false) throws {
        if afresh { try ledger.requestRelease(dataset: codebook.dataset) }
        try peil.release(codebook.dataset)
    }

    /// The extracts of the current release, by name.
    func extracts() -> [String: Data] {
        let folder = root + "/published/\(codebook.dataset)/current/statline"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.reduce(into: [:]) {
            $0[$1] = try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + $1))
        }
    }

    /// Explanation by `peil explain` of a region and 2019.
    func explanation(_ code: String, _ language: Language = .en) throws -> Explanation {
        let region = try #require(edition.indices.first { edition[$0].code == RegionCode(code) })
        return try Explanation(
            of: region,
            in: Period(year: 2019),
            codebook: codebook,
            edition: edition,
            ledger: ledger,
            language: language
        )
    }

    /// A Peil that holds what this one holds, from one `year` delivery a period.
    func fullRun() throws -> MiniCountry {
        let fresh = try MiniCountry()
        for (number, stored) in try ledger.storedPeriods(dataset: codebook.dataset).enumerated() {
            var tallies: [StoredTally] = []
            try ledger.forEachTally(dataset: codebook.dataset, period: stored.period, regions: nil) {
                tallies.append(StoredTally(region: $0.region, tally: $0.tally))
            }
            let holdings = PeriodHoldings(
                period: stored.period,
                status: stored.status,
                form: stored.form,
                columns: stored.columns,
                tallies: tallies,
                model: try ledger.keptModel(dataset: codebook.dataset, period: stored.period)
            )
            try fresh.deliver(.year, [holdings], number: number)
        }
        return fresh
    }
}
