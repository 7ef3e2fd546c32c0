package import Codebook
package import Statistics

/// The findings of rules, with the severities that the codebook sets.
package struct Report: Sendable {
    /// The findings.
    package private(set) var findings = Findings()
    private let settings: [String: RuleSetting]

    /// Creates an empty report.
    package init(_ settings: [String: RuleSetting]) { self.settings = settings }

    /// Adds a finding of a rule; its place and texts are made only if it is kept.
    ///
    /// A finding milder than its rule has its severity in `atMost`: a codebook can make it milder, but not
    /// more severe.
    package mutating func add<R: Rule>(
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

    /// Adds faults in rows: their first places in file order, and their number.
    package mutating func add<R: Rule>(
        _ rule: R.Type,
        _ faults: [RecordFault],
        remark: (RecordFault, PeriodText?) -> Remark
    ) {
        let places = faults.flatMap { fault in
            fault.places.indices.map { number in
                let period = number < fault.periods.count ? fault.periods[number] : nil
                return (place: fault.places[number], fault: fault, period: period)
            }
        }
        .sorted { $0.place < $1.place }
        .prefix(Findings.keptOfEachKind)
        for (place, fault, period) in places { add(rule, at: place) { remark(fault, period) } }
        let total = faults.reduce(0) { $0 + $1.total }
        let severity = (R.isFirm ? nil : settings[R.code]?.severity) ?? R.severity
        findings.add(more: total - places.count, of: R.code, severity: severity)
    }

    /// Adds the findings of another report.
    package mutating func add(_ other: Self) { findings.add(other.findings) }
}

/// The texts of a finding: message and repair.
package struct Remark: Sendable {
    /// One sentence for the steward, without values.
    package let message: Text
    /// The repair, in one sentence.
    package let repair: Text

    /// Creates a remark from its sentences.
    package init(_ message: Text, repair: Text) {
        self.message = message
        self.repair = repair
    }
}
