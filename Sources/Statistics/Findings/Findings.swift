/// The findings of one delivery: all counted, and the first of each code and severity kept with their places.
///
/// A file can be wrong in ten thousand places in the same way. All are counted, only the first of each
/// code and severity are kept, so neither memory nor a receipt grows with the mistakes of a file.
public struct Findings: Hashable, Sendable, Codable {
    /// The most findings of one code and severity that are kept with their places.
    public static let keptOfEachKind = 20

    /// The findings kept, in the order they were noticed.
    public private(set) var kept: [Finding] = []
    /// The number of findings, by code and severity.
    public private(set) var totals: [FindingKind: Int] = [:]

    /// A code and a severity: the key of the totals.
    public struct FindingKind: Hashable, Sendable, Codable {
        /// The stable code.
        public let code: String
        /// The severity.
        public let severity: Finding.Severity

        /// Creates a kind of finding.
        public init(code: String, severity: Finding.Severity) {
            self.code = code
            self.severity = severity
        }
    }

    private enum CodingKeys: CodingKey {
        case kept, totals
    }

    /// Writes the totals in the order of their codes, so that the same findings are always the same bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kept, forKey: .kept)
        var list = container.nestedUnkeyedContainer(forKey: .totals)
        let sorted = totals.sorted { ($0.key.code, $0.key.severity) < ($1.key.code, $1.key.severity) }
        for (kind, count) in sorted {
            try list.encode(kind)
            try list.encode(count)
        }
    }

    /// Creates an empty collection.
    public init() {}

    /// Creates a collection of `findings`.
    public init(_ findings: some Sequence<Finding>) {
        for finding in findings { add(finding) }
    }

    /// Restores a collection, for example from a ledger.
    public init(kept: [Finding], totals: [FindingKind: Int]) {
        self.kept = kept
        self.totals = totals
    }

    /// Adds a finding.
    public mutating func add(_ finding: Finding) {
        let kind = FindingKind(code: finding.code, severity: finding.severity)
        let total = totals[kind, default: 0] + 1
        totals[kind] = total
        if total <= Self.keptOfEachKind { kept.append(finding) }
    }

    /// Adds a finding whose texts are made only if it will be kept.
    public mutating func add(
        code: String,
        severity: Finding.Severity,
        _ make: () -> Finding
    ) {
        let kind = FindingKind(code: code, severity: severity)
        let total = totals[kind, default: 0] + 1
        totals[kind] = total
        guard total <= Self.keptOfEachKind else { return }
        var finding = make()
        finding.code = code
        finding.severity = severity
        kept.append(finding)
    }

    /// Counts findings of which no places are known.
    public mutating func add(more count: Int, of code: String, severity: Finding.Severity) {
        if count > 0 { totals[FindingKind(code: code, severity: severity), default: 0] += count }
    }

    /// Adds all of `others`.
    public mutating func add(_ others: Self) {
        for finding in others.kept {
            let kind = FindingKind(code: finding.code, severity: finding.severity)
            if kept.count(where: { $0.code == kind.code && $0.severity == kind.severity })
                < Self.keptOfEachKind
            {
                kept.append(finding)
            }
        }
        totals.merge(others.totals, uniquingKeysWith: +)
    }

    /// The findings but those of some codes.
    public func without(_ codes: Set<String>) -> Self {
        Self(
            kept: kept.filter { !codes.contains($0.code) },
            totals: totals.filter { !codes.contains($0.key.code) }
        )
    }

    /// The number of findings, kept or not.
    public var total: Int { totals.values.reduce(0, +) }

    /// True when nothing was noticed.
    public var isEmpty: Bool { totals.isEmpty }

    /// The worst severity; nil when there is no finding.
    public var worst: Finding.Severity? { totals.keys.map(\.severity).max() }

    /// True when the delivery cannot be taken.
    public var isRejection: Bool { worst == .rejection }

    /// The kept findings in file order: first those of the file as a whole, then by place.
    public var inFileOrder: [Finding] {
        kept.enumerated()
            .sorted { a, b in
                switch (a.element.place, b.element.place) {
                case (nil, nil): a.offset < b.offset
                case (nil, _): true
                case (_, nil): false
                case (let x?, let y?): x == y ? a.offset < b.offset : x < y
                }
            }
            .map(\.element)
    }
}
