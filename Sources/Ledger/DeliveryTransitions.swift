import Workflow

extension Delivery {
    /// Whether it is taken, and in no release because none that shows it could be made safely.
    public var isHeldBack: Bool {
        outcome == .accepted && duplicateOf == nil && reverted == nil && release == nil
            && (state == .released || state == .finished)
    }
}

/// What happens to a delivery, as its record tells it; each only from the right state, and once.
extension Delivery {
    /// It is refused.
    mutating func reject(report: DeliveryReport) {
        guard examined(.rejected) else { return }
        outcome = .rejected
        self.report = report
    }

    /// It repeats `first`, and comes to the same.
    mutating func markDuplicate(of first: Delivery, report: DeliveryReport) {
        guard examined(.duplicate) else { return }
        outcome = first.outcome
        duplicateOf = first.id
        self.report = report
    }

    /// It is taken, and changed the held tallies of that many regions.
    mutating func accept(report: DeliveryReport, changedRegions: Int) {
        guard examined(.accepted) else { return }
        outcome = .accepted
        self.report = report
        self.report?.changedRegions = changedRegions
    }

    /// A release was made; `number` is nil when it was taken back before, or when no release can be made.
    ///
    /// Where none could be made before, its steward was told so, and only the number is new.
    mutating func enter(release number: Int?) {
        var machine = DeliveryStateMachine(resuming: state)
        machine.released()
        guard machine.state != state else {
            if outcome == .accepted, duplicateOf == nil, release == nil { release = number }
            return
        }
        state = machine.state
        release = number
    }

    /// Its receipt is written.
    mutating func finish(at time: Timestamp) {
        var machine = DeliveryStateMachine(resuming: state)
        machine.reported()
        guard machine.state != state else { return }
        state = machine.state
        finished = time
    }

    /// True when this call examined it.
    private mutating func examined(_ verdict: DeliveryStateMachine.Verdict) -> Bool {
        var machine = DeliveryStateMachine(resuming: state)
        machine.examined(verdict)
        defer { state = machine.state }
        return machine.state != state
    }
}
