import CArchive
import Files
import Glibc
import Statistics

/// An archive read by libarchive: only gzip and zip, only forward, and never unpacked to disk.
///
/// Messages of libarchive are not passed on, because they may quote the content of the archive.
@safe package final class ArchiveReader {
    /// The kinds of archives that are opened.
    package enum ArchiveKind: Hashable, Sendable {
        case gzip, zip
    }

    /// A file in an archive, or an entry that should not be there.
    package struct Entry: Hashable, Sendable {
        /// The path in the archive.
        package var path: String
        /// Its size, if stated in the archive.
        package var size: Int64?
        /// True if it is a directory.
        package var isDirectory: Bool
        /// True if it is a file or directory with a plain relative path.
        package var isSafe: Bool
    }

    private let archive: OpaquePointer
    private let file: FileStream
    private let path: String

    /// Opens an archive.
    package init(path: String, kind: ArchiveKind, progress: (@Sendable (Int64) throws -> Void)? = nil) throws
    {
        self.path = path
        file = try FileStream(path: path, progress: progress)
        guard let archive = unsafe archive_read_new() else { throw MachineFault("open", path, code: ENOMEM) }
        unsafe self.archive = archive
        switch kind {
        case .gzip:
            unsafe archive_read_support_filter_gzip(archive)
            unsafe archive_read_support_format_raw(archive)
        case .zip:
            unsafe archive_read_support_format_zip(archive)
        }
        guard unsafe archive_read_open_fd(archive, file.descriptor, 1 << 16) == ARCHIVE_OK else {
            throw failure()
        }
        // Gzip in gzip is unpacked in one go, and what comes out has not the checksum of the file; the last filter is
        // the file itself.
        if kind == .gzip, unsafe archive_filter_count(archive) > 2 {
            throw ReadingStop(
                .notRecognised,
                message: ReadingWords.nestedArchive.message,
                repair: ReadingWords.nestedArchive.repair
            )
        }
    }

    deinit { unsafe archive_read_free(archive) }

    /// The number of bytes of the archive.
    package var size: Int64 { file.size }

    /// The bytes at the end of the archive, at most `count`.
    package func tail(_ count: Int) throws -> [UInt8] {
        let length = min(Int64(count), file.size)
        var bytes = [UInt8](repeating: 0, count: Int(length))
        // At most the number of bytes of the array.
        let read = unsafe pread(file.descriptor, &bytes, bytes.count, off_t(file.size - length))
        guard read >= 0 else { throw MachineFault("read", path) }
        return Array(bytes[..<read])
    }

    /// Moves to the next file; nil after the last.
    ///
    /// - Throws: ``ReadingStop`` where the archive is damaged, or a password is needed; ``MachineFault``.
    package func next() throws -> Entry? {
        var entry: OpaquePointer?
        let result = unsafe archive_read_next_header(archive, &entry)
        if result == ARCHIVE_EOF { return nil }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = unsafe entry else {
            throw failure()
        }
        let name = unsafe Self.name(entry)
        let type = unsafe UInt32(archive_entry_filetype(entry))
        let isDirectory = type == 0o040000
        let isPlain = (isDirectory || type == 0o100000) && Self.staysInside(name)
        guard unsafe archive_entry_is_encrypted(entry) == 0 else { throw Self.encrypted }
        return Entry(
            path: name,
            size: unsafe archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : nil,
            isDirectory: isDirectory,
            isSafe: isPlain
        )
    }

    /// Fills `buffer` with the next bytes of the file; returns their number, zero at its end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        // At most the number of bytes of the buffer.
        let count = unsafe archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure() }
        try file.tell(unsafe archive_filter_bytes(archive, -1), isLast: count == 0)
        return count
    }

    /// The failure of the machine if the system reports one, or else that of the archive.
    private func failure() -> any Error {
        let code = unsafe archive_errno(archive)
        if [EIO, ENOMEM, EACCES, EBADF, ESTALE, ENFILE, EMFILE].contains(code) {
            return MachineFault("read", path, code: code)
        }
        let words = unsafe archive_error_string(archive).map { unsafe String(cString: $0).lowercased() } ?? ""
        return ReadingStop(words.contains("truncated") ? .truncated : .archiveDamaged)
    }

    /// The fault of an archive with a password.
    private static var encrypted: ReadingStop {
        ReadingStop(
            .archiveUnsafe,
            message: Text(
                nl: "Het zip-bestand is met een wachtwoord beveiligd en kan niet worden uitgepakt.",
                en: "The zip file is protected by a password and cannot be unpacked."
            ),
            repair: Text(
                nl: "Lever het bestand zelf, of in een zip-bestand zonder wachtwoord.",
                en: "Deliver the file itself, or in a zip file without a password."
            )
        )
    }

    private static func name(_ entry: OpaquePointer) -> String {
        // Both point into the entry, which outlives this call.
        let name = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        return unsafe name.map { unsafe String(cString: $0) } ?? ""
    }

    private static func staysInside(_ path: String) -> Bool {
        let parts = path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        return !path.hasPrefix("/") && !parts.contains("..") && !path.dropFirst().hasPrefix(":")
    }
}
