/// One thing that is wrong or notable in a delivery: code, severity, place, one sentence, repair.
///
/// A finding never carries the value of a cell, only its place: findings are logged, mailed and shown
/// on receipts, and an unprotected count must not leave by that door.
public struct Finding: Hashable, Sendable, Codable {
    /// The effect of a finding on its delivery, mildest first.
    public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable, Codable {
        /// Reported; changes nothing.
        case note
        /// Reported; the delivery goes on.
        case warning
        /// The delivery is rejected.
        case rejection

        /// Milder severities come first.
        public static func < (a: Self, b: Self) -> Bool { a.order < b.order }

        private var order: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .rejection: 2
            }
        }
    }

    /// The stable code, for example `region-known`; never reused.
    public var code: String
    /// The effect on the delivery.
    public var severity: Severity
    /// The place in the delivered file, where one place is to blame.
    public var place: Place?
    /// The column of the table that the place lies in; nil where that is not known, or the file has none.
    public var field: FieldName?
    /// The region it is about, if one.
    public var region: RegionCode?
    /// One sentence for the steward, without values.
    public var message: Text
    /// The repair, in one sentence.
    public var repair: Text

    /// Creates a finding.
    public init(
        code: String,
        severity: Severity,
        place: Place? = nil,
        region: RegionCode? = nil,
        message: Text,
        repair: Text
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.region = region
        self.message = message
        self.repair = repair
    }
}
