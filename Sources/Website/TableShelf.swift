import Publish
import Synchronization

/// The tables that pages showed last, so that a country is not read anew for each of them.
final class TableShelf: Sendable {
    private let tables = Mutex<[(key: String, table: ReleaseTable)]>([])
    /// How many tables are kept: those of a country take some 20 MB each.
    private static let most = 8

    /// A table of a release; nil where it is not there.
    func table(_ release: ReleaseTables, _ file: Manifest.File) -> ReleaseTable? {
        // The same bytes are the same table, whatever release they stand in.
        let key = file.sha256 + " " + file.path
        let kept = tables.withLock { tables -> ReleaseTable? in
            guard let position = tables.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = tables.remove(at: position)
            tables.append(entry)
            return entry.table
        }
        if let kept { return kept }
        guard let table = release.table(file) else { return nil }
        tables.withLock { tables in
            tables.removeAll { $0.key == key }
            tables.append((key, table))
            if tables.count > Self.most { tables.removeFirst() }
        }
        return table
    }
}
