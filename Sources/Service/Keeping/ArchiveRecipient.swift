import Files
import Foundation
import Glibc

/// The public key that archived deliveries are encrypted for; who holds its private part alone can read them.
///
/// The work is done by the program `age` (https://age-encryption.org), whose files its own tools open.
struct ArchiveRecipient {
    /// The key, as `age-keygen` prints it: `age1…`.
    let key: String
    /// Suffix of the name of an encrypted file.
    static let suffix = ".age"

    /// Puts a file, encrypted, in a place; the file itself is removed once the other is on the disk.
    ///
    /// - Throws: ``MachineFault``; the file is then where it was.
    func put(_ source: String, at target: String) throws(MachineFault) {
        let target = target + Self.suffix
        let hidden = Durable.parent(of: target) + "/.peil-encrypting"
        _ = unsafe unlink(hidden)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["age", "--encrypt", "--recipient", key, "--output", hidden, source]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch { throw Self.fault(source, EAGAIN) }
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            _ = unsafe unlink(hidden)
            throw Self.fault(source, EIO)
        }
        let file = unsafe open(hidden, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw MachineFault("open", hidden) }
        defer { close(file) }
        guard fchmod(file, 0o600) == 0, fsync(file) == 0 else { throw MachineFault("write", hidden) }
        guard unsafe rename(hidden, target) == 0 else { throw MachineFault("rename", target) }
        try Durable.syncDirectory(Durable.parent(of: target))
        guard unsafe unlink(source) == 0 || errno == ENOENT else { throw MachineFault("remove", source) }
    }

    private static func fault(_ path: String, _ code: Int32) -> MachineFault {
        MachineFault(
            "encrypt",
            path,
            code: code,
            hint: "install the package age, and look after `retention.archive-recipient` and the disk"
        )
    }
}
