import Classification
import Codebook
import Disclosure
import Extracts
import GRDBSQLite
import Glibc
import Statistics

/// A table as a GeoPackage: figures, absences, topics and statuses as tables of SQLite; the figures with the boundaries
/// of their regions, where the operator has some.
///
/// It is made in memory and is a few megabytes large. Source: docs/formats/extracts.md, "GeoPackage".
struct GeoPackageWriter {
    private let table: ExtractTable
    private let path: String

    init(_ table: ExtractTable, path: String) {
        self.table = table
        self.path = path
    }

    /// The bytes of the GeoPackage.
    func bytes() throws -> [UInt8] {
        let database = try SQLiteMemory(path: path)
        try database.run(
            """
            PRAGMA page_size = 4096; PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;
            PRAGMA journal_mode = OFF; BEGIN;
            """
        )
        try database.run(Self.schema)
        try contents(database)
        let bounds = try figures(database)
        try geometry(database, bounds)
        try dictionaries(database)
        try database.run("COMMIT;")
        return try database.bytes()
    }

    /// The grid of the Netherlands, as EPSG 28992 describes it.
    private static let rdNew = """
        INSERT INTO gpkg_spatial_ref_sys VALUES
        ('Amersfoort / RD New', 28992, 'EPSG', 28992, 'PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","28992"]]', 'Dutch national grid');
        """

    /// The tables that the standard demands; without geometry there are few.
    private static let schema = """
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
        organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
        description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES
        ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
        ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
        ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
        CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
        identifier TEXT UNIQUE, description TEXT DEFAULT '',
        last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE,
        min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE absences (fid INTEGER PRIMARY KEY, region TEXT NOT NULL, topic TEXT NOT NULL,
        status TEXT NOT NULL);
        CREATE TABLE topics (fid INTEGER PRIMARY KEY, topic TEXT NOT NULL, title_nl TEXT NOT NULL,
        title_en TEXT NOT NULL, unit_nl TEXT NOT NULL, unit_en TEXT NOT NULL, decimals INTEGER NOT NULL,
        definition_nl TEXT, definition_en TEXT);
        CREATE TABLE statuses (fid INTEGER PRIMARY KEY, status TEXT NOT NULL, title_nl TEXT NOT NULL,
        title_en TEXT NOT NULL);
        CREATE TABLE source (fid INTEGER PRIMARY KEY, name TEXT NOT NULL, nl TEXT NOT NULL, en TEXT NOT NULL);
        """

    /// Says which tables there are; the standard wants an instant, so it is the first day of the period.
    private func contents(_ database: SQLiteMemory) throws {
        let insert = try database.statement(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
                + " VALUES (?, 'attributes', ?, ?, ?)"
        )
        let instant = "\(table.period.firstDay)T00:00:00.000Z"
        for (name, description) in [
            ("figures", table.codebook.title.nl), ("absences", "why a figure is absent"),
            ("topics", "what the columns of figures are"), ("statuses", "what statuses mean"),
            ("source", "where the figures come from"),
        ] {
            try insert.run([.text(name), .text(name), .text(description), .text(instant)])
        }
    }

    /// West, east, south, north.
    private typealias Bounds = (west: Double, east: Double, south: Double, north: Double)

    /// Says that figures have geometry, where they have.
    private func geometry(_ database: SQLiteMemory, _ bounds: Bounds?) throws {
        guard let reference = table.edition.boundaries?.reference else { return }
        if reference == .rdNew { try database.run(Self.rdNew) }
        let number = Int64(reference.rawValue)
        try database.statement(
            "INSERT INTO gpkg_geometry_columns VALUES ('figures', 'geom', 'MULTIPOLYGON', ?, 0, 0)"
        ).run([.integer(number)])
        func cell(_ number: Double?) -> SQLiteMemory.Cell { number.map { .real($0) } ?? .null }
        try database.statement(
            """
            UPDATE gpkg_contents SET data_type = 'features', srs_id = ?, min_x = ?, max_x = ?, min_y = ?, max_y = ?
            WHERE table_name = 'figures'
            """
        ).run([
            .integer(number), cell(bounds?.west), cell(bounds?.east), cell(bounds?.south),
            cell(bounds?.north),
        ])
    }

    /// Writes the figures, and returns the bounds of all geometry; nil without any.
    private func figures(_ database: SQLiteMemory) throws -> Bounds? {
        let (topics, columns) = (table.filled, table.columns)
        let names = topics.map { "\"\($0.key)\" \($0.decimals == 0 ? "INTEGER" : "REAL")" }
        try database.run(
            "CREATE TABLE figures (fid INTEGER PRIMARY KEY, period TEXT NOT NULL, period_status TEXT NOT NULL,"
                + " region TEXT NOT NULL, region_name TEXT NOT NULL, level TEXT NOT NULL, parent TEXT"
                + names.map { ", " + $0 }.joined()
                + (table.edition.boundaries == nil ? "" : ", geom MULTIPOLYGON") + ");"
        )
        let reference = table.edition.boundaries?.reference
        var bounds: Bounds?
        let marks = Array(repeating: "?", count: 6 + columns.count + (reference == nil ? 0 : 1)).joined(
            separator: ", "
        )
        let insert = try database.statement("INSERT INTO figures VALUES (NULL, \(marks))")
        let absence = try database.statement("INSERT INTO absences VALUES (NULL, ?, ?, ?)")
        let scales = topics.map { (0..<$0.decimals).reduce(1.0) { scale, _ in scale * 10 } }
        let (period, status) = (table.period.name, table.status.rawValue)
        var cells: [SQLiteMemory.Cell] = []
        try table.forEach { region, values, statuses in
            let entry = table.edition[region]
            let code = entry.code.description
            cells.removeAll(keepingCapacity: true)
            cells += [
                .text(period), .text(status), .text(code), .text(entry.name), .text(table.level(of: region)),
            ]
            cells.append(table.parent(of: region).map { .text($0.code.description) } ?? .null)
            for (place, column) in columns.enumerated() {
                if case .number(let number) = values[column] {
                    // The nearest number of binary floating point: one division of whole numbers.
                    cells.append(
                        topics[place].decimals == 0 ? .integer(number) : .real(Double(number) / scales[place])
                    )
                } else {
                    cells.append(.null)
                    try absence.run([.text(code), .text(topics[place].key), .text(statuses[column].key)])
                }
            }
            if let reference {
                let blob = table.edition.shape(of: region).map { GeometryBlob($0, reference) }
                cells.append(blob.map { .blob($0.bytes) } ?? .null)
                if let own = blob?.bounds {
                    let all = bounds ?? own
                    bounds = (
                        min(all.west, own.west), max(all.east, own.east), min(all.south, own.south),
                        max(all.north, own.north)
                    )
                }
            }
            try insert.run(cells)
        }
        return bounds
    }

    private func dictionaries(_ database: SQLiteMemory) throws {
        let topic = try database.statement("INSERT INTO topics VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)")
        for entry in table.filled {
            try topic.run([
                .text(entry.key), .text(entry.title.nl), .text(entry.title.en), .text(entry.unit.nl),
                .text(entry.unit.en), .integer(Int64(entry.decimals)),
                entry.definition.map { .text($0.nl) } ?? .null,
                entry.definition.map { .text($0.en) } ?? .null,
            ])
        }
        let status = try database.statement("INSERT INTO statuses VALUES (NULL, ?, ?, ?)")
        for entry in FigureStatus.allCases {
            try status.run([.text(entry.key), .text(entry.title.nl), .text(entry.title.en)])
        }
        let source = try database.statement("INSERT INTO source VALUES (NULL, ?, ?, ?)")
        for (name, text) in TableSource.texts(table) {
            try source.run([.text(name), .text(text.nl), .text(text.en)])
        }
    }
}
