import GRDB
import Statistics
import Workflow

/// Takes deliveries in a SQLite ledger, and takes them back, in one transaction.
struct Acceptance {
    let db: Database

    /// Takes a claimed delivery, and returns its record.
    func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws -> Delivery {
        let table = DeliveryTable(db: db)
        let delivery = try table.get(id)
        guard delivery.state == .claimed else { return delivery }
        let change = try ChangeTable(db: db).add(.accepted, dataset: delivery.claim.dataset, delivery: id)
        // The change's number rises with every acceptance, so it says the order.
        try db.execute(
            sql: "UPDATE delivery SET accepted = ? WHERE id = ?",
            arguments: [change, id.number]
        )
        var keys = try RegionKeys(db: db, expecting: holdings.reduce(0) { $0 + $1.tallies.count })
        var changed = 0
        for holding in holdings {
            changed += try apply(holding, of: delivery, in: change, &keys)
        }
        return try table.change(id) { $0.accept(report: report, changedRegions: changed) }
    }

    /// Takes an accepted delivery back.
    func revert(_ id: DeliveryID, at time: Timestamp) throws {
        let table = DeliveryTable(db: db)
        guard let delivery = try table.find(id) else { throw RevertRefusal.unknown }
        guard delivery.outcome == .accepted, delivery.duplicateOf == nil else {
            throw RevertRefusal.notAccepted
        }
        guard delivery.reverted == nil else { return }
        let holdings = HoldingTable(db: db)
        let periods = try holdings.periods(of: id)
        let before = try periods.map { try holdings.standing($0.key) }
        try table.change(id) { $0.reverted = time }
        let after = try periods.map { try holdings.standing($0.key) }
        let misfits = Set(after.flatMap(\.misfits))
        guard misfits.isEmpty else { throw RevertRefusal.standsUnder(misfits.sorted()) }

        let change = try ChangeTable(db: db).add(.reverted, dataset: delivery.claim.dataset, delivery: id)
        for (period, (old, new)) in zip(periods, zip(before, after)) where old != new {
            let refolding = Refolding(db: db, period: period.key)
            switch delivery.claim.mode {
            case .year: try refolding.fold(new)
            case .correction: try refolding.fold(new, regionsOf: id)
            }
            try note(refolding, period.period, from: old, to: new, in: change)
        }
    }

    /// Applies what a delivery brings of one period, and returns how many regions changed.
    private func apply(
        _ holding: PeriodHoldings,
        of delivery: Delivery,
        in change: Int64,
        _ keys: inout RegionKeys
    ) throws -> Int {
        let holdings = HoldingTable(db: db)
        let period = try holdings.key(of: holding.period, dataset: delivery.claim.dataset)
        let before = try holdings.standing(period)
        if delivery.claim.mode == .correction, let form = before.form, form != holding.form {
            throw LedgerConflict.otherForm(holding.period, held: form)
        }
        try holdings.add(holding, period: period, delivery: delivery.id, accepted: change)
        try holdings.add(holding.tallies, period: period, delivery: delivery.id, &keys)
        if let model = holding.model { try holdings.add(model, period: period, delivery: delivery.id) }
        let after = try holdings.standing(period)
        let refolding = Refolding(db: db, period: period)
        switch delivery.claim.mode {
        case .year: try refolding.fold(after)
        case .correction: try refolding.fold(last: delivery.id)
        }
        return try note(refolding, holding.period, from: before, to: after, in: change)
    }

    /// Notes what a refolding changed, holds it, and returns how many regions changed.
    @discardableResult
    private func note(
        _ refolding: Refolding,
        _ period: Period,
        from before: Standing,
        to after: Standing,
        in change: Int64
    ) throws -> Int {
        let changed: Int
        let isComparable = before.form == after.form
        if before.differsAsAWhole(from: after, period: period) {
            changed = try refolding.countChanged(comparingTallies: isComparable)
            try ChangeTable(db: db).touchPeriod(refolding.period, in: change)
        } else {
            changed = try refolding.touchChanged(in: change)
        }
        try refolding.hold()
        return changed
    }
}
