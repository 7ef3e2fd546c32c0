import Classification
import Codebook
import Foundation
import Kinds
import Ledger
import Releasing
import Statistics
import TestSupport
import Workflow

@testable import Examination
@testable import ReleaseService
@testable import Service

/// Deliveries of households of a small country, examined as the daemon does, beside a ledger in memory.
final class UnitTrial {
    static let header = "jaar;huishouden_id;buurtcode;welvaartsdeciel;opleiding_huishouden;arbeidsverleden"
    static let wide = header + ";huishoudenstype;opleiding_hkw;leeftijdsklasse"

    let ledger = MemoryLedger()
    let edition: Edition
    var codebook: Codebook
    private var deliveries = 0

    init(_ mode: ImputationSetting.Mode = .draw) throws {
        codebook = try MiniCountry.codebook()
        edition = try MiniCountry.edition()
        set(mode)
    }

    /// Sets what becomes of households without a level.
    func set(_ mode: ImputationSetting.Mode) {
        for form in codebook.forms.indices { codebook.forms[form].records?.imputation?.mode = mode }
    }

    /// The buurten of the country.
    var buurten: [String] { edition.regions.filter { $0.level == 3 }.map(\.code.description) }

    /// Rows under the wide header: every third household has no level where `hasGaps`.
    static func rows(_ buurt: String, _ count: Int, from first: Int = 1, hasGaps: Bool = true) -> [String] {
        (first..<first + count).map { id in
            let level = hasGaps && id % 3 == 0 ? "" : "\(1 + id % 5)"
            return "2019;\(id);\(buurt);\(1 + id % 10);\(level);\(1 + id % 7);1;\(level);\(1 + id % 4)"
        }
    }

    /// A year of every buurt.
    func year(_ count: Int = 40, hasGaps: Bool = true) -> [String] {
        buurten.enumerated().flatMap { number, buurt in
            Self.rows(buurt, count, from: 1 + number * 10_000, hasGaps: hasGaps)
        }
    }

    /// The keys of the topics that a release has of 2019.
    func topics() throws -> [String] {
        let stored = try StoredReading(ledger: ledger, codebook: codebook, edition: edition, number: 1)
            .outline(ledger.storedPeriods(dataset: codebook.dataset))
        return try ReleaseEngine(kind: codebook.kind, stored: stored).tables(touched: TouchedPeriods(nil))
            .filter { $0.head.subject == nil }
            .flatMap { $0.head.columns.map { codebook.topics[$0].key } }
    }

    /// Reads and validates a delivery.
    func examine(_ bytes: [UInt8], _ mode: DeliveryMode = .year) throws -> ExaminedDelivery {
        let url = FileManager.default.temporaryDirectory.appending(path: "peil-units-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let examiner = Examiner(codebook: codebook, edition: edition, mode: mode, largestDelivery: 1 << 30)
        return try examiner.validate(examiner.read(url.path), against: ledger)
    }

    func examine(_ rows: [String], under header: String = wide, _ mode: DeliveryMode = .year) throws
        -> ExaminedDelivery
    {
        try examine(Array((([header] + rows).joined(separator: "\n") + "\n").utf8), mode)
    }

    /// Examines a delivery and holds it.
    @discardableResult
    func take(_ rows: [String], under header: String = wide, _ mode: DeliveryMode = .year) throws
        -> ExaminedDelivery
    {
        let examined = try examine(rows, under: header, mode)
        deliveries += 1
        let claim = Claim(
            drop: "drop",
            dataset: codebook.dataset,
            mode: mode,
            edition: edition.key,
            file: "\(deliveries).csv",
            spoolName: "drop/\(deliveries)"
        )
        let delivery = try ledger.claim(claim, at: Timestamp(milliseconds: 0))
        let digest = String(repeating: "0", count: 60) + "\(1000 + deliveries)"
        try ledger.setDigest(digest, bytes: 1, of: delivery.id)
        if let holdings = examined.holdings {
            _ = try ledger.accept(delivery.id, report: examined.report, holdings: holdings)
        }
        return examined
    }
}

extension ExaminedDelivery {
    /// The codes of the findings, each once.
    var codes: Set<String> { Set(report.findings.totals.keys.map(\.code)) }

    /// The findings of a code.
    func findings(_ code: String) -> [Finding] { report.findings.inFileOrder.filter { $0.code == code } }

    /// The rows that are taken or left out for a reason.
    var accounted: Int { report.taken + report.leftOut.values.reduce(0, +) }
}
