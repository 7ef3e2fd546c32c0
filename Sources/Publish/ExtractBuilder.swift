import Disclosure
import Glibc
import Statistics

/// Makes one extract of a period, taking over from the base release what did not change.
struct ExtractBuilder {
    let form: any ExtractForm
    let files: ReleaseFiles
    /// Where the index of this extract is kept.
    let indexPath: String

    /// An extract that was written.
    struct Built {
        var bytes: Int64
        var sha256: String
        var rows: Int
        var index: ExtractIndex
        var writer: ExtractWriter
    }

    /// Writes every row of a table.
    func whole(_ table: ProtectedTable, to path: String) throws -> Built {
        let writer = try ExtractWriter(path, files: files)
        try writer.append { $0.append(contentsOf: form.head) }
        var index = ExtractIndex(start: writer.size)
        for row in table.rows { try append(row, to: writer, &index) }
        return try close(writer, index)
    }

    /// Writes the rows of an earlier extract, with some of them replaced, added or removed.
    ///
    /// - Returns: Nil when the earlier extract is of no use: it is gone, was laid out otherwise, or nobody
    ///   knows where its rows stand.
    func spliced(
        from basePath: String,
        _ base: Manifest.File,
        changed: ProtectedTable,
        removed: [RegionIndex],
        to path: String
    ) throws -> Built? {
        guard base.layout == form.layout, let old = index(of: base),
            let source = try files.openSource(basePath, size: base.bytes)
        else { return nil }
        let gone = Set(removed.map { Int32($0.position) })
        let writer = try ExtractWriter(path, files: files)
        try writer.append { $0.append(contentsOf: form.head) }
        var index = ExtractIndex(start: writer.size)
        // Rows that are taken over and stand together are copied together.
        var pending = 0..<0
        func copyPending() throws {
            if !pending.isEmpty { try writer.append(pending, of: source) }
            pending = 0..<0
        }
        var changes = changed.rows[...]
        for (row, region) in old.regions.enumerated() {
            while let change = changes.first, change.region.position <= region {
                try copyPending()
                try append(change, to: writer, &index)
                changes = changes.dropFirst()
            }
            if index.regions.last == region || gone.contains(region) { continue }
            let range = old.range(of: row)
            if pending.upperBound != range.lowerBound { try copyPending() }
            pending = (pending.isEmpty ? range.lowerBound : pending.lowerBound)..<range.upperBound
            index.append(region, size: range.count)
        }
        try copyPending()
        for row in changes { try append(row, to: writer, &index) }
        return try close(writer, index)
    }

    /// The index of an earlier extract; nil when there is none that fits it.
    private func index(of base: Manifest.File) -> ExtractIndex? {
        guard let bytes = ReleaseFiles.bytes(of: indexPath, limit: 1 << 28),
            let index = ExtractIndex(bytes: bytes), index.sha256 == base.sha256,
            index.regions.count == base.rows, index.start == form.head.count,
            Int64(index.end + form.tail.count) == base.bytes
        else { return nil }
        return index
    }

    private func append(_ row: ProtectedTable.Row, to writer: ExtractWriter, _ index: inout ExtractIndex)
        throws
    {
        let before = writer.size
        try writer.append { form.append(row.region, row.values, to: &$0) }
        index.append(Int32(row.region.position), size: writer.size - before)
    }

    private func close(_ writer: ExtractWriter, _ index: ExtractIndex) throws -> Built {
        try writer.append { $0.append(contentsOf: form.tail) }
        var index = index
        index.sha256 = try writer.finish()
        return Built(
            bytes: Int64(writer.size),
            sha256: index.sha256,
            rows: index.regions.count,
            index: index,
            writer: writer
        )
    }
}
