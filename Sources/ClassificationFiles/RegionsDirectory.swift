import Classification
import Files
import Glibc
import Statistics

/// Writes an edition's directory: first beside the present one, then in its place at once.
struct RegionsDirectory {
    /// The directory, without a last slash.
    let path: String
    /// The description of the edition.
    let description: EditionDescription

    /// Replaces the lists; the differences with other years and unknown files stay.
    ///
    /// - Throws: ``MachineFault``, or ``FileFlaw`` if the written edition cannot be read; nothing has changed
    ///   then.
    func replace(by entries: [Edition.Entry]) throws {
        let name = path.split(separator: "/").last.map(String.init) ?? "edition"
        let parent = Durable.parent(of: path)
        let hidden = "\(parent)/.\(name).import-\(getpid())"
        try Durable.createDirectory(parent, mode: 0o755)
        remove(hidden)
        defer { remove(hidden) }
        try Durable.createDirectory(hidden, mode: 0o755)

        var written: Set<String> = [EditionDirectory.description]
        for (position, level) in description.levels.enumerated() {
            let list = entries.filter { $0.level == position }.sorted { $0.code < $1.code }
            try write(EditionList.text(list, ownYear: description.year), to: "\(hidden)/\(level.key).csv")
            written.insert(level.key + ".csv")
        }
        try write(description.text, to: "\(hidden)/\(EditionDirectory.description)")
        for other in Durable.names(in: path) where !written.contains(other) && !other.hasPrefix(".") {
            try Durable.copy("\(path)/\(other)", to: "\(hidden)/\(other)")
            _ = unsafe chmod("\(hidden)/\(other)", 0o644)
        }
        _ = try EditionUnions.read(path: hidden, of: EditionDirectory.read(path: hidden))
        try Durable.syncDirectory(hidden)
        try exchange(hidden)
        try Durable.syncDirectory(parent)
    }

    private func write(_ text: String, to path: String) throws {
        try Durable.write(Array(text.utf8), to: path, mode: 0o644)
    }

    /// Puts the new directory in the place of the old one, which then has the hidden name.
    private func exchange(_ hidden: String) throws(MachineFault) {
        if unsafe access(path, F_OK) != 0 {
            guard unsafe rename(hidden, path) == 0 else { throw MachineFault("rename", path) }
            return
        }
        if Self.exchanged(hidden, path) { return }
        // The file system cannot exchange two names: for a moment there is no edition.
        let aside = hidden + "-before"
        guard unsafe rename(path, aside) == 0 else { throw MachineFault("rename", path) }
        guard unsafe rename(hidden, path) == 0 else {
            let fault = MachineFault("rename", path)
            _ = unsafe rename(aside, path)
            throw fault
        }
        remove(aside)
    }

    /// Exchanges two names at once; false if the system cannot.
    private static func exchanged(_ a: String, _ b: String) -> Bool {
        // Glibc's headers hide renameat2 from Swift; the function has been in the library since 2018.
        typealias Exchange =
            @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        guard let symbol = unsafe dlsym(nil, "renameat2") else { return false }
        let exchange = unsafe unsafeBitCast(symbol, to: Exchange.self)
        let bothNames: UInt32 = 2
        return unsafe exchange(AT_FDCWD, a, AT_FDCWD, b, bothNames) == 0
    }

    /// Removes a directory of plain files, as far as it exists.
    private func remove(_ directory: String) {
        for name in Durable.names(in: directory) { _ = unsafe unlink("\(directory)/\(name)") }
        _ = unsafe rmdir(directory)
    }
}
