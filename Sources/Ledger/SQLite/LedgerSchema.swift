import GRDB

/// The tables of the SQLite ledger, by version; `docs/formats/ledger.md` describes them.
///
/// A released version is never edited: a change is another migration.
enum LedgerSchema {
    /// `PEIL` in ASCII, in the header of the file, so that no other file is taken for a ledger.
    static let applicationID: Int32 = 0x5045_494C

    /// The content of a file.
    enum Content {
        /// No content.
        case empty
        /// A ledger of this version.
        case current
        /// A ledger of an earlier version.
        case older
        /// A ledger of a later version.
        case newer
        /// Another kind of file.
        case foreign
    }

    /// Every migration, in order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: version1)
        }
        migrator.registerMigration("2") { db in try db.execute(sql: version2) }
        migrator.registerMigration("3") { db in try db.execute(sql: version3) }
        migrator.registerMigration("4") { db in try db.execute(sql: version4) }
        migrator.registerMigration("5") { db in try db.execute(sql: version5) }
        migrator.registerMigration("6") { db in try db.execute(sql: version6) }
        migrator.registerMigration("7") { db in try db.execute(sql: version7) }
        migrator.registerMigration("8") { db in try db.execute(sql: version8) }
        migrator.registerMigration("9") { db in try db.execute(sql: version9) }
        migrator.registerMigration("10") { db in try db.execute(sql: version10) }
        return migrator
    }

    /// Finds the content of a connection's file; changes nothing.
    static func content(_ db: Database) throws -> Content {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard id == applicationID else {
            // An interrupted opening leaves tables of GRDB itself behind.
            let tables = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'grdb%'"
            )
            return id == 0 && tables == 0 ? .empty : .foreign
        }
        if try migrator.hasBeenSuperseded(db) { return .newer }
        return try migrator.hasCompletedMigrations(db) ? .current : .older
    }

    /// Indexes for questions that were answered by going through all that ever was.
    private static let version8 = """
        CREATE INDEX delivery_of_drop ON delivery (drop_name, id);
        CREATE INDEX release_unaccounted ON release (dataset, number) WHERE account IS NULL;
        """

    private static let version6 = """
        ALTER TABLE holding ADD COLUMN mode TEXT NOT NULL DEFAULT 'correction'
            CHECK (mode IN ('year', 'correction'));
        ALTER TABLE holding ADD COLUMN digest INTEGER;
        UPDATE holding SET mode = 'year'
        WHERE delivery IN (SELECT id FROM delivery WHERE delivery.mode = 'year');
        CREATE INDEX holding_year ON holding (period, accepted) WHERE mode = 'year';
        CREATE INDEX holding_columns ON holding (period, columns);
        CREATE INDEX holding_form ON holding (period, form);
        CREATE INDEX held_source ON held (period, delivery);
        """

    /// The acceptances that can be taken back no more, and the indexes by which it is found that nothing refers to a delivery.
    private static let version10 = """
        CREATE TABLE settled (
            dataset TEXT PRIMARY KEY,
            accepted INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX change_of_delivery ON change (delivery);
        CREATE INDEX release_of_delivery ON release_delivery (delivery);
        CREATE INDEX delivery_of_duplicate ON delivery (duplicate_of) WHERE duplicate_of IS NOT NULL;
        """

    /// That a receipt is outdated is a matter of its delivery, whatever it was that changed.
    private static let version9 = """
        ALTER TABLE delivery ADD COLUMN receipt_due INTEGER NOT NULL DEFAULT 0 CHECK (receipt_due IN (0, 1));
        CREATE INDEX delivery_receipt_due ON delivery (dataset, id) WHERE receipt_due = 1;
        UPDATE delivery SET receipt_due = 1 WHERE EXISTS (
            SELECT 1 FROM waiting
            WHERE told = 0 AND ' ' || deliveries || ' ' LIKE '% ' || delivery.id || ' %'
        );
        DROP INDEX waiting_untold;
        ALTER TABLE waiting DROP COLUMN told;
        ALTER TABLE request ADD COLUMN refusal_nl TEXT;
        """

    /// SQLite cannot change a CHECK: the table of requests is made anew, and keeps its rows and its numbers.
    private static let version7 = """
        CREATE TABLE waiting (
            dataset TEXT NOT NULL,
            number INTEGER NOT NULL,
            base INTEGER,
            time INTEGER NOT NULL,
            extracts_hash TEXT NOT NULL,
            deliveries TEXT NOT NULL,
            changed_rows TEXT NOT NULL,
            account TEXT,
            rules TEXT,
            mark INTEGER NOT NULL,
            reasons TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'superseded', 'rejected', 'published')),
            person TEXT,
            person_user INTEGER,
            decided INTEGER,
            publish_at INTEGER,
            stated TEXT,
            told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1)),
            PRIMARY KEY (dataset, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX waiting_untold ON waiting (dataset, number) WHERE told = 0;

        ALTER TABLE delivery ADD COLUMN owner INTEGER;

        CREATE TABLE request_7 (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('revert', 'release', 'approve', 'reject')),
            delivery INTEGER,
            dataset TEXT,
            time INTEGER NOT NULL,
            answer TEXT CHECK (answer IN ('done', 'refused')),
            release INTEGER,
            refusal TEXT,
            number INTEGER,
            person TEXT,
            person_user INTEGER,
            publish_at INTEGER,
            stated TEXT
        ) STRICT;
        INSERT INTO request_7 (id, kind, delivery, dataset, time, answer, release, refusal)
            SELECT id, kind, delivery, dataset, time, answer, release, refusal FROM request;
        DROP TABLE request;
        ALTER TABLE request_7 RENAME TO request;
        CREATE INDEX request_open ON request (id) WHERE answer IS NULL;
        """

    private static let version5 = """
        CREATE TABLE key_mark (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            mark BLOB NOT NULL
        ) STRICT;
        """

    private static let version4 = """
        ALTER TABLE release ADD COLUMN rules TEXT;
        """

    private static let version3 = """
        CREATE TABLE version (
            period INTEGER NOT NULL,
            region INTEGER NOT NULL,
            first INTEGER NOT NULL,
            until INTEGER,
            bytes BLOB NOT NULL,
            PRIMARY KEY (period, region, first)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX version_first ON version (first);
        CREATE INDEX version_until ON version (until) WHERE until IS NOT NULL;

        CREATE TABLE held_back (
            dataset TEXT PRIMARY KEY,
            time INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE release ADD COLUMN account TEXT;
        """

    private static let version2 = """
        CREATE TABLE model (
            delivery INTEGER NOT NULL,
            period INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (delivery, period)
        ) STRICT, WITHOUT ROWID;
        """

    private static let version1 = """
        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            drop_name TEXT NOT NULL,
            dataset TEXT NOT NULL,
            mode TEXT NOT NULL CHECK (mode IN ('year', 'correction')),
            edition TEXT NOT NULL,
            file TEXT NOT NULL,
            spool_name TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK
                (state IN ('claimed', 'accepted', 'rejected', 'duplicate', 'released', 'finished')),
            outcome TEXT CHECK (outcome IN ('accepted', 'rejected')),
            sha256 TEXT,
            bytes INTEGER,
            received INTEGER NOT NULL,
            finished INTEGER,
            report TEXT,
            duplicate_of INTEGER REFERENCES delivery (id),
            accepted INTEGER UNIQUE,
            reverted INTEGER,
            release INTEGER
        ) STRICT;
        CREATE INDEX delivery_of_bytes ON delivery (drop_name, sha256, id);
        CREATE INDEX delivery_of_dataset ON delivery (dataset, id);
        CREATE INDEX delivery_unfinished ON delivery (id) WHERE state <> 'finished';

        CREATE TABLE period (
            id INTEGER PRIMARY KEY,
            dataset TEXT NOT NULL,
            key TEXT NOT NULL,
            UNIQUE (dataset, key)
        ) STRICT;

        CREATE TABLE region (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE holding (
            period INTEGER NOT NULL REFERENCES period (id),
            accepted INTEGER NOT NULL,
            delivery INTEGER NOT NULL REFERENCES delivery (id),
            status TEXT NOT NULL CHECK (status IN ('definitive', 'provisional', 'revisedProvisional')),
            form TEXT NOT NULL,
            columns TEXT NOT NULL,
            PRIMARY KEY (period, accepted)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX holding_of_delivery ON holding (delivery);

        CREATE TABLE tally (
            delivery INTEGER NOT NULL,
            period INTEGER NOT NULL,
            region INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (delivery, period, region)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE held (
            period INTEGER NOT NULL,
            region INTEGER NOT NULL,
            delivery INTEGER NOT NULL,
            PRIMARY KEY (period, region)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dataset TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('accepted', 'reverted', 'requested')),
            delivery INTEGER REFERENCES delivery (id),
            release INTEGER
        ) STRICT;
        CREATE INDEX change_pending ON change (dataset, id) WHERE release IS NULL;

        CREATE TABLE touched_period (
            change INTEGER NOT NULL,
            period INTEGER NOT NULL,
            PRIMARY KEY (change, period)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE touched_region (
            change INTEGER NOT NULL,
            period INTEGER NOT NULL,
            region INTEGER NOT NULL,
            PRIMARY KEY (change, period, region)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE release (
            dataset TEXT NOT NULL,
            number INTEGER NOT NULL,
            base INTEGER,
            time INTEGER NOT NULL,
            extracts_hash TEXT NOT NULL,
            PRIMARY KEY (dataset, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE release_delivery (
            dataset TEXT NOT NULL,
            number INTEGER NOT NULL,
            position INTEGER NOT NULL,
            delivery INTEGER NOT NULL REFERENCES delivery (id),
            PRIMARY KEY (dataset, number, position),
            FOREIGN KEY (dataset, number) REFERENCES release (dataset, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE release_period (
            dataset TEXT NOT NULL,
            number INTEGER NOT NULL,
            period TEXT NOT NULL,
            changed_rows INTEGER NOT NULL,
            PRIMARY KEY (dataset, number, period),
            FOREIGN KEY (dataset, number) REFERENCES release (dataset, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE request (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('revert', 'release')),
            delivery INTEGER,
            dataset TEXT,
            time INTEGER NOT NULL,
            answer TEXT CHECK (answer IN ('done', 'refused')),
            release INTEGER,
            refusal TEXT
        ) STRICT;
        CREATE INDEX request_open ON request (id) WHERE answer IS NULL;
        """
}
