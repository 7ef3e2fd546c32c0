import Classification
import Codebook
import Disclosure
import Extracts
import Foundation
import Kinds
import Publish
import Releasing
import Statistics
import TestSupport
import Testing

/// A key that anybody can compute.
private let trialKey = OffsetKey { bytes in
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}

/// Stored counts of a small country, and its versions in releases, as a ledger would tell.
private struct TrialStore {
    let trial: TrialKind
    let edition: Edition
    var tallies: [Period: [RegionCode: Tally]] = [:]
    /// How many releases there were.
    var releases = 0
    /// By period and region what releases said, the oldest first; the last is nil where nothing is said any more.
    var said: [Period: [RegionCode: [[UInt8]?]]] = [:]
    /// The tables as published, by rank: rows by region.
    var tables: [Int: [RegionIndex: [Value]]] = [:]
    /// Whether the last release may be made.
    var isSafe = true

    func read(_ period: Period, _ need: PeriodNeed) -> PeriodReading {
        func wanted(_ extent: Extent?, _ code: RegionCode) -> Bool {
            extent.map { $0.codes?.contains(code) ?? true } ?? false
        }
        var reading = PeriodReading(period: period, release: releases)
        for (code, tally) in tallies[period] ?? [:] where wanted(need.tallies, code) {
            reading.tallies.append(.init(region: code, tally: tally))
        }
        for (code, versions) in said[period] ?? [:] where wanted(need.versions, code) {
            for (number, bytes) in versions.enumerated() {
                guard let bytes else { continue }
                reading.versions.append(
                    .init(region: code, bytes: bytes, isLast: number == versions.count - 1)
                )
            }
        }
        return reading
    }

    /// Makes a release of what was touched, or of everything.
    mutating func release(_ touched: [Period: Extent]?) throws {
        let engine = try ReleaseEngine(kind: trial.kind, stored: trial.stored(edition))
        let tables = engine.tables(touched: TouchedPeriods(touched))
        var work = engine.work(
            on: tables,
            reusing: tables.map { _ in
                touched == nil ? TableReuse() : TableReuse(isThere: true, hasFiles: true, hasRows: true)
            },
            tools: ReleaseTools(key: trialKey)
        )
        let needs = work.needs
        #expect(Set(needs.map(\.period)).count == needs.count, "a period is read once")
        var finished = work.unchanged
        for (period, need) in needs { finished += try work.take(read(period, need)) }
        isSafe = work.isSafe
        #expect(finished.map(\.rank).sorted() == Array(tables.indices))
        for table in finished {
            switch table.content {
            case .unchanged: break
            case .rows(let changed, let removed):
                for region in removed { self.tables[table.rank]?[region] = nil }
                for row in changed.rows { self.tables[table.rank, default: [:]][row.region] = row.values }
            case .whole(let all), .compared(let all):
                self.tables[table.rank] = Dictionary(
                    uniqueKeysWithValues: all.rows.map { ($0.region, $0.values) }
                )
            }
        }
        releases += 1
        for change in work.changes {
            said[change.period, default: [:]][change.region, default: []].append(change.bytes)
        }
    }
}

@Suite struct `a release in steps` {
    static let kinds = Result { try TrialKind.all() }

    @Test(arguments: 0..<6, 0..<3 as Range<UInt64>)
    func `is equal to one of everything, whatever its kind`(number: Int, seed: UInt64) throws {
        let kinds = try Self.kinds.get()
        #expect(kinds.count == 6)
        try compare(kinds[number], seed: seed)
    }

    private func compare(_ trial: TrialKind, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let edition = try TrialEdition.edition()
        let buurten = edition.regions.map(\.code).filter { $0.description.hasPrefix("BU") }
        var inSteps = TrialStore(trial: trial, edition: edition)
        for year in TrialKind.years {
            for buurt in buurten {
                inSteps.tallies[Period(year: year), default: [:]][buurt] = trial.tally(&random)
            }
        }
        var whole = inSteps
        try inSteps.release(nil)
        try whole.release(nil)
        #expect(inSteps.tables == whole.tables)
        #expect(inSteps.tables.values.contains { !$0.isEmpty }, "\(trial.name)")
        for step in 0..<5 {
            var touched: [Period: Extent] = [:]
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let period = Period(year: TrialKind.years.randomElement(using: &random) ?? 2019)
                let buurt = buurten.randomElement(using: &random) ?? buurten[0]
                // Where a buurt goes, those that hold it may have no row any more.
                let isGone = Int.random(in: 0..<6, using: &random) == 0
                inSteps.tallies[period]?[buurt] = isGone ? nil : trial.tally(&random)
                touched[period] = (touched[period] ?? .regions([])).union(.regions([buurt]))
            }
            whole.tallies = inSteps.tallies
            try inSteps.release(touched)
            try whole.release(nil)
            #expect(inSteps.isSafe || !whole.isSafe, "\(trial.name), seed \(seed), step \(step)")
            // Among so few areas no others may be found that leave the class of a small one open.
            #expect(whole.isSafe || trial.name == "index", "\(trial.name), seed \(seed), step \(step)")
            #expect(inSteps.tables == whole.tables, "\(trial.name), seed \(seed), step \(step)")
            #expect(inSteps.said == whole.said, "\(trial.name), seed \(seed), step \(step)")
        }
    }

    @Test func `of a kind of its own ends in an extract`() throws {
        let trial = try #require(try Self.kinds.get().last)
        let edition = try TrialEdition.edition()
        var store = TrialStore(trial: trial, edition: edition)
        let period = Period(year: 2020)
        for region in edition.regions where region.code.description.hasPrefix("BU") {
            store.tallies[period, default: [:]][region.code] = Tally([
                (rank: 0, value: .number(400)), (rank: 1, value: .number(30)),
            ])
        }
        let engine = try ReleaseEngine(kind: trial.kind, stored: trial.stored(edition))
        let outcome = try #require(
            try engine.published(period, .all, tools: ReleaseTools()) { store.read($0, $1) }
        )
        let root = NSTemporaryDirectory() + "peil-rates-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let publisher = Publisher(root: root, cache: root + "/cache")
        let base = publisher.base(
            of: ReleaseOutline(
                codebook: trial.kind.codebook,
                edition: edition,
                base: nil,
                tables: [TableOutline(period: period, status: .definitive, columns: [0, 1])]
            )
        )
        _ = try publisher.publish(
            ReleasePlan(
                number: 1,
                base: base,
                timeMilliseconds: 0,
                deliveries: [],
                coefficientSets: [:],
                periods: [PeriodPlan(base.tables[0], .whole(PublishedRows(outcome.tables[0])))]
            )
        )
        let csv = try String(
            contentsOfFile: root + "/rates/current/statline/rates_2020.csv",
            encoding: .utf8
        )
        #expect(csv.contains("Per1000_2") || csv.contains("75.0"))
        #expect(csv.split(separator: "\n").count == 1 + 11)
    }
}
