-- A ledger of version 4, as a release of that version left it. It is never edited.
PRAGMA application_id = 1346718028;
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('accepted', 'reverted', 'requested')),
    delivery INTEGER REFERENCES delivery (id),
    release INTEGER
) STRICT;
INSERT INTO "change" VALUES(1,'ses-woa','accepted',1,1);
INSERT INTO "change" VALUES(2,'ses-woa','accepted',3,2);
INSERT INTO "change" VALUES(3,'ses-woa','reverted',3,3);
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
INSERT INTO "delivery" VALUES(1,'jaar','ses-woa','year','2021','a.csv','jaar/1796027533608-000001-24105/a.csv','finished','accepted','4216fd759c5f3e1e8a5e983f2ec6a8866207838a9af7d59f7b162d989e254abf',194,1796027533619,1796027534252,'{"changedRegions":7,"findings":{"kept":[{"code":"coverage","message":{"en":"Not delivered for 2019 on the level municipality: 351 of 352, namely GM0014, GM0034, GM0037, GM0047, GM0050 and 346 more.","nl":"Niet geleverd voor 2019 op het niveau gemeente: 351 van de 352, te weten GM0014, GM0034, GM0037, GM0047, GM0050 en nog 346."},"region":"GM0014","repair":{"en":"Deliver the missing regions too, or use the drop for corrections.","nl":"Lever ook de ontbrekende regio''s, of gebruik de map voor correcties."},"severity":"warning"},{"code":"coverage","message":{"en":"Not delivered for 2019 on the level district: 3247 of 3248, namely WK001400, WK001401, WK001402, WK001403, WK001404 and 3242 more.","nl":"Niet geleverd voor 2019 op het niveau wijk: 3247 van de 3248, te weten WK001400, WK001401, WK001402, WK001403, WK001404 en nog 3242."},"region":"WK001400","repair":{"en":"Deliver the missing regions too, or use the drop for corrections.","nl":"Lever ook de ontbrekende regio''s, of gebruik de map voor correcties."},"severity":"warning"},{"code":"coverage","message":{"en":"Not delivered for 2019 on the level neighbourhood: 14073 of 14080, namely BU00140000, BU00140001, BU00140002, BU00140003, BU00140004 and 14068 more.","nl":"Niet geleverd voor 2019 op het niveau buurt: 14073 van de 14080, te weten BU00140000, BU00140001, BU00140002, BU00140003, BU00140004 en nog 14068."},"region":"BU00140000","repair":{"en":"Deliver the missing regions too, or use the drop for corrections.","nl":"Lever ook de ontbrekende regio''s, of gebruik de map voor correcties."},"severity":"warning"},{"code":"joint-complete","message":{"en":"Without rows for 2019, and so taken to be empty, 5 in all: BU00600002, BU00600003, BU00600007, BU00600008, BU00600009.","nl":"Zonder rijen voor 2019, en daarom genomen als leeg, in totaal 5: BU00600002, BU00600003, BU00600007, BU00600008, BU00600009."},"region":"BU00600002","repair":{"en":"Nothing, if there are no private households; else deliver the missing rows.","nl":"Niets, als daar geen particuliere huishoudens zijn; lever anders de ontbrekende rijen."},"severity":"warning"}],"totals":[{"code":"coverage","severity":"warning"},3,{"code":"joint-complete","severity":"warning"},1]},"form":"joint","format":"csv-keys","leftOut":{},"periods":["2019"],"regions":{"buurt":2},"rows":2,"taken":2}',NULL,1,NULL,1);
INSERT INTO "delivery" VALUES(2,'jaar','ses-woa','year','2021','b.csv','jaar/1796027534351-000002-24105/b.csv','finished','rejected','999aaa8645bb72ff599e143b1e3d2a94777127f4783a69f067251f7bbebc5ab6',8,1796027534380,1796027534529,'{"changedRegions":0,"findings":{"kept":[{"code":"no-header","message":{"en":"No row of headers names the region, the period and the topics.","nl":"Er is geen rij met kolomkoppen die de regio, de periode en de onderwerpen noemen."},"place":{"column":1,"line":1},"repair":{"en":"Download the table from StatLine as CSV, or: give the columns their names: WijkenEnBuurten for the code of the region, Perioden for the year, and topics such as ParticuliereHuishoudens_1, Welvaart1_2, Welvaart2_3, Welvaart3_4, Welvaart4_5, Welvaart5_6.","nl":"Download de tabel uit StatLine als CSV, of: geef de kolommen hun namen: WijkenEnBuurten voor de regiocode, Perioden voor het jaar, en onderwerpen zoals ParticuliereHuishoudens_1, Welvaart1_2, Welvaart2_3, Welvaart3_4, Welvaart4_5, Welvaart5_6."},"severity":"rejection"}],"totals":[{"code":"no-header","severity":"rejection"},1]},"leftOut":{},"periods":[],"regions":{},"rows":0,"taken":0}',NULL,NULL,NULL,NULL);
INSERT INTO "delivery" VALUES(3,'correctie','ses-woa','correction','2021','c.csv','correctie/1796027534607-000003-24105/c.csv','finished','accepted','612a3bf1709d20c02c8607d6065decd6d11d42b45d2c9164a8cb60c8c3d7ccd6',147,1796027534665,1796027534967,'{"changedRegions":1,"findings":{"kept":[],"totals":[]},"form":"joint","format":"csv-keys","leftOut":{},"periods":["2019"],"regions":{"buurt":1},"rows":1,"taken":1}',NULL,2,1796027535662,2);
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1');
INSERT INTO "grdb_migrations" VALUES('2');
INSERT INTO "grdb_migrations" VALUES('3');
INSERT INTO "grdb_migrations" VALUES('4');
INSERT INTO "grdb_migrations" VALUES('5');
CREATE TABLE held (
    period INTEGER NOT NULL,
    region INTEGER NOT NULL,
    delivery INTEGER NOT NULL,
    PRIMARY KEY (period, region)
) STRICT, WITHOUT ROWID;
INSERT INTO "held" VALUES(1,1,1);
INSERT INTO "held" VALUES(1,2,1);
INSERT INTO "held" VALUES(1,3,1);
INSERT INTO "held" VALUES(1,4,1);
INSERT INTO "held" VALUES(1,5,1);
INSERT INTO "held" VALUES(1,6,1);
INSERT INTO "held" VALUES(1,7,1);
CREATE TABLE held_back (
    dataset TEXT PRIMARY KEY,
    time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE holding (
    period INTEGER NOT NULL REFERENCES period (id),
    accepted INTEGER NOT NULL,
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    status TEXT NOT NULL CHECK (status IN ('definitive', 'provisional', 'revisedProvisional')),
    form TEXT NOT NULL,
    columns TEXT NOT NULL,
    PRIMARY KEY (period, accepted)
) STRICT, WITHOUT ROWID;
INSERT INTO "holding" VALUES(1,1,1,'definitive','joint','');
INSERT INTO "holding" VALUES(1,2,3,'definitive','joint','');
CREATE TABLE key_mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    mark BLOB NOT NULL
) STRICT;
CREATE TABLE model (
    delivery INTEGER NOT NULL,
    period INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (delivery, period)
) STRICT, WITHOUT ROWID;
CREATE TABLE period (
    id INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (dataset, key)
) STRICT;
INSERT INTO "period" VALUES(1,'ses-woa','2019JJ00');
CREATE TABLE region (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "region" VALUES(1,'BU00600000');
INSERT INTO "region" VALUES(2,'BU00600001');
INSERT INTO "region" VALUES(3,'BU00600002');
INSERT INTO "region" VALUES(4,'BU00600003');
INSERT INTO "region" VALUES(5,'BU00600007');
INSERT INTO "region" VALUES(6,'BU00600008');
INSERT INTO "region" VALUES(7,'BU00600009');
CREATE TABLE release (
    dataset TEXT NOT NULL,
    number INTEGER NOT NULL,
    base INTEGER,
    time INTEGER NOT NULL,
    extracts_hash TEXT NOT NULL, account TEXT, rules TEXT,
    PRIMARY KEY (dataset, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "release" VALUES('ses-woa',1,NULL,1796027534164,'229c2e790ce9f0da83a84c9ccebeb6c03ade8d77f79e4887469b4b1b7404bff4',NULL,'0000000000000004');
INSERT INTO "release" VALUES('ses-woa',2,1,1796027534937,'e354a8a1ecb910d51a93ebfd9d145584fb7cffaffa6fd0dc0c7908b1ca3be21a',NULL,'0000000000000004');
INSERT INTO "release" VALUES('ses-woa',3,2,1796027535747,'229c2e790ce9f0da83a84c9ccebeb6c03ade8d77f79e4887469b4b1b7404bff4',NULL,'0000000000000004');
CREATE TABLE release_delivery (
    dataset TEXT NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    PRIMARY KEY (dataset, number, position),
    FOREIGN KEY (dataset, number) REFERENCES release (dataset, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "release_delivery" VALUES('ses-woa',1,0,1);
INSERT INTO "release_delivery" VALUES('ses-woa',2,0,3);
INSERT INTO "release_delivery" VALUES('ses-woa',3,0,3);
CREATE TABLE release_period (
    dataset TEXT NOT NULL,
    number INTEGER NOT NULL,
    period TEXT NOT NULL,
    changed_rows INTEGER NOT NULL,
    PRIMARY KEY (dataset, number, period),
    FOREIGN KEY (dataset, number) REFERENCES release (dataset, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "release_period" VALUES('ses-woa',1,'2019',9);
INSERT INTO "release_period" VALUES('ses-woa',2,'2019',3);
INSERT INTO "release_period" VALUES('ses-woa',3,'2019',3);
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
CREATE TABLE tally (
    delivery INTEGER NOT NULL,
    period INTEGER NOT NULL,
    region INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (delivery, period, region)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES(1,1,1,X'D702E003');
INSERT INTO "tally" VALUES(1,1,2,X'4DD804');
INSERT INTO "tally" VALUES(1,1,3,X'');
INSERT INTO "tally" VALUES(1,1,4,X'');
INSERT INTO "tally" VALUES(1,1,5,X'');
INSERT INTO "tally" VALUES(1,1,6,X'');
INSERT INTO "tally" VALUES(1,1,7,X'');
INSERT INTO "tally" VALUES(3,1,2,X'4D8005');
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
CREATE TABLE version (
    period INTEGER NOT NULL,
    region INTEGER NOT NULL,
    first INTEGER NOT NULL,
    until INTEGER,
    bytes BLOB NOT NULL,
    PRIMARY KEY (period, region, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_of_bytes ON delivery (drop_name, sha256, id);
CREATE INDEX delivery_of_dataset ON delivery (dataset, id);
CREATE INDEX delivery_unfinished ON delivery (id) WHERE state <> 'finished';
CREATE INDEX holding_of_delivery ON holding (delivery);
CREATE INDEX change_pending ON change (dataset, id) WHERE release IS NULL;
CREATE INDEX request_open ON request (id) WHERE answer IS NULL;
CREATE INDEX version_first ON version (first);
CREATE INDEX version_until ON version (until) WHERE until IS NOT NULL;
INSERT INTO "sqlite_sequence" VALUES('delivery',3);
INSERT INTO "sqlite_sequence" VALUES('change',3);
