import CArchive

/// Archives for tests, written by libarchive.
enum Packed {
    /// A gzip file; with `store`, one that holds its bytes as they are.
    static func gzip(_ bytes: [UInt8], store: Bool = false) -> [UInt8] {
        unsafe write(capacity: bytes.count + 4_096) { archive in
            unsafe archive_write_add_filter_gzip(archive)
            if store { unsafe archive_write_set_filter_option(archive, "gzip", "compression-level", "0") }
            unsafe archive_write_set_format_raw(archive)
        } entries: { archive in
            unsafe add("data", bytes, to: archive)
        }
    }

    /// A zip file with entries that are stored as they are.
    static func zip(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        unsafe write(capacity: entries.reduce(8_192) { $0 + $1.bytes.count + 1_024 }) { archive in
            unsafe archive_write_set_format_zip(archive)
            unsafe archive_write_zip_set_compression_store(archive)
        } entries: { archive in
            for entry in entries { unsafe add(entry.name, entry.bytes, to: archive) }
        }
    }

    private static func write(
        capacity: Int,
        options: (OpaquePointer?) -> Void,
        entries: (OpaquePointer?) -> Void
    ) -> [UInt8] {
        var memory = [UInt8](repeating: 0, count: capacity)
        var used = 0
        let archive = unsafe archive_write_new()
        unsafe options(archive)
        unsafe memory.withUnsafeMutableBytes { bytes in
            unsafe archive_write_open_memory(archive, bytes.baseAddress, bytes.count, &used)
            unsafe entries(archive)
            unsafe archive_write_close(archive)
        }
        unsafe archive_write_free(archive)
        return Array(memory[..<used])
    }

    private static func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer?) {
        let entry = unsafe archive_entry_new()
        unsafe archive_entry_set_pathname(entry, name)
        unsafe archive_entry_set_size(entry, Int64(bytes.count))
        unsafe archive_entry_set_filetype(entry, 0o100000)
        unsafe archive_entry_set_perm(entry, 0o644)
        unsafe archive_write_header(archive, entry)
        _ = unsafe bytes.withUnsafeBytes { unsafe archive_write_data(archive, $0.baseAddress, $0.count) }
        unsafe archive_entry_free(entry)
    }
}
