import Foundation
import GRDB
import Statistics

/// The published versions of a data set's regions, in a SQLite ledger, in one transaction.
struct VersionTable {
    let db: Database

    /// Records the rows that a release is going to publish, in place of those recorded for that release
    /// before.
    func plan(_ changes: [VersionChange], dataset: String, release number: Int) throws {
        let ofDataset = "period IN (SELECT id FROM period WHERE dataset = ?)"
        try db.execute(
            sql: "DELETE FROM version WHERE first = ? AND \(ofDataset)",
            arguments: [number, dataset]
        )
        try db.execute(
            sql: "UPDATE version SET until = NULL WHERE until = ? AND \(ofDataset)",
            arguments: [number, dataset]
        )
        let holdings = HoldingTable(db: db)
        var keys = try RegionKeys(db: db, expecting: changes.count)
        let end = try db.cachedStatement(
            sql: "UPDATE version SET until = ? WHERE period = ? AND region = ? AND until IS NULL"
        )
        let begin = try db.cachedStatement(
            sql: "INSERT INTO version (period, region, first, bytes) VALUES (?, ?, ?, ?)"
        )
        var periods: [Period: Int64] = [:]
        for change in changes {
            let period =
                try periods[change.period] ?? holdings.key(of: StoredStream(change.period), dataset: dataset)
            periods[change.period] = period
            let region = try keys.key(of: change.region)
            try end.execute(arguments: [number, period, region])
            if let bytes = change.bytes {
                try begin.execute(arguments: [period, region, number, Data(bytes)])
            }
        }
    }

    /// Returns the published versions of a period in the releases before a number, by region the oldest
    /// first.
    func before(_ number: Int, dataset: String, period: Period, regions: [RegionCode]?) throws
        -> [PublishedVersion]
    {
        guard let key = try HoldingTable(db: db).find(StoredStream(period), dataset: dataset) else {
            return []
        }
        let wanted = regions.map { Set($0) }
        let select = """
            SELECT region.code, version.first, version.until, version.bytes FROM version
            JOIN region ON region.id = version.region WHERE version.period = ? AND version.first < ?
            """
        var versions: [PublishedVersion] = []
        func read(_ rows: RowCursor) throws {
            while let row = try rows.next() {
                let code = RegionCode(try row.decode(atIndex: 0))
                guard wanted?.contains(code) ?? true else { continue }
                let until: Int? = try row.decode(atIndex: 2)
                versions.append(
                    PublishedVersion(
                        region: code,
                        first: try row.decode(atIndex: 1),
                        until: until.flatMap { $0 < number ? $0 : nil },
                        // The bytes of SQLite are borrowed; the array is a copy.
                        bytes: try row.withUnsafeData(atIndex: 3) { $0.map(Array.init) } ?? []
                    )
                )
            }
        }
        if let wanted, wanted.count < Self.many {
            let one = try db.cachedStatement(sql: select + " AND region.code = ?")
            for code in wanted {
                try read(Row.fetchCursor(one, arguments: [key, number, code.description]))
            }
        } else {
            try read(Row.fetchCursor(db.cachedStatement(sql: select), arguments: [key, number]))
        }
        return versions.sorted { ($0.region, $0.first) < ($1.region, $1.first) }
    }

    /// Returns the recorded changes that a release was going to publish; unchanged regions are left out.
    func planned(_ number: Int, dataset: String, period: Period) throws -> [VersionChange] {
        guard let key = try HoldingTable(db: db).find(StoredStream(period), dataset: dataset) else {
            return []
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT region.code, max(version.first), version.bytes FROM version
                JOIN region ON region.id = version.region
                WHERE version.period = ?1 AND (version.first = ?2 OR version.until = ?2) GROUP BY region.code
                """,
            arguments: [key, number]
        )
        var changes: [VersionChange] = []
        while let row = try rows.next() {
            let isNew = try row.decode(Int.self, atIndex: 1) == number
            changes.append(
                VersionChange(
                    period: period,
                    region: RegionCode(try row.decode(atIndex: 0)),
                    // The bytes of SQLite are borrowed; the array is a copy.
                    bytes: isNew ? try row.withUnsafeData(atIndex: 2) { $0.map(Array.init) } ?? [] : nil
                )
            )
        }
        return changes.sorted { $0.region < $1.region }
    }

    /// Forgets the versions of a period that a release up to a number replaced.
    func forget(until number: Int, dataset: String, period: Period) throws {
        guard let key = try HoldingTable(db: db).find(StoredStream(period), dataset: dataset) else { return }
        try db.execute(
            sql: "DELETE FROM version INDEXED BY version_until WHERE until <= ? AND period = ?",
            arguments: [number, key]
        )
    }

    /// Returns, by period, the bytes of some version.
    func some(dataset: String) throws -> [Period: [UInt8]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT key, (SELECT bytes FROM version WHERE version.period = period.id LIMIT 1) FROM period
                WHERE dataset = ?
                """,
            arguments: [dataset]
        )
        var versions: [Period: [UInt8]] = [:]
        while let row = try rows.next() {
            guard let stream = StoredStream(key: try row.decode(String.self, atIndex: 0)),
                stream.topic == nil,
                // The bytes of SQLite are borrowed; the array is a copy.
                let bytes = try row.withUnsafeData(atIndex: 1, { $0.map(Array.init) })
            else { continue }
            versions[stream.period] = bytes
        }
        return versions
    }

    /// The number of regions from which on a scan of all is faster than a look-up of each.
    private static let many = 4000
}
