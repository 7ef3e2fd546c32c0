public import Statistics
public import Workflow

extension Receipt {
    /// What became of the rows of a delivery.
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

    /// What a delivery changed.
    public struct Changed: Codable, Hashable, Sendable {
        /// Regions whose held figures changed, over all periods.
        public let regions: Int
    }

    /// A finding as it is listed.
    public struct Listed: Codable, Hashable, Sendable {
        /// The stable code.
        public let code: String
        /// What it does to the delivery.
        public let severity: Finding.Severity
        /// The line of the delivered file, from 1.
        public let line: Int?
        /// The column of the delivered file, from 1.
        public let column: Int?
        /// The code of the region it is about.
        public let region: String?
        /// What is the matter, in one sentence.
        public let message: String
        /// How to put it right, in one sentence.
        public let repair: String

        init(_ finding: Finding, _ language: Language) {
            code = finding.code
            severity = finding.severity
            line = finding.place?.line
            column = finding.place?.column
            region = finding.region?.description
            message = finding.message[language]
            repair = finding.repair[language]
        }

        private enum CodingKeys: CodingKey {
            case code, severity, line, column, region, message, repair
        }

        /// Writes every field, null where there is nothing.
        public func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(code, forKey: .code)
            try fields.encode(severity, forKey: .severity)
            try fields.encode(line, forKey: .line)
            try fields.encode(column, forKey: .column)
            try fields.encode(region, forKey: .region)
            try fields.encode(message, forKey: .message)
            try fields.encode(repair, forKey: .repair)
        }
    }

    /// How many findings there are of one kind.
    public struct Kind: Codable, Hashable, Sendable {
        /// The stable code.
        public let code: String
        /// What the findings do to the delivery.
        public let severity: Finding.Severity
        /// How many there are.
        public let total: Int
        /// How many of them are listed.
        public let shown: Int

        /// The kinds of findings, the worst first, each severity by code.
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
    /// What a ledger knows of a delivery.
    public struct Facts: Hashable, Sendable {
        /// The number of the delivery.
        public var delivery: String
        /// The name of the file, as it was dropped.
        public var file: String
        /// The digest of the file; nil where it could not be read.
        public var sha256: String?
        /// The name of the drop.
        public var drop: String
        /// The data set.
        public var dataset: String
        /// What the delivery replaces.
        public var mode: DeliveryMode
        /// When the file was taken in, in milliseconds since 1970.
        public var received: Int64
        /// When the receipt is made, in milliseconds since 1970.
        public var finished: Int64
        /// Whether the delivery was taken.
        public var outcome: DeliveryOutcome
        /// The delivery with the same bytes that came before, if one did.
        public var duplicateOf: String?
        /// The release that first holds the delivery; nil where none does.
        public var release: Int?
        /// What protection made of it; nil where there is nothing to tell.
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
