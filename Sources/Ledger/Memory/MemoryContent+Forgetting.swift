import Statistics
import Workflow

// Deliveries and releases about which nobody asks any more.
extension MemoryContent {
    /// Forgets deliveries, and returns their number.
    mutating func forget(finishedBefore time: Timestamp) -> Int {
        let due = Set(changes.compactMap(\.delivery))
        let old = Set(
            deliveries.filter { delivery in
                delivery.state == .finished && !delivery.isReceiptOutdated && !due.contains(delivery.id)
                    && delivery.finished.map { $0.milliseconds < time.milliseconds } == true
            }.map(\.id)
        )
        var kept = Set(Dictionary(grouping: deliveries, by: \.claim.drop).compactMap { $1.last?.id })
        var gone = old.subtracting(accepted.map(\.id))
        for dataset in Set(deliveries.map(\.claim.dataset)) {
            let own = accepted.filter { (try? delivery($0.id))?.claim.dataset == dataset }
            let last = own.prefix { old.contains($0.id) }.last?.number ?? 0
            settled[dataset] = max(settled[dataset] ?? 0, last)
            let done = own.filter { $0.number <= settled[dataset] ?? 0 }
            gone.formUnion(done.map(\.id))
            for stream in Set(own.flatMap(\.holdings.keys)) {
                kept.formUnion(tallies(dataset: dataset, stream).values.compactMap(\.delivery))
                kept.formUnion(needed(done.filter { $0.holdings[stream] != nil }, of: stream))
            }
        }
        gone.subtract(kept)
        gone.subtract(deliveries.filter { !gone.contains($0.id) }.compactMap(\.duplicateOf))
        deliveries.removeAll { gone.contains($0.id) }
        accepted.removeAll { gone.contains($0.id) }
        for (dataset, records) in releases {
            releases[dataset] = records.map { record in
                var record = record
                record.deliveries.removeAll(where: gone.contains)
                return record
            }
        }
        return gone.count
    }

    /// What says together what settled deliveries with a stream say, in the order of their acceptance.
    private func needed(
        _ all: [(id: DeliveryID, number: Int64, holdings: [StoredStream: Brought])],
        of stream: StoredStream
    ) -> Set<DeliveryID> {
        var needed: Set<DeliveryID> = []
        var (columns, regions, forms, drops):
            ([[Int]: DeliveryID], [RegionCode: DeliveryID], [String: DeliveryID], Set<String>) =
                ([:], [:], [:], [])
        let standing = all.filter { (try? delivery($0.id))?.reverted == nil }
        let begun = standing.lastIndex { $0.holdings[stream]?.part.mode == .year } ?? standing.startIndex
        for entry in standing[begun...] {
            guard let brought = entry.holdings[stream] else { continue }
            columns[brought.part.columns] = entry.id
            for region in brought.tallies.keys { regions[region] = entry.id }
        }
        for entry in all {
            guard let brought = entry.holdings[stream], let delivery = try? delivery(entry.id) else {
                continue
            }
            if delivery.release != nil { forms[brought.part.form] = entry.id }
            if brought.model != nil { needed.insert(entry.id) }
            let drop = "\(delivery.claim.mode) \(delivery.claim.drop)"
            if delivery.reverted == nil, drops.insert(drop).inserted { needed.insert(entry.id) }
        }
        needed.formUnion([standing[begun...].first, standing.last].compactMap { $0?.id })
        for kept in [Array(columns.values), Array(regions.values), Array(forms.values)] {
            needed.formUnion(kept)
        }
        return needed
    }

    /// Forgets releases, but for the last and for those by which a period is known to be published without an account.
    mutating func forgetReleases(dataset: String, before number: Int, madeBefore time: Timestamp) {
        guard let records = releases[dataset] else { return }
        releases[dataset] = records.enumerated().filter { rank, record in
            let later = records[(rank + 1)...].filter { $0.account == nil }
            return record.number >= number || record.time.milliseconds >= time.milliseconds
                || rank == records.count - 1
                || record.account == nil
                    && record.changedRows.keys.contains { period in
                        !later.contains { $0.changedRows.keys.contains(period) }
                    }
        }.map(\.element)
    }
}

extension MemoryLedger {
    /// Forgets deliveries about which nobody asks any more.
    public func forgetDeliveries(finishedBefore time: Timestamp) throws -> Int {
        write { content in content.forget(finishedBefore: time) }
    }

    /// Forgets releases that nobody has any more.
    public func forgetReleases(dataset: String, before number: Int, madeBefore time: Timestamp) throws {
        write { content in content.forgetReleases(dataset: dataset, before: number, madeBefore: time) }
    }
}
