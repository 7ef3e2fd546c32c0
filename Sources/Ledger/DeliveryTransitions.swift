import Workflow

extension Delivery {
    /// True if it is accepted but in no release, because no release with it could be made safely.
    public var isHeldBack: Bool {
        outcome == .accepted && duplicateOf == nil && reverted == nil && release == nil
            && (state == .released || state == .finished)
    }
}

/// The events of a delivery's life; each applies only in the right state, and once.
extension Delivery {
    /// Rejects it.
    mutating func reject(report: DeliveryReport) {
        guard examined(.rejected) else { return }
        outcome = .rejected
        self.report = report
    }

    /// Marks it as a duplicate of `first`, with the same outcome.
    mutating func markDuplicate(of first: Delivery, report: DeliveryReport) {
        guard examined(.duplicate) else { return }
        outcome = first.outcome
        duplicateOf = first.id
        self.report = report
    }

    /// Accepts it, with the number of regions whose stored tallies it changed.
    mutating func accept(report: DeliveryReport, changedRegions: Int) {
        guard examined(.accepted) else { return }
        outcome = .accepted
        self.report = report
        self.report?.changedRegions = changedRegions
    }

    /// Enters it into a release; `number` is nil if it was reverted before, or if no safe release can be
    /// made.
    ///
    /// If its release was held back, its steward was told so, and only the number is new.
    mutating func enter(release number: Int?) {
        var machine = DeliveryStateMachine(resuming: state)
        machine.released()
        guard machine.state != state else {
            if outcome == .accepted, duplicateOf == nil, release == nil, let number {
                release = number
                outdateReceipt()
            }
            return
        }
        state = machine.state
        release = number
    }

    /// Notes that a receipt that is written, or is being written now, says what is no longer so.
    mutating func outdateReceipt() {
        guard outcome == .accepted, duplicateOf == nil, state == .released || state == .finished else {
            return
        }
        isReceiptOutdated = true
    }

    /// Notes that its receipt is written.
    mutating func finish(at time: Timestamp) {
        var machine = DeliveryStateMachine(resuming: state)
        machine.reported()
        guard machine.state != state else { return }
        state = machine.state
        finished = time
    }

    /// True if this call examined it.
    private mutating func examined(_ verdict: DeliveryStateMachine.Verdict) -> Bool {
        var machine = DeliveryStateMachine(resuming: state)
        machine.examined(verdict)
        defer { state = machine.state }
        return machine.state != state
    }
}
