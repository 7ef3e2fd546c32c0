public import Statistics
public import Workflow

extension Receipt {
    /// The rows of a delivery that were taken and left out.
    public struct Counts: Codable, Hashable, Sendable {
        /// Rows that were taken.
        public let taken: Int
        /// Rows that were left out, by reason.
        public let leftOut: [String: Int]

        private enum CodingKeys: String, CodingKey {
            case taken
            case leftOut = "left-out"
        }
    }

    /// The changes by a delivery.
    public struct Changed: Codable, Hashable, Sendable {
        /// Regions whose stored counts changed, over all periods.
        public let regions: Int
    }

    /// The regions whose stored counts changed, over all periods; none where nothing was compared.
    package var regionsChanged: Int { changed?.regions ?? 0 }

    /// Visible changes of a delivery's release from the one before, and what waits.
    public struct Visible: Codable, Hashable, Sendable {
        /// Rows that are new.
        public var added: Int
        /// Rows with another figure.
        public var changed: Int
        /// Rows that are gone.
        public var removed: Int
        /// Rows that withhold a figure which was there before.
        public var newlyWithheld: Int
        /// Rows that are stored otherwise than they are published, until more changes.
        public var waiting: Int

        /// Creates an account of what is visible.
        public init(added: Int, changed: Int, removed: Int, newlyWithheld: Int, waiting: Int) {
            self.added = added
            self.changed = changed
            self.removed = removed
            self.newlyWithheld = newlyWithheld
            self.waiting = waiting
        }

        /// The rows that the release shows otherwise.
        package var total: Int { added + changed + removed + newlyWithheld }
    }

    /// A listed finding.
    public struct Listed: Codable, Hashable, Sendable {
        /// The stable code.
        public let code: String
        /// The effect on the delivery.
        public let severity: Finding.Severity
        /// The line of the delivered file, from 1.
        public let line: Int?
        /// The column of the delivered file, from 1.
        public let column: Int?
        /// The column of the table by its letter and header; nil where that is not known.
        public let field: FieldName?
        /// The code of the region that it is about.
        public let region: String?
        /// The problem, in one sentence.
        public let message: String
        /// The repair, in one sentence.
        public let repair: String

        init(_ finding: Finding, _ language: Language) {
            code = finding.code
            severity = finding.severity
            line = finding.place?.line
            column = finding.place?.column
            field = finding.field
            region = finding.region?.description
            message = finding.message[language]
            repair = finding.repair[language]
        }

        private enum CodingKeys: CodingKey {
            case code, severity, line, column, field, region, message, repair
        }

        /// Writes every field, as null without a value.
        public func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(code, forKey: .code)
            try fields.encode(severity, forKey: .severity)
            try fields.encode(line, forKey: .line)
            try fields.encode(column, forKey: .column)
            try fields.encodeIfPresent(field, forKey: .field)
            try fields.encode(region, forKey: .region)
            try fields.encode(message, forKey: .message)
            try fields.encode(repair, forKey: .repair)
        }
    }

    /// The number of findings of one code and severity.
    public struct FindingCount: Codable, Hashable, Sendable {
        /// The stable code.
        public let code: String
        /// The effect on the delivery.
        public let severity: Finding.Severity
        /// The number of findings.
        public let total: Int
        /// The number of listed findings.
        public let shown: Int

        /// The codes and severities of findings, the worst first, each severity by code.
        static func all(of findings: Findings, listed: [Listed]) -> [Self] {
            findings.totals
                .map { kind, total in
                    let shown = listed.count { $0.code == kind.code && $0.severity == kind.severity }
                    return Self(code: kind.code, severity: kind.severity, total: total, shown: shown)
                }
                .sorted { a, b in a.severity == b.severity ? a.code < b.code : a.severity > b.severity }
        }
    }
}

extension Receipt {
    /// The ledger's record of a delivery, as far as receipts need it.
    public struct Facts: Hashable, Sendable {
        /// The number of the delivery.
        public var delivery: String
        /// The name of the file, as it was dropped.
        public var file: String
        /// The digest of the file; nil if it could not be read.
        public var sha256: String?
        /// The name of the drop.
        public var drop: String
        /// The data set.
        public var dataset: String
        /// The part of the stored values that the delivery replaces.
        public var mode: DeliveryMode
        /// When the file was taken in, in milliseconds since 1970.
        public var received: Int64
        /// When the receipt is made, in milliseconds since 1970.
        public var finished: Int64
        /// The outcome: accepted or rejected.
        public var outcome: DeliveryOutcome
        /// The earlier delivery of the same bytes, if there is one.
        public var duplicateOf: String?
        /// The first release with the delivery; nil if there is none.
        public var release: Int?
        /// The account of protection; nil if there is none.
        public var protection: Protection?

        /// Creates the facts of a delivery.
        public init(
            delivery: String,
            file: String,
            sha256: String?,
            drop: String,
            dataset: String,
            mode: DeliveryMode,
            received: Int64,
            finished: Int64,
            outcome: DeliveryOutcome,
            duplicateOf: String? = nil,
            release: Int? = nil,
            protection: Protection? = nil
        ) {
            self.delivery = delivery
            self.file = file
            self.sha256 = sha256
            self.drop = drop
            self.dataset = dataset
            self.mode = mode
            self.received = received
            self.finished = finished
            self.outcome = outcome
            self.duplicateOf = duplicateOf
            self.release = release
            self.protection = protection
        }
    }
}
