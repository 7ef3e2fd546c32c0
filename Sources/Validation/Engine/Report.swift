import Codebook
import Statistics

/// What rules noticed, with the severities that the codebook sets.
struct Report: Sendable {
    /// What was noticed.
    private(set) var findings = Findings()
    private let settings: [String: RuleSetting]

    /// Creates an empty report.
    init(_ settings: [String: RuleSetting]) { self.settings = settings }

    /// Adds a finding of a rule; its place and texts are only made when it is kept.
    ///
    /// A kind of finding that is milder than its rule says so by `atMost`: a codebook can make it milder
    /// still, but not worse.
    mutating func add<R: Rule>(
        _ rule: R.Type,
        atMost: Finding.Severity? = nil,
        at place: @autoclosure () -> Place?,
        region: RegionCode? = nil,
        _ remark: () -> Remark
    ) {
        let set = R.isFirm ? nil : settings[R.code]?.severity
        let severity =
            if let atMost { min(atMost, set ?? atMost) } else { set ?? R.severity }
        findings.add(code: R.code, severity: severity) {
            let remark = remark()
            return Finding(
                code: R.code,
                severity: severity,
                place: place(),
                region: region,
                message: remark.message,
                repair: remark.repair
            )
        }
    }

    /// Adds faults in rows: their first places in file order, and how many there are.
    mutating func add<R: Rule>(
        _ rule: R.Type,
        _ faults: [RecordFault],
        remark: (RecordFault) -> Remark
    ) {
        let places = faults.flatMap { fault in fault.places.map { (place: $0, fault: fault) } }
            .sorted { $0.place < $1.place }
            .prefix(Findings.keptOfEachKind)
        for (place, fault) in places { add(rule, at: place) { remark(fault) } }
        let total = faults.reduce(0) { $0 + $1.total }
        let severity = (R.isFirm ? nil : settings[R.code]?.severity) ?? R.severity
        findings.add(more: total - places.count, of: R.code, severity: severity)
    }

    /// Adds what another report holds.
    mutating func add(_ other: Self) { findings.add(other.findings) }
}

/// What a finding says: what is wrong, and how to put it right.
struct Remark: Sendable {
    /// One sentence for the steward, without values.
    let message: Text
    /// How to put it right, in one sentence.
    let repair: Text

    /// Creates a remark from its sentences.
    init(_ message: Text, repair: Text) {
        self.message = message
        self.repair = repair
    }
}
