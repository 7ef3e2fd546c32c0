import Statistics
import Workflow

/// The content of a ledger in memory, as one value: a transaction is a changed copy.
struct MemoryContent: Sendable {
    /// By number, from 1.
    private(set) var deliveries: [Delivery] = []
    /// The accepted deliveries, in order of acceptance.
    private var accepted: [(id: DeliveryID, holdings: [StoredStream: Brought])] = []
    /// Changes that are in no release yet.
    private(set) var changes: [Change] = []
    private var lastChange: Int64 = 0
    /// By data set, oldest first.
    private(set) var releases: [String: [ReleaseRecord]] = [:]
    /// The published versions, by data set, period and region, the oldest first.
    private var versions: [String: [Period: [RegionCode: [PublishedVersion]]]] = [:]
    /// By what the secret key of the installation is known again.
    var keyMark: [UInt8]?
    /// The moment since which a release is held back, by data set.
    private(set) var heldBack: [String: Timestamp] = [:]
    /// The releases that wait or once did, by data set, oldest first.
    var waiting: [String: [WaitingRelease]] = [:]
    /// By number, from 1.
    var requests: [(request: ControlRequest, answer: ControlAnswer?)] = []

    /// The tallies of a delivery for one period.
    private struct Brought: Sendable {
        var part: Standing.StandingDelivery
        var tallies: [RegionCode: Tally]
        var model: [UInt8]?
    }

    /// One change since the last release.
    struct Change: Sendable {
        /// The kind of change.
        enum Occasion { case accepted, reverted, requested }
        var number: Int64 = 0
        var kind: Occasion
        var dataset: String
        var delivery: DeliveryID?
        var touched: [Period: PendingRelease.Touched] = [:]
    }

    // MARK: Deliveries

    mutating func claim(_ claim: Claim, at time: Timestamp) -> Delivery {
        if let known = deliveries.first(where: { $0.claim.spoolName == claim.spoolName }) { return known }
        let delivery = Delivery(id: DeliveryID(Int64(deliveries.count + 1)), claim: claim, received: time)
        deliveries.append(delivery)
        return delivery
    }

    func delivery(_ id: DeliveryID) throws(LedgerConflict) -> Delivery {
        guard id.number > 0, id.number <= deliveries.count else { throw LedgerConflict.unknownDelivery(id) }
        return deliveries[Int(id.number) - 1]
    }

    func firstDelivery(of period: Period, drop: String, dataset: String, mode: DeliveryMode) -> Delivery? {
        accepted.lazy.filter { $0.holdings.keys.contains { $0.period == period } }
            .compactMap { try? delivery($0.id) }
            .first {
                $0.claim.drop == drop && $0.claim.dataset == dataset && $0.claim.mode == mode
                    && $0.reverted == nil
            }
    }

    mutating func change(_ id: DeliveryID, _ body: (inout Delivery) -> Void) throws(LedgerConflict) {
        _ = try delivery(id)
        body(&deliveries[Int(id.number) - 1])
    }

    mutating func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws
        -> Delivery
    {
        let delivery = try delivery(id)
        guard delivery.state == .claimed else { return delivery }
        let claim = delivery.claim
        let number = Int64(accepted.count + 1)
        let brought = holdings.map { holding in
            let part = Standing.StandingDelivery(
                delivery: id,
                mode: claim.mode,
                edition: claim.edition,
                status: holding.status,
                form: holding.form,
                columns: holding.columns,
                accepted: number
            )
            let tallies = holding.tallies.map { ($0.region, $0.tally) }
            let brought = Brought(
                part: part,
                tallies: Dictionary(uniqueKeysWithValues: tallies),
                model: holding.model
            )
            return (holding.stream, brought)
        }
        for (stream, brought) in brought where claim.mode == .correction {
            let standing = standing(dataset: claim.dataset, of: stream.period)
            guard let form = standing.form, form != brought.part.form else {
                continue
            }
            throw LedgerConflict.otherForm(stream.period, stored: form)
        }
        let before = self
        accepted.append((id: id, holdings: Dictionary(uniqueKeysWithValues: brought)))
        let change = Change(kind: .accepted, dataset: claim.dataset, delivery: id)
        let changed = note(change, of: holdings.map(\.stream), since: before)
        try self.change(id) { $0.accept(report: report, changedRegions: changed) }
        return try self.delivery(id)
    }

    mutating func revert(_ id: DeliveryID, at time: Timestamp) throws {
        guard let delivery = try? delivery(id) else { throw RevertRefusal.unknown }
        guard let entry = accepted.first(where: { $0.id == id }) else { throw RevertRefusal.notAccepted }
        guard delivery.reverted == nil else { return }
        let before = self
        try change(id) { $0.reverted = time }
        let streams = entry.holdings.keys.sorted()
        let misfits = Set(
            streams.flatMap { stream in
                let parts = inForce(dataset: delivery.claim.dataset, stream)
                return parts.filter { $0.form != parts.first?.form }.map(\.delivery)
            }
        )
        guard misfits.isEmpty else { throw RevertRefusal.standsUnder(misfits.sorted()) }
        let change = Change(kind: .reverted, dataset: delivery.claim.dataset, delivery: id)
        _ = note(change, of: streams, since: before)
    }

    // MARK: Stored tallies

    /// The deliveries in force of a period, by stream.
    func standing(dataset: String, of period: Period) -> StandingPeriod {
        let streams = Set(accepted.flatMap(\.holdings.keys)).filter { $0.period == period }
        return StandingPeriod(period, of: streams.map { ($0, standing(dataset: dataset, $0)) })
    }

    /// Deliveries in force of a stream, taken together.
    func standing(dataset: String, _ stream: StoredStream) -> Standing {
        Standing(inForce(dataset: dataset, stream))
    }

    /// The deliveries in force of a stream, in the order of their acceptance.
    private func inForce(dataset: String, _ stream: StoredStream) -> [Standing.StandingDelivery] {
        var parts: [Standing.StandingDelivery] = []
        for entry in accepted.reversed() {
            let delivery = deliveries[Int(entry.id.number) - 1]
            guard delivery.reverted == nil, delivery.claim.dataset == dataset,
                let part = entry.holdings[stream]?.part
            else { continue }
            parts.append(part)
            if part.mode == .year { break }
        }
        return parts.reversed()
    }

    /// Calls `body` with the stored tally of every region of a period.
    func forEachTally(dataset: String, _ period: Period, _ body: (StoredTally) throws -> Void) rethrows {
        let standing = standing(dataset: dataset, of: period)
        if let only = standing.streams.first, only.stream.topic == nil {
            return try tallies(dataset: dataset, only.stream).values.forEach(body)
        }
        var merged = MergedTallies()
        for (stream, _) in standing.streams {
            for tally in tallies(dataset: dataset, stream).values { merged.add(tally) }
        }
        try merged.forEach(body)
    }

    /// The tallies that follow from the deliveries in force.
    func tallies(dataset: String, _ stream: StoredStream) -> [RegionCode: StoredTally] {
        var tallies: [RegionCode: StoredTally] = [:]
        for part in inForce(dataset: dataset, stream) {
            let brought = accepted.first { $0.id == part.delivery }?.holdings[stream]?.tallies ?? [:]
            for (region, tally) in brought {
                tallies[region] = StoredTally(region: region, tally: tally, delivery: part.delivery)
            }
        }
        return tallies
    }

    /// True if a delivery is the source of everything that is stored of what it brought.
    func isCurrent(_ delivery: Delivery) -> Bool {
        let claim = delivery.claim
        guard let brought = accepted.first(where: { $0.id == delivery.id })?.holdings, !brought.isEmpty else {
            return false
        }
        return brought.allSatisfy { stream, brought in
            let inForce = standing(dataset: claim.dataset, of: stream.period).streams
            guard let standing = inForce.first(where: { $0.stream == stream })?.standing,
                delivery.reverted == nil, brought.part.accepted >= standing.begun,
                standing.isCurrent(brought.part)
            else { return false }
            let tallies = tallies(dataset: claim.dataset, stream)
            return brought.tallies.keys.allSatisfy { tallies[$0]?.delivery == delivery.id }
        }
    }

    /// The first model among the deliveries in force of a period.
    func model(dataset: String, _ period: Period) -> [UInt8]? {
        let stream = StoredStream(period)
        return inForce(dataset: dataset, stream).lazy
            .compactMap { part in accepted.first { $0.id == part.delivery }?.holdings[stream]?.model }
            .first
    }

    func storedPeriods(dataset: String) -> [StoredPeriod] {
        Set(accepted.flatMap { $0.holdings.keys.map(\.period) }).sorted()
            .compactMap { period in
                let standing = standing(dataset: dataset, of: period)
                let sources = Set(
                    standing.streams.flatMap {
                        tallies(dataset: dataset, $0.stream).values.compactMap(\.delivery)
                    }
                )
                return standing.stored(from: accepted.map(\.id).filter(sources.contains))
            }
    }

    func releasedForms(dataset: String, _ period: Period) -> [String] {
        let brought = accepted.filter {
            let delivery = deliveries[Int($0.id.number) - 1]
            return delivery.claim.dataset == dataset && delivery.release != nil
        }
        return Set(
            brought.flatMap { $0.holdings.filter { $0.key.period == period }.map(\.value.part.form) }
        ).sorted()
    }

    // MARK: Changes and releases

    mutating func add(_ change: Change) {
        lastChange += 1
        changes.append(change)
        changes[changes.endIndex - 1].number = lastChange
    }

    /// Notes the regions that a change touched, and returns their number.
    private mutating func note(_ change: Change, of streams: [StoredStream], since past: Self) -> Int {
        var change = change
        // A region counts once a period, however many of its topics changed.
        var changed: [Period: Set<RegionCode>] = [:]
        for stream in streams {
            let period = stream.period
            let before = past.standing(dataset: change.dataset, stream)
            let after = standing(dataset: change.dataset, stream)
            let old = past.tallies(dataset: change.dataset, stream)
            let new = tallies(dataset: change.dataset, stream)
            let regions = Set(old.keys).union(new.keys).filter { region in
                before.form != after.form || old[region]?.tally != new[region]?.tally
            }
            changed[period, default: []].formUnion(regions)
            if before.differsAsAWhole(from: after) {
                change.touched[period] = .all
            } else if !regions.isEmpty {
                change.touched[period] =
                    change.touched[period].map { $0.joined(with: .regions(regions)) } ?? .regions(regions)
            }
        }
        add(change)
        return changed.values.reduce(0) { $0 + $1.count }
    }

    func pending(dataset: String) -> PendingRelease? {
        let changes = changes.filter { $0.dataset == dataset }
        guard let last = changes.last else { return nil }
        var touched: [Period: PendingRelease.Touched] = [:]
        for change in changes {
            touched.merge(change.touched) { $0.joined(with: $1) }
        }
        if changes.contains(where: { $0.kind == .requested }) {
            for stored in storedPeriods(dataset: dataset) { touched[stored.period] = .all }
        }
        return PendingRelease(
            dataset: dataset,
            base: releases[dataset]?.last?.number,
            touched: touched,
            deliveries: Set(changes.compactMap(\.delivery)).sorted(),
            mark: last.number
        )
    }

    mutating func recordForgotten(_ release: ReleaseRecord) throws {
        guard release.number > (releases[release.dataset]?.last?.number ?? 0) else {
            throw LedgerConflict.releaseNumber(next: nextReleaseNumber(release.dataset))
        }
        append(release)
    }

    private mutating func append(_ release: ReleaseRecord) {
        let dataset = release.dataset
        releases[dataset, default: []].append(release)
        endHold(dataset)
        let place = waiting[dataset]?.firstIndex { $0.number == release.number && $0.isOpen }
        if let place { waiting[dataset]?[place].state = .published }
    }

    mutating func record(_ release: ReleaseRecord, completing pending: PendingRelease) throws {
        let dataset = pending.dataset
        guard release.dataset == dataset else { throw LedgerConflict.otherDataset(release.dataset) }
        let known = releases[dataset] ?? []
        let next = nextReleaseNumber(dataset)
        let isOpen = waiting[dataset]?.contains { $0.number == release.number && $0.isOpen } == true
        guard release.number > (known.last?.number ?? 0), release.number == next || isOpen else {
            if known.contains(release) { return }
            throw LedgerConflict.releaseNumber(next: next)
        }
        for id in release.deliveries { _ = try delivery(id) }
        append(release)
        let isDone = { (change: Change) in change.dataset == dataset && change.number <= pending.mark }
        let done = changes.filter(isDone)
        changes.removeAll(where: isDone)
        let reverted = Set(done.filter { $0.kind == .reverted }.compactMap(\.delivery))
        for id in done.filter({ $0.kind == .accepted }).compactMap(\.delivery) {
            try change(id) { $0.enter(release: reverted.contains(id) ? nil : release.number) }
        }
    }
}

// MARK: - Published versions

extension MemoryContent {
    mutating func plan(_ changes: [VersionChange], dataset: String, release number: Int) {
        var ofDataset = versions[dataset] ?? [:]
        for (period, regions) in ofDataset {
            ofDataset[period] = regions.mapValues { versions in
                versions.filter { $0.first != number }.map { version in
                    var version = version
                    if version.until == number { version.until = nil }
                    return version
                }
            }
        }
        for change in changes {
            var versions = ofDataset[change.period]?[change.region] ?? []
            for place in versions.indices where versions[place].until == nil {
                versions[place].until = number
            }
            if let bytes = change.bytes {
                versions.append(
                    PublishedVersion(region: change.region, first: number, until: nil, bytes: bytes)
                )
            }
            ofDataset[change.period, default: [:]][change.region] = versions
        }
        versions[dataset] = ofDataset
    }

    func versions(dataset: String, _ period: Period, before number: Int) -> [PublishedVersion] {
        (versions[dataset]?[period] ?? [:]).values.flatMap(\.self)
            .filter { $0.first < number }
            .map { version in
                var version = version
                if let until = version.until, until >= number { version.until = nil }
                return version
            }
            .sorted { ($0.region, $0.first) < ($1.region, $1.first) }
    }

    func planned(dataset: String, _ period: Period, release number: Int) -> [VersionChange] {
        (versions[dataset]?[period] ?? [:]).compactMap { region, versions in
            if let new = versions.first(where: { $0.first == number }) {
                return VersionChange(period: period, region: region, bytes: new.bytes)
            }
            return versions.contains { $0.until == number }
                ? VersionChange(period: period, region: region, bytes: nil) : nil
        }.sorted { $0.region < $1.region }
    }

    func someVersions(dataset: String) -> [Period: [UInt8]] {
        (versions[dataset] ?? [:]).compactMapValues { $0.values.lazy.flatMap(\.self).first?.bytes }
    }

    mutating func forgetVersions(dataset: String, _ period: Period, until number: Int) {
        let kept = versions[dataset]?[period]?.mapValues { $0.filter { ($0.until ?? .max) > number } }
        versions[dataset]?[period] = kept
    }

    mutating func endHold(_ dataset: String) { heldBack[dataset] = nil }

    mutating func holdBack(_ pending: PendingRelease, at time: Timestamp) throws {
        if heldBack.updateValue(time, forKey: pending.dataset) == nil {
            try outdateReceipts(pending.deliveries)
        }
        for id in pending.deliveries { try change(id) { $0.enter(release: nil) } }
    }
}

extension PendingRelease.Touched {
    /// The union of what the two touch.
    fileprivate func joined(with other: Self) -> Self {
        guard case .regions(let a) = self, case .regions(let b) = other else { return .all }
        return .regions(a.union(b))
    }
}
