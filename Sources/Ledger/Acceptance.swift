import GRDB
import Statistics
import Workflow

/// Accepts deliveries in a SQLite ledger, and reverts them, in one transaction.
struct Acceptance {
    let db: Database

    /// Accepts a claimed delivery, and returns its record.
    func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws -> Delivery {
        let table = DeliveryTable(db: db)
        let delivery = try table.get(id)
        guard delivery.state == .claimed else { return delivery }
        let change = try ChangeTable(db: db).add(.accepted, dataset: delivery.claim.dataset, delivery: id)
        // The number of the change rises with every acceptance, so it is the order of acceptance.
        try db.execute(
            sql: "UPDATE delivery SET accepted = ? WHERE id = ?",
            arguments: [change, id.number]
        )
        var keys = try RegionKeys(db: db, expecting: holdings.reduce(0) { $0 + $1.tallies.count })
        var changed = 0
        // A region counts once a period, however many of its topics changed.
        var distinct: [Period: Set<Int64>] = [:]
        for holding in holdings {
            changed += try apply(holding, of: delivery, in: change, &keys, &distinct)
        }
        changed += distinct.values.reduce(0) { $0 + $1.count }
        return try table.change(id) { $0.accept(report: report, changedRegions: changed) }
    }

    /// Reverts an accepted delivery.
    func revert(_ id: DeliveryID, at time: Timestamp) throws {
        let table = DeliveryTable(db: db)
        guard let delivery = try table.find(id) else { throw RevertRefusal.unknown }
        guard delivery.outcome == .accepted, delivery.duplicateOf == nil else {
            throw RevertRefusal.notAccepted
        }
        guard delivery.reverted == nil else { return }
        let accepted = try Int64.fetchOne(
            db,
            sql: "SELECT accepted FROM delivery WHERE id = ?",
            arguments: [id.number]
        )
        guard try accepted ?? 0 > Forgetting(db: db).settled(dataset: delivery.claim.dataset) else {
            throw RevertRefusal.settled
        }
        let holdings = HoldingTable(db: db)
        let streams = try holdings.streams(of: id)
        let before = try streams.map { try holdings.standing($0.key) }
        let wasInForce = try zip(streams, before).map { stream, standing in
            try holdings.part(of: id, in: stream.key).map { $0.accepted >= standing.begun } ?? false
        }
        try table.change(id) { $0.reverted = time }
        let after = try streams.map { try holdings.standing($0.key) }
        let misfits = Set(try zip(streams, after).flatMap { try holdings.misfits(in: $0.key, $1) })
        guard misfits.isEmpty else { throw RevertRefusal.standsUnder(misfits.sorted()) }

        let change = try ChangeTable(db: db).add(.reverted, dataset: delivery.claim.dataset, delivery: id)
        for (rank, stream) in streams.enumerated() where wasInForce[rank] {
            let refolding = Refolding(db: db, period: stream.key)
            let inForce = try holdings.newestFirst(in: stream.key, after[rank])
            switch delivery.claim.mode {
            case .year: try refolding.fold(inForce)
            case .correction: try refolding.fold(inForce, regionsOf: id)
            }
            try note(refolding, from: before[rank], to: after[rank], in: change)
        }
    }

    /// Applies the tallies of a delivery for one period, and returns the number of regions that changed.
    private func apply(
        _ holding: PeriodHoldings,
        of delivery: Delivery,
        in change: Int64,
        _ keys: inout RegionKeys,
        _ distinct: inout [Period: Set<Int64>]
    ) throws -> Int {
        let holdings = HoldingTable(db: db)
        let dataset = delivery.claim.dataset
        if delivery.claim.mode == .correction,
            let form = try holdings.standing(of: holding.period, dataset: dataset).period.form,
            form != holding.form
        {
            throw LedgerConflict.otherForm(holding.period, stored: form)
        }
        let period = try holdings.key(of: holding.stream, dataset: dataset)
        let before = try holdings.standing(period)
        try holdings.add(holding, period: period, delivery: delivery, accepted: change)
        try holdings.add(holding.tallies, period: period, delivery: delivery.id, &keys)
        if let model = holding.model { try holdings.add(model, period: period, delivery: delivery.id) }
        let after = try holdings.standing(period)
        let refolding = Refolding(db: db, period: period)
        switch delivery.claim.mode {
        case .year: try refolding.fold([delivery.id])
        case .correction: try refolding.fold(last: delivery.id)
        }
        let changed = try note(refolding, from: before, to: after, in: change) {
            if holding.topic != nil { distinct[holding.period, default: []].formUnion(try $0()) }
        }
        return holding.topic == nil ? changed : 0
    }

    /// Notes the changes of a refolding, stores them, and returns the number of regions that changed.
    @discardableResult
    private func note(
        _ refolding: Refolding,
        from before: Standing,
        to after: Standing,
        in change: Int64,
        _ regions: (() throws -> [Int64]) throws -> Void = { _ in }
    ) throws -> Int {
        let changed: Int
        let isComparable = before.form == after.form
        try regions { try refolding.changedRegions(comparingTallies: isComparable) }
        if before.differsAsAWhole(from: after) {
            changed = try refolding.countChanged(comparingTallies: isComparable)
            try ChangeTable(db: db).touchPeriod(refolding.period, in: change)
        } else {
            changed = try refolding.touchChanged(in: change)
        }
        try refolding.hold()
        return changed
    }
}
