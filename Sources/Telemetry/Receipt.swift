import Foundation
public import Statistics
public import Workflow

/// What a steward gets back for a delivery: whether it was taken, what was noticed, and what to do.
///
/// As a file for programs it is ``json``, as a page for people ``page``; docs/formats/receipt.md says what may
/// be relied on. It holds places and sentences, never a figure of the delivery.
public struct Receipt: Codable, Hashable, Sendable {
    /// How many findings are listed at most; all are counted.
    public static let cap = 500

    /// The number of the delivery.
    public let delivery: String
    /// The name of the file, as it was dropped.
    public let file: String
    /// The digest of the file; nil where it could not be read.
    public let sha256: String?
    /// The name of the drop.
    public let drop: String
    /// The data set.
    public let dataset: String
    /// What the delivery replaces.
    public let mode: DeliveryMode
    /// When the file was taken in, ISO 8601 in UTC.
    public let received: String
    /// When the receipt was made, ISO 8601 in UTC.
    public let finished: String
    /// Whether the delivery was taken.
    public let state: DeliveryOutcome
    /// What the file was recognised as; nil where it was not.
    public let format: String?
    /// Rows with data.
    public let rows: Int
    /// The names of the periods, rising.
    public let periods: [String]
    /// The number of regions of each level, by the key of the level.
    public let regions: [String: Int]
    /// What became of the rows.
    public let counts: Counts
    /// What was noticed, in file order, up to ``cap``.
    public let findings: [Listed]
    /// How many findings there are.
    public let findingsTotal: Int
    /// How many of them are listed.
    public let findingsShown: Int
    /// How many findings there are of each kind, the worst first.
    public let summary: [Kind]
    /// What the delivery changed.
    public let changed: Changed
    /// The release that first holds the delivery; nil where none does.
    public let release: Int?
    /// The delivery with the same bytes that came before, if one did.
    public let duplicateOf: String?
    /// What protection made of it; nil where there is nothing to tell.
    public let protection: Protection?
    /// The language of the texts.
    public let language: String
    /// Where the release stands; for the page only.
    private(set) var releasePath: String?
    /// The data set's reasons for leaving rows out, in words, by their code; for the page alone.
    private(set) var reasons: [String: Text] = [:]

    /// Creates the receipt of a delivery.
    ///
    /// - Parameters:
    ///   - facts: What the ledger knows of the delivery.
    ///   - report: What examining it found out.
    ///   - language: The language of the texts.
    ///   - releasePath: Where its release stands.
    ///   - reasons: The data set's reasons for leaving rows out, in words, by their code.
    public init(
        _ facts: Facts,
        report: DeliveryReport,
        language: Language,
        releasePath: String?,
        reasons: [String: Text] = [:]
    ) {
        delivery = facts.delivery
        file = facts.file
        sha256 = facts.sha256
        drop = facts.drop
        dataset = facts.dataset
        mode = facts.mode
        received = ReceiptMoment(milliseconds: facts.received).iso8601
        finished = ReceiptMoment(milliseconds: facts.finished).iso8601
        state = facts.outcome
        format = report.format
        rows = report.rows
        periods = report.periods
        regions = report.regions
        // What the first delivery of these bytes brought is told by its own receipt.
        counts =
            facts.duplicateOf == nil || report.rows == 0
            ? Counts(taken: report.taken, leftOut: report.leftOut)
            : Counts(taken: 0, leftOut: ["duplicate": report.rows])
        findings = Self.worst(report.findings.inFileOrder).map { Listed($0, language) }
        findingsTotal = report.findings.total
        findingsShown = findings.count
        summary = Kind.all(of: report.findings, listed: findings)
        changed = Changed(regions: facts.duplicateOf == nil ? report.changedRegions : 0)
        release = facts.release
        duplicateOf = facts.duplicateOf
        protection = facts.protection
        self.language = language.rawValue
        self.releasePath = releasePath
        self.reasons = reasons
    }

    /// The receipt as JSON: keys sorted, the same bytes for the same receipt.
    public var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Strings and whole numbers always encode.
        let data = (try? encoder.encode(self)) ?? Data()
        return Array(data) + [10]
    }

    /// The receipt as a page for people, in one file without anything from elsewhere.
    public var page: [UInt8] { Array(ReceiptPage(self).html.utf8) }

    /// The worst findings, in the order given, no more than are listed.
    private static func worst(_ findings: [Finding]) -> [Finding] {
        guard findings.count > cap else { return findings }
        let byWeight = findings.enumerated().sorted {
            $0.element.severity == $1.element.severity
                ? $0.offset < $1.offset : $0.element.severity > $1.element.severity
        }
        return byWeight.prefix(cap).sorted { $0.offset < $1.offset }.map(\.element)
    }
}

extension Receipt {
    private enum CodingKeys: CodingKey {
        case delivery, file, sha256, drop, dataset, mode, received, finished, state, format, rows, periods
        case regions, counts, findings, findingsTotal, findingsShown, summary, changed, release
        case duplicateOf, protection, language
    }

    /// Writes every field, null where there is nothing.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(delivery, forKey: .delivery)
        try fields.encode(file, forKey: .file)
        try fields.encode(sha256, forKey: .sha256)
        try fields.encode(drop, forKey: .drop)
        try fields.encode(dataset, forKey: .dataset)
        try fields.encode(mode, forKey: .mode)
        try fields.encode(received, forKey: .received)
        try fields.encode(finished, forKey: .finished)
        try fields.encode(state, forKey: .state)
        try fields.encode(format, forKey: .format)
        try fields.encode(rows, forKey: .rows)
        try fields.encode(periods, forKey: .periods)
        try fields.encode(regions, forKey: .regions)
        try fields.encode(counts, forKey: .counts)
        try fields.encode(findings, forKey: .findings)
        try fields.encode(findingsTotal, forKey: .findingsTotal)
        try fields.encode(findingsShown, forKey: .findingsShown)
        try fields.encode(summary, forKey: .summary)
        try fields.encode(changed, forKey: .changed)
        try fields.encode(release, forKey: .release)
        try fields.encode(duplicateOf, forKey: .duplicateOf)
        try fields.encodeIfPresent(protection, forKey: .protection)
        try fields.encode(language, forKey: .language)
    }
}
