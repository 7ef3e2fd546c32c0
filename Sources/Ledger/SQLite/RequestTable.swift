import GRDB
import Statistics

/// The requests of commands to the process that writes releases, in a SQLite ledger, in one transaction.
struct RequestTable {
    let db: Database

    /// Adds a request, or finds an equal open one.
    func add(_ request: ControlRequest, at time: Timestamp) throws -> Int64 {
        if let known = try open().first(where: { $0.1 == request }) { return known.0 }
        var values = Values()
        switch request {
        case .revert(let id): (values.kind, values.delivery) = ("revert", id.number)
        case .release(let dataset): (values.kind, values.dataset) = ("release", dataset)
        case .approve(let dataset, let number, let decision):
            values = Values("approve", dataset, number, decision)
        case .reject(let dataset, let number, let decision):
            values = Values("reject", dataset, number, decision)
        }
        try db.execute(
            sql: """
                INSERT INTO request
                    (kind, delivery, dataset, time, number, person, person_user, publish_at, stated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                values.kind, values.delivery, values.dataset,
                (values.decision?.time ?? time).milliseconds, values.number, values.decision?.person.name,
                values.decision?.person.user.map { Int64($0) }, values.decision?.publishAt?.milliseconds,
                values.decision?.stated,
            ]
        )
        return db.lastInsertedRowID
    }

    /// The columns of a request.
    private struct Values {
        var kind = ""
        var delivery: Int64?
        var dataset: String?
        var number: Int?
        var decision: ReleaseDecision?

        init() {}

        init(_ kind: String, _ dataset: String, _ number: Int, _ decision: ReleaseDecision) {
            self.kind = kind
            self.dataset = dataset
            self.number = number
            self.decision = decision
        }
    }

    /// Returns the requests without an answer, oldest first.
    func open() throws -> [(Int64, ControlRequest)] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, kind, delivery, dataset, number, time, person, person_user, publish_at, stated
                FROM request WHERE answer IS NULL ORDER BY id
                """
        )
        var requests: [(Int64, ControlRequest)] = []
        while let row = try rows.next() {
            let request: ControlRequest =
                switch try row.decode(String.self, atIndex: 1) {
                case "revert": .revert(try row.delivery(at: 2))
                case "release": .release(dataset: try row.decode(atIndex: 3))
                case "approve":
                    .approve(
                        dataset: try row.decode(atIndex: 3),
                        release: try row.decode(atIndex: 4),
                        try row.decision(at: 5)
                    )
                case "reject":
                    .reject(
                        dataset: try row.decode(atIndex: 3),
                        release: try row.decode(atIndex: 4),
                        try row.decision(at: 5)
                    )
                default: throw LedgerDamage()
                }
            requests.append((try row.decode(atIndex: 0), request))
        }
        return requests
    }

    /// Answers a request, unless it has an answer.
    func answer(_ id: Int64, with answer: ControlAnswer) throws {
        guard try Bool.fetchOne(db, sql: "SELECT 1 FROM request WHERE id = ?", arguments: [id]) != nil else {
            throw LedgerConflict.unknownRequest(id)
        }
        let values: (word: String, release: Int?, refusal: Text?) =
            switch answer {
            case .done(let release): ("done", release, nil)
            case .refused(let reason): ("refused", nil, reason)
            }
        try db.execute(
            sql: """
                UPDATE request SET answer = ?, release = ?, refusal = ?, refusal_nl = ?
                WHERE id = ? AND answer IS NULL
                """,
            arguments: [values.word, values.release, values.refusal?.en, values.refusal?.nl, id]
        )
    }

    /// Returns the answer of a request; nil while it has none.
    func answer(of id: Int64) throws -> ControlAnswer? {
        let row = try Row.fetchOne(
            db,
            sql:
                "SELECT answer, release, refusal, refusal_nl FROM request WHERE id = ? AND answer IS NOT NULL",
            arguments: [id]
        )
        guard let row else { return nil }
        switch try row.decode(String.self, atIndex: 0) {
        case "done": return .done(release: try row.decode(atIndex: 1))
        case "refused":
            let english = try row.decode(String.self, atIndex: 2)
            // Answers of before version 9 are English alone.
            return .refused(Text(nl: try row.decode(String?.self, atIndex: 3) ?? english, en: english))
        default: throw LedgerDamage()
        }
    }
}
