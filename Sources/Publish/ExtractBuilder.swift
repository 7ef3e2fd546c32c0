import Crypto
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
        var index = ExtractIndex(headHash: sha256(form.head), start: writer.size)
        for row in table.rows { try append(row, to: writer, &index) }
        return try close(writer, index)
    }

    /// Writes the rows of an earlier extract, with some of them replaced, added or removed.
    ///
    /// - Returns: Nil when the earlier extract is of no use: it is gone, or was made otherwise.
    func spliced(
        from basePath: String,
        _ base: Manifest.File,
        changed: ProtectedTable,
        removed: [RegionIndex],
        to path: String
    ) throws -> Built? {
        guard let bytes = ReleaseFiles.bytes(of: indexPath, limit: 1 << 28),
            let old = ExtractIndex(bytes: bytes), old.sha256 == base.sha256, old.headHash == sha256(form.head),
            old.regions.count == base.rows, ReleaseFiles.size(of: basePath) == base.bytes,
            Int64((old.ends.last ?? old.start) + form.tail.count) == base.bytes
        else { return nil }
        let source = unsafe open(basePath, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard source >= 0 else { return nil }
        defer { Glibc.close(source) }

        let gone = Set(removed.map { Int32($0.position) })
        let writer = try ExtractWriter(path, files: files)
        try writer.append { $0.append(contentsOf: form.head) }
        var index = ExtractIndex(headHash: old.headHash, start: writer.size)
        var pending = 0..<0
        func copyPending() throws {
            guard !pending.isEmpty else { return }
            try writer.append(pending, of: source, path: basePath)
            pending = 0..<0
        }
        var next = 0
        for (row, region) in old.regions.enumerated() {
            while next < changed.rows.count, changed.rows[next].region.position < region {
                try copyPending()
                try append(changed.rows[next], to: writer, &index)
                next += 1
            }
            if next < changed.rows.count, changed.rows[next].region.position == region {
                try copyPending()
                try append(changed.rows[next], to: writer, &index)
                next += 1
            } else if !gone.contains(region) {
                let start = row == 0 ? old.start : old.ends[row - 1]
                if pending.isEmpty { pending = start..<start }
                if pending.upperBound != start {
                    try copyPending()
                    pending = start..<start
                }
                pending = pending.lowerBound..<old.ends[row]
                index.regions.append(region)
                index.ends.append((index.ends.last ?? index.start) + old.ends[row] - start)
            }
        }
        try copyPending()
        for row in changed.rows[next...] { try append(row, to: writer, &index) }
        return try close(writer, index)
    }

    private func append(_ row: ProtectedTable.Row, to writer: ExtractWriter, _ index: inout ExtractIndex) throws {
        var size = 0
        try writer.append { bytes in
            let before = bytes.count
            form.append(row.region, row.values, to: &bytes)
            size = bytes.count - before
        }
        index.regions.append(Int32(row.region.position))
        index.ends.append((index.ends.last ?? index.start) + size)
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

/// The digest of bytes, in hexadecimal.
func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }
