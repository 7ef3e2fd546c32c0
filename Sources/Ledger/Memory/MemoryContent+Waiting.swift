extension MemoryContent {
    func nextReleaseNumber(_ dataset: String) -> Int {
        max(releases[dataset]?.last?.number ?? 0, waiting[dataset]?.last?.number ?? 0) + 1
    }

    mutating func recordWaiting(_ release: WaitingRelease, of pending: PendingRelease) throws {
        let dataset = release.release.dataset
        let next = nextReleaseNumber(dataset)
        if waiting[dataset]?.last != release {
            let before = waitingRelease(dataset)
            if let before, before.isOpen { throw LedgerConflict.openRelease(before.number) }
            guard release.number == next else { throw LedgerConflict.releaseNumber(next: next) }
            try outdateReceipts(release.begins(for: pending, after: before))
            forgetWhatWaitedBefore(dataset)
            waiting[dataset, default: []].append(release)
            endHold(dataset)
        }
        try postpone(pending)
    }

    mutating func reserveNumbers(_ dataset: String, through number: Int, at time: Timestamp) throws {
        guard number >= nextReleaseNumber(dataset) else { return }
        if let open = waitingRelease(dataset), open.isOpen { throw LedgerConflict.openRelease(open.number) }
        forgetWhatWaitedBefore(dataset)
        waiting[dataset, default: []].append(.ofNumberAlone(number, dataset: dataset, time: time))
    }

    /// Forgets what a later one holds as well: those that were superseded, and the content of those that were rejected.
    private mutating func forgetWhatWaitedBefore(_ dataset: String) {
        waiting[dataset]?.removeAll { $0.state == .superseded }
        waiting[dataset] = waiting[dataset]?.map { $0.state == .rejected ? $0.withoutContent : $0 }
    }

    /// Notes that the receipts of deliveries say what is no longer so.
    mutating func outdateReceipts(_ ids: [DeliveryID]) throws {
        for id in ids { try change(id) { $0.outdateReceipt() } }
    }

    func waitingRelease(_ dataset: String) -> WaitingRelease? {
        waiting[dataset]?.last.flatMap { last in
            last.number > (releases[dataset]?.last?.number ?? 0) ? last : nil
        }
    }

    mutating func settleWaiting(
        _ dataset: String,
        _ number: Int,
        as state: WaitingRelease.State,
        by decision: ReleaseDecision?
    ) throws -> Bool {
        guard var last = waitingRelease(dataset), last.number == number, last.isOpen else { return false }
        last.state = state
        if let decision { last.decision = decision }
        waiting[dataset]?.removeLast()
        waiting[dataset]?.append(last)
        if state == .rejected { try outdateReceipts(last.release.deliveries) }
        if state == .superseded || state == .rejected { plan([], dataset: dataset, release: number) }
        return true
    }

    mutating func postpone(_ pending: PendingRelease) throws {
        for id in pending.deliveries { try change(id) { $0.enter(release: nil) } }
    }
}
