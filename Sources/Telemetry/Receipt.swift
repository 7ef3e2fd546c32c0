import Foundation
public import Statistics
public import Workflow

/// The answer to the steward of a delivery: its outcome, the findings, and the next steps.
///
/// ``json`` is for programs, its page for people; docs/formats/receipt.md is the contract. It contains places
/// and sentences, never a figure of the delivery.
public struct Receipt: Codable, Hashable, Sendable {
    /// The maximum number of listed findings; all are counted.
    public static let cap = 500

    /// The number of the delivery.
    public let delivery: String
    /// The name of the file, as it was dropped.
    public let file: String
    /// The digest of the file; nil if it could not be read.
    public let sha256: String?
    /// The name of the drop.
    public let drop: String
    /// The data set.
    public let dataset: String
    /// The part of the stored values that the delivery replaces.
    public let mode: DeliveryMode
    /// When the file was taken in, ISO 8601 in UTC.
    public let received: String
    /// When the receipt was made, ISO 8601 in UTC.
    public let finished: String
    /// The outcome: accepted or rejected.
    public let state: DeliveryOutcome
    /// The recognised format of the file; nil if none was.
    public let format: String?
    /// Rows with data.
    public let rows: Int
    /// The names of the periods, rising.
    public let periods: [String]
    /// The number of regions of each level, by the key of the level.
    public let regions: [String: Int]
    /// The rows that were taken and left out.
    public let counts: Counts
    /// The findings, in file order, up to ``cap``.
    public let findings: [Listed]
    /// The number of findings.
    public let findingsTotal: Int
    /// The number of listed findings.
    public let findingsShown: Int
    /// The number of findings by code and severity, the worst first.
    public let summary: [FindingCount]
    /// The changes by the delivery; nil of a file that was only checked, since it is compared with nothing.
    public private(set) var changed: Changed?
    /// The first release with the delivery; nil if there is none.
    public let release: Int?
    /// The earlier delivery of the same bytes, if there is one.
    public let duplicateOf: String?
    /// The account of protection; nil if there is none.
    public let protection: Protection?
    /// Visible changes of its release; nil where that is not known.
    public var visible: Visible?
    /// Event that the figures wait for; nil where they are published, held back, or rejected.
    public var awaits: Awaited?
    /// True if the delivery was taken back.
    public var isReverted = false
    /// True if the file was only checked: the receipt says what is to be said of the file by itself, and nothing is changed.
    public var isCheck: Bool {
        get { checksOnly ?? false }
        set {
            checksOnly = newValue ? true : nil
            if newValue { changed = nil }
        }
    }
    private var checksOnly: Bool?
    /// The language of the texts.
    public let language: String
    /// The path of the release; for the page only.
    package private(set) var releasePath: String?
    /// The data set's reasons for leaving rows out, in words, by their code; for the page alone.
    package private(set) var reasons: [String: Text] = [:]

    /// Creates the receipt of a delivery.
    ///
    /// - Parameters:
    ///   - facts: The ledger's record of the delivery.
    ///   - report: The report of its examination.
    ///   - language: The language of the texts.
    ///   - releasePath: The path of its release.
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
        // The receipt of the first delivery of these bytes tells of its rows.
        counts =
            facts.duplicateOf == nil || report.rows == 0
            ? Counts(taken: report.taken, leftOut: report.leftOut)
            : Counts(taken: 0, leftOut: ["duplicate": report.rows])
        findings = Self.worst(report.findings.inFileOrder).map { Listed($0, language) }
        findingsTotal = report.findings.total
        findingsShown = findings.count
        summary = FindingCount.all(of: report.findings, listed: findings)
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
        // Encoding strings and whole numbers cannot fail.
        let data = (try? encoder.encode(self)) ?? Data()
        return Array(data) + [10]
    }

    /// The worst findings in the given order, at most ``cap``.
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
    /// Event that the figures of an accepted delivery wait for.
    public enum Awaited: String, Codable, Hashable, Sendable {
        /// Somebody has to approve the release that holds them.
        case approval
        /// They come with the next release that is made.
        case nextRelease = "next-release"
    }

    private enum CodingKeys: CodingKey {
        case delivery, file, sha256, drop, dataset, mode, received, finished, state, format, rows, periods
        case regions, counts, findings, findingsTotal, findingsShown, summary, changed, release
        case duplicateOf, protection, visible, awaits, checksOnly, language
    }

    /// Writes every field, as null without a value.
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
        try fields.encodeIfPresent(visible, forKey: .visible)
        try fields.encodeIfPresent(checksOnly, forKey: .checksOnly)
        try fields.encodeIfPresent(awaits, forKey: .awaits)
        try fields.encode(language, forKey: .language)
    }
}
