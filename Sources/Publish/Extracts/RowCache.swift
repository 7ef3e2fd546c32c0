import Extracts
import Files

/// A cache of the last published rows of a period, so that a correction need not compute the others.
///
/// It is stored beside the releases, not in them, and can always be made again: a file that is damaged, of
/// another version or of another release counts as none. docs/formats/extracts.md describes its bytes.
struct RowCache: Hashable, Sendable {
    /// The path of the cache.
    let path: String

    /// The cache of a table's rows.
    init(directory: String, _ layout: ExtractLayout) { path = "\(directory)/\(layout.name).rows" }

    private static let magic = Array("peil rows 1\n".utf8)
    private static let digestSize = 64

    /// The rows from which an extract of that digest was written; nil if unknown.
    func rows(of digest: String) -> PublishedRows? {
        guard let bytes = ReadFile.regular(path, limit: 1 << 28) else { return nil }
        let head = Self.magic + Array(digest.utf8)
        guard bytes.count > head.count + Self.digestSize, bytes.starts(with: head) else { return nil }
        let body = bytes.dropLast(Self.digestSize)
        guard bytes.suffix(Self.digestSize).elementsEqual(sha256(body).utf8) else { return nil }
        return PublishedRows(bytes, in: head.count..<body.endIndex)
    }

    /// Stages the rows from which an extract of that digest was written.
    ///
    /// Without them the next release takes longer, so a failure is no error.
    func stage(_ rows: PublishedRows, of digest: String) {
        var bytes = Self.magic + Array(digest.utf8)
        rows.append(to: &bytes)
        bytes += Array(sha256(bytes).utf8)
        ReleaseFiles.stage(bytes, for: path)
    }

    /// Keeps the staged rows, now that their release is in place.
    func keep() { ReleaseFiles.adopt(path) }
}
