import CArchive
import Files
import Glibc

/// A ZIP archive, written to an extract as its members come.
///
/// Members bear no time, owner or order but that in which they come, so the same members are the same bytes.
@safe final class ArchiveWriter {
    // Made with this object, freed with it, and never handed out.
    private let archive: OpaquePointer
    private let sink: Sink
    private let path: String

    /// The receiver of libarchive's bytes, and the failure that came in between.
    private final class Sink {
        let writer: ExtractWriter
        var failure: (any Error)?

        init(_ writer: ExtractWriter) { self.writer = writer }
    }

    /// Begins an archive in `writer`, whose file is `path`.
    init(_ writer: ExtractWriter, path: String) throws {
        guard let archive = unsafe archive_write_new() else {
            throw MachineFault.ofRelease("write", path, code: ENOMEM)
        }
        unsafe self.archive = archive
        self.path = path
        sink = Sink(writer)
        unsafe archive_write_set_format_zip(archive)
        // The fastest: a reader unpacks it once, and it is written anew with every correction of its table.
        unsafe archive_write_set_options(archive, "zip:compression=deflate,zip:compression-level=1")
        // Blocks as they come, and no padding behind the last one.
        unsafe archive_write_set_bytes_per_block(archive, 0)
        // The sink outlives the archive, which is freed with this object.
        let context = unsafe Unmanaged.passUnretained(sink).toOpaque()
        let code = unsafe archive_write_open2(
            archive,
            context,
            nil,
            { _, context, bytes, count in
                guard let context = unsafe context else { return -1 }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                do {
                    // The bytes are copied before the call returns.
                    try unsafe sink.writer.append(UnsafeRawBufferPointer(start: bytes, count: count))
                    return count
                } catch {
                    sink.failure = error
                    return -1
                }
            },
            nil,
            nil
        )
        try check(code)
    }

    deinit { unsafe archive_write_free(archive) }

    /// Begins a member.
    func begin(_ name: String) throws {
        guard let entry = unsafe archive_entry_new() else {
            throw MachineFault.ofRelease("write", path, code: ENOMEM)
        }
        defer { unsafe archive_entry_free(entry) }
        unsafe archive_entry_set_pathname_utf8(entry, name)
        unsafe archive_entry_set_filetype(entry, UInt32(Glibc.S_IFREG))
        unsafe archive_entry_set_perm(entry, 0o644)
        try check(unsafe archive_write_header(archive, entry))
    }

    /// Appends bytes to the member that was begun.
    func append(_ bytes: [UInt8]) throws {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            unsafe archive_write_data(archive, bytes.baseAddress, bytes.count)
        }
        try check(count == bytes.count ? ARCHIVE_OK : ARCHIVE_FATAL)
    }

    /// Ends the archive.
    func finish() throws { try check(unsafe archive_write_close(archive)) }

    private func check(_ code: Int32) throws {
        if let failure = sink.failure { throw failure }
        guard code == ARCHIVE_OK else { throw MachineFault.ofRelease("write", path, code: EIO) }
    }
}
