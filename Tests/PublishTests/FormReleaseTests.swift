import CArchive
import Classification
import Codebook
import Disclosure
import Foundation
import GRDB
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `a release in every form` {
    private let row: [Value] = [.number(400), .number(201), .number(799), .number(-3), .missing(.unknown)]
    private let small: [Value] = [.number(0)] + Array(repeating: .missing(.unknown), count: 4)

    private func trial() throws -> TrialRelease {
        let trial = try TrialRelease()
        trial.codebook.extracts = ExtractFormat.allCases
        trial.codebook.metadata = DatasetMetadata(
            description: Text(nl: "Verzonnen.", en: "Invented."),
            population: Text(nl: "Huishoudens.", en: "Households."),
            reference: Text(nl: "1 januari.", en: "1 January."),
            source: Text(nl: "Niets.", en: "Nothing."),
            licence: "http://creativecommons.org/licenses/by/4.0/",
            publisher: .init(name: Text(nl: "Bureau", en: "Office"), uri: "https://example.org/"),
            contact: .init(name: Text(nl: "Loket", en: "Desk"), email: "desk@example.org"),
            themes: ["http://publications.europa.eu/resource/authority/data-theme/SOCI"]
        )
        return trial
    }

    @Test func `holds just the files that its manifest names, with their digests`() throws {
        let trial = try trial()
        let published = try trial.publisher().publish(
            trial.plan(
                1,
                [.whole(trial.table([1: row, 3: small])), .whole(trial.table([1: row], year: 2020))]
            )
        )
        let release = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
        #expect(Set(trial.current().keys) == Set(release.manifest.files.map(\.path) + ["manifest.json"]))
        #expect(published.files == release.manifest.files)
        for format in ExtractFormat.allCases {
            #expect(release.manifest.files.contains { $0.path.hasPrefix(format.folder + "/") }, "\(format)")
        }
        #expect(
            release.manifest.withoutFigures == ["sample_2019": ["Waarde_6"], "sample_2020": ["Waarde_6"]]
        )
    }

    @Test func `is refused where a folder holds a file that its manifest does not know`() throws {
        let trial = try trial()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row]))]))
        let stray = trial.home + "/releases/000001/odata-v4/sample_2019/Stray.csv"
        try Data().write(to: URL(fileURLWithPath: stray))
        #expect(
            throws: ReleaseDirectory.Flaw.unexpected(trial.home + "/current/odata-v4/sample_2019/Stray.csv")
        ) {
            try ReleaseDirectory.read(trial.home + "/current")
        }
    }

    @Test func `is the same bytes made from a correction as made whole`() throws {
        let (trial, fresh) = (try trial(), try trial())
        let (old, new) = (trial.table([1: row, 3: small]), trial.table([1: row, 2: row, 3: row]))
        _ = try trial.publisher().publish(trial.plan(1, [.whole(old)]))
        let changed = trial.table([2: row, 3: row])
        _ = try trial.publisher().publish(trial.plan(2, base: 1, [.rows(changed, removed: [], whole: new)]))
        _ = try fresh.publisher().publish(fresh.plan(1, [.whole(old)]))
        _ = try fresh.publisher().publish(fresh.plan(2, base: 1, [.whole(new)]))
        var (one, other) = (trial.current(), fresh.current())
        one["manifest.json"] = nil
        other["manifest.json"] = nil
        #expect(one == other)
    }

    @Test func `keeps the files of a period that did not change, the same ones`() throws {
        let trial = try trial()
        let kept = trial.table([1: row], year: 2018)
        _ = try trial.publisher().publish(trial.plan(1, [.whole(kept), .whole(trial.table([1: row]))]))
        _ = try trial.publisher().publish(
            trial.plan(2, base: 1, [.unchanged(kept), .whole(trial.table([1: row, 2: row]))])
        )
        func node(_ release: Int, _ path: String) throws -> UInt64? {
            let path = "\(trial.home)/releases/00000\(release)/\(path)"
            return try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
        }
        let release = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
        let files = release.manifest.files
        for file in files where file.period == "2018" {
            #expect(try node(1, file.path) == node(2, file.path), "\(file.path)")
        }
        for file in files where file.period == "2019" && file.path.hasSuffix(".csv") {
            if file.path.contains("Observations") || file.path.contains("tidy-csv") {
                #expect(try node(1, file.path) != node(2, file.path), "\(file.path)")
            }
        }
        // The delta of the other period comes on top.
        #expect(files.count { $0.period == "2018" } + 1 == files.count { $0.period == "2019" })
        // The topics of a period that was taken over are still known to have no figures.
        #expect(release.manifest.withoutFigures?["sample_2018"] == ["Waarde_6"])
    }

    @Test func `is written anew where a region moves to another parent`() throws {
        let trial = try trial()
        let kept = trial.table([1: row])
        _ = try trial.publisher().publish(trial.plan(1, [.whole(kept)]))
        let renamed = TrialRelease.edition(renaming: " anew")
        _ = try trial.publisher().publish(trial.plan(2, base: 1, edition: renamed, [.unchanged(kept)]))
        let tidy = try #require(trial.current()["tidy-csv/sample_2019.csv"])
        #expect(String(decoding: tidy, as: UTF8.self).contains(" anew"))
    }

    @Test func `has a GeoPackage whose tables say what the tidy table says`() throws {
        let trial = try trial()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row, 3: small]))]))
        let database = try DatabaseQueue(path: trial.home + "/current/geopackage/sample_2019.gpkg")
        try database.read { database in
            #expect(try Int.fetchOne(database, sql: "PRAGMA application_id") == 0x4750_4B47)
            #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
            let figures = try Row.fetchAll(database, sql: "SELECT * FROM figures ORDER BY fid")
            #expect(figures.map { $0["region"] as String } == ["GM0001", "BU00010000"])
            #expect(figures[0]["ParticuliereHuishoudens_2"] as Int == 400)
            #expect(figures[0]["WelvaartLaag_3"] as Double == 20.1)
            #expect(figures[0]["GemiddeldeScore_5"] as Double == -0.003)
            #expect(figures[0]["parent"] as String? == "NL00")
            #expect(figures[1]["WelvaartLaag_3"] as Double? == nil)
            #expect(!figures[0].columnNames.contains("Waarde_6"))
            let absences = try Row.fetchAll(database, sql: "SELECT region, topic, status FROM absences")
            #expect(absences.count == 3)
            #expect(absences.allSatisfy { $0["region"] == "BU00010000" && $0["status"] == "withheld" })
            let tables = try String.fetchAll(database, sql: "SELECT table_name FROM gpkg_contents")
            #expect(tables.sorted() == ["absences", "figures", "source", "statuses", "topics"])
        }
    }

    @Test(arguments: [Boundaries.Reference.wgs84, .rdNew])
    func `joins the boundaries of the operator, and is written anew when they change`(
        reference: Boundaries.Reference
    ) throws {
        func edition(_ east: Double) -> Edition {
            let ring = [(4.0, 52.0), (east, 52), (east, 53.5), (4, 52)].map {
                Boundaries.Point(x: $0.0, y: $0.1)
            }
            var edition = TrialRelease.edition()
            edition.boundaries = Boundaries(
                reference: reference,
                digest: "\(east)",
                shapes: [RegionCode("GM0001"): [[ring], [ring, ring]]]
            )
            return edition
        }
        let trial = try TrialRelease(edition(5))
        trial.codebook.extracts = [.statlineCSV, .geoPackage, .geoJSON]
        let table = trial.table([1: row, 3: small])
        _ = try trial.publisher().publish(trial.plan(1, [.whole(table)]))
        let json = try #require(trial.current()["geojson/sample_2019.geojson"])
        let root = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect((root["crs"] != nil) == (reference == .rdNew))
        let features = try #require(root["features"] as? [[String: Any]])
        let geometry = try #require(features[0]["geometry"] as? [String: Any])
        let coordinates = try #require(geometry["coordinates"] as? [[[[Double]]]])
        #expect(geometry["type"] as? String == "MultiPolygon" && coordinates.map(\.count) == [1, 2])
        #expect(coordinates[0][0] == [[4, 52], [5, 52], [5, 53.5], [4, 52]])
        #expect(features[1]["geometry"] is NSNull)

        let database = try DatabaseQueue(path: trial.home + "/current/geopackage/sample_2019.gpkg")
        try database.read { database in
            let contents = try #require(
                try Row.fetchOne(database, sql: "SELECT * FROM gpkg_contents WHERE table_name = 'figures'")
            )
            #expect(contents["data_type"] as String == "features" && contents["srs_id"] == reference.rawValue)
            #expect(contents["min_x"] as Double == 4 && contents["max_y"] as Double == 53.5)
            #expect(
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
                    arguments: [reference.rawValue]
                ) == 1
            )
            let shapes = try Data?.fetchAll(database, sql: "SELECT geom FROM figures ORDER BY fid")
            let blob = try #require(shapes[0])
            #expect(shapes[1] == nil)
            // A header of 40 bytes; two polygons of 9, three rings of 4 and 64 bytes.
            #expect(blob.count == 40 + 9 + 2 * 9 + 3 * 68 && Array(blob.prefix(4)) == [0x47, 0x50, 0, 3])
        }
        let csv = trial.current()["statline/sample_2019.csv"]
        _ = try trial.publisher().publish(trial.plan(2, base: 1, edition: edition(6), [.unchanged(table)]))
        #expect(trial.current()["geojson/sample_2019.geojson"] != json)
        #expect(trial.current()["statline/sample_2019.csv"] == csv)
    }

    @Test func `packs the same files that stand beside the archive`() throws {
        let trial = try trial()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row, 3: small]))]))
        let packed = try members(of: trial.home + "/current/odata-v4/sample_2019.zip")
        let beside = trial.current().filter { $0.key.hasPrefix("odata-v4/sample_2019/") }
        #expect(packed.count == 8)
        #expect(packed == Dictionary(uniqueKeysWithValues: beside.map { (String($0.dropFirst(9)), $1) }))
    }

    /// The files of a ZIP archive, by name.
    private func members(of path: String) throws -> [String: Data] {
        var members: [String: Data] = [:]
        guard let archive = unsafe archive_read_new() else { throw CocoaError(.fileReadUnknown) }
        defer { unsafe archive_read_free(archive) }
        unsafe archive_read_support_format_zip(archive)
        let opened = unsafe archive_read_open_filename(archive, path, 10_240)
        #expect(opened == ARCHIVE_OK)
        var entry: OpaquePointer?
        while unsafe archive_read_next_header(archive, &entry) == ARCHIVE_OK {
            // The entry is the archive's own until the next header is read.
            let name = unsafe String(cString: archive_entry_pathname_utf8(entry))
            var data = Data()
            var buffer = [UInt8](repeating: 0, count: 1000)
            while true {
                let count = unsafe archive_read_data(archive, &buffer, buffer.count)
                guard count > 0 else { break }
                data.append(contentsOf: buffer[..<count])
            }
            members[name] = data
        }
        return members
    }
}
