import Classification
import Codebook
import Files
import Pages
import Publish
import Statistics
import Synchronization

/// Tables that pages showed last, so that a country is not read anew for each of them.
///
/// A release never changes, so what is kept is true as long as it is asked for; what depends on codebooks, editions and
/// boundaries is kept under the number of times that they were read. How much is kept depends on the size of a release alone,
/// and not on how many there were.
final class TableShelf: Sendable {
    private struct TableKey: Hashable { let sha256: String, path: String, knowledge: Int }
    private struct ColumnKey: Hashable { let table: TableKey, column: ReleaseTable.Column }
    private struct FigureKey: Hashable {
        let release: ReleaseKey, column: ReleaseTable.Column, knowledge: Int
    }
    /// Identifies a release on the disk.
    struct ReleaseKey: Hashable { let directory: String, extractsHash: String, time: String }
    private struct FileKey: Hashable { let path: String, identity: String }

    /// How many tables are kept: each is as large as its file, and holds something for its codes.
    private let tables = Kept<TableKey, TableFacts>(most: 8)
    /// A number a region each, some 100 kB for a country: those of the tables that the next release shares are not read again.
    private let columns = Kept<ColumnKey, ColumnOfTable?>(most: 96)
    /// The regions of tables, which are mostly the same.
    private let places = Mutex<[(knowledge: Int, places: RegionPlaces)]>([])
    /// The common part of these is kept once.
    private let figures = Kept<FigureKey, FigureOverYears>(most: 6)
    private let releases = Kept<FileKey, ReleaseTables>(most: 8)
    /// At most 100 kB each.
    private let plots = Kept<PlotKey, Plot?>(most: 64)
    /// At most some hundred lines each.
    private let changes = Kept<ChangesKey, ReleaseChangesView>(most: 16)

    /// A plot of a table that is the same for everybody.
    struct PlotKey: Hashable {
        enum Kind { case distribution, map }
        let kind: Kind
        let dataset: String
        let sha256: String
        let column: Int
        /// The region whose parts are on it; empty for the largest regions of all.
        let code: String
        let language: Language
        let knowledge: Int
    }

    /// The changes from one release to another, in a language.
    struct ChangesKey: Hashable {
        let release: ReleaseKey
        let base: ReleaseKey?
        let language: Language
        let knowledge: Int
    }

    /// A release on the disk; nil where it is not there whole.
    func release(_ directory: String) -> ReleaseTables? {
        let path = directory + "/" + Manifest.name
        guard let status = FileStatus(of: path) else { return nil }
        let key = FileKey(
            path: path,
            identity: "\(status.device) \(status.inode) \(status.size) \(status.changed)"
        )
        if let known = releases.peek(key) { return known }
        guard let release = ReleaseTables(directory: directory) else { return nil }
        return releases.value(key) { release }
    }

    /// A table of a release; nil where it is not there.
    func facts(
        _ release: ReleaseTables,
        _ file: Manifest.File,
        _ codebook: Codebook,
        _ edition: Edition?,
        knowledge: Int,
        isKept: Bool = true
    ) -> TableFacts? {
        // The same bytes are the same table, whatever release they stand in.
        let key = TableKey(sha256: file.sha256, path: file.path, knowledge: knowledge)
        if let known = tables.peek(key) { return known }
        guard let table = release.table(file) else { return nil }
        let made = TableFacts(table, codebook, edition, places(table, edition, knowledge))
        return isKept ? tables.value(key) { made } : made
    }

    /// A figure over the periods of a release.
    ///
    /// A table that is not kept is read for it and let go of: more periods than tables are kept would push each other out.
    func figure(
        _ release: ReleaseTables,
        _ column: ReleaseTable.Column,
        _ codebook: Codebook,
        _ edition: Edition?,
        knowledge: Int
    ) -> FigureOverYears {
        let files = release.files
        return figures.value(FigureKey(release: release.key, column: column, knowledge: knowledge)) {
            FigureOverYears(
                periods: files.map(\.period),
                columns: files.map { file in
                    let table = TableKey(sha256: file.sha256, path: file.path, knowledge: knowledge)
                    return columns.value(ColumnKey(table: table, column: column)) {
                        guard
                            let facts = facts(
                                release,
                                file,
                                codebook,
                                edition,
                                knowledge: knowledge,
                                isKept: false
                            ), let rank = facts.table.columns.firstIndex(of: column)
                        else { return nil }
                        return ColumnOfTable(facts, rank)
                    }
                }
            )
        }
    }

    private func places(_ table: ReleaseTable, _ edition: Edition?, _ knowledge: Int) -> RegionPlaces {
        let known = places.withLock { $0 }.first {
            $0.knowledge == knowledge && $0.places.codes == table.codes
        }
        if let known { return known.places }
        let made = RegionPlaces(table, edition)
        places.withLock { places in
            places.append((knowledge, made))
            if places.count > 4 { places.removeFirst() }
        }
        return made
    }

    /// A plot that is the same for everybody who asks for it by a key.
    func plot(_ key: PlotKey, _ make: () -> Plot?) -> Plot? { plots.value(key, make) }

    /// Changes of a release, as a page tells them, by a key.
    func changes(_ key: ChangesKey, _ make: () -> ReleaseChangesView) -> ReleaseChangesView {
        changes.value(key, make)
    }

    /// A table as it is, of those that are kept or else from the disk; nil where it is not there.
    func table(_ release: ReleaseTables, _ file: Manifest.File, knowledge: Int) -> ReleaseTable? {
        tables.peek(TableKey(sha256: file.sha256, path: file.path, knowledge: knowledge))?.table
            ?? release.table(file)
    }
}

extension ReleaseTables {
    /// Identifies the release, also one that was made again under its number.
    var key: TableShelf.ReleaseKey {
        TableShelf.ReleaseKey(directory: directory, extractsHash: manifest.extractsHash, time: manifest.time)
    }
}
