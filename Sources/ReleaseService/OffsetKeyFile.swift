import Crypto
package import Disclosure
import Files
import Foundation
package import Ledger

/// The secret key that offsets are drawn by: 32 bytes in a file beside the ledger, which nobody but its owner reads.
///
/// It is made at the first start. Without it figures that are out could not be gone on with, so its loss is not
/// passed over: the ledger keeps by what it is known again. Source: docs/decisions/0040-the-secret-key.md.
package struct OffsetKeyFile: Sendable {
    /// The name of the file in the state directory.
    package static let name = "offsets.key"

    private static let size = 32
    private let key: SymmetricKey

    /// Reads the key, or makes one where nothing was ever made with another.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - ledger: What knows whether anything was made with a key, and with which.
    /// - Throws: ``OffsetKeyLost``; what the machine and the ledger do.
    package init(path: String, ledger: any LedgerStore) throws {
        let mark = try ledger.keyMark()
        let bytes: [UInt8]
        if let known = try? ReadFile.bytes(of: path, limit: Self.size + 1) {
            guard known.count == Self.size else { throw OffsetKeyLost(path: path, reason: .damaged) }
            bytes = known
        } else if FileManager.default.fileExists(atPath: path) {
            throw OffsetKeyLost(path: path, reason: .unreadable)
        } else {
            guard mark == nil else { throw OffsetKeyLost(path: path, reason: .absent) }
            bytes = unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) }
            try Durable.write(bytes, to: path, mode: 0o600)
        }
        self.init(bytes: bytes)
        if let mark, mark != self.mark { throw OffsetKeyLost(path: path, reason: .another) }
    }

    /// A key of these bytes.
    package init(bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    /// By what the key is known again: it tells nothing of it.
    package var mark: [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(for: Array("peil offsets key mark".utf8), using: key).prefix(16)
        )
    }

    /// Keyed source of offsets: HMAC-SHA-256 of the question, its first 64 bits.
    package var offsets: OffsetKey {
        let key = key
        return OffsetKey { question in
            HMAC<SHA256>.authenticationCode(for: question, using: key).prefix(8).reduce(0) {
                $0 << 8 | UInt64($1)
            }
        }
    }
}

/// The secret key is not the one that releases were made with.
package struct OffsetKeyLost: Error, Hashable, CustomStringConvertible {
    /// Reason why the file is unusable.
    package enum Reason: Hashable, Sendable {
        /// The file is not there.
        case absent
        /// It cannot be read.
        case unreadable
        /// It has not the size of a key.
        case damaged
        /// It is the key of another installation.
        case another
    }

    package let path: String
    package let reason: Reason

    package var description: String {
        let what =
            switch reason {
            case .absent: "the secret key is gone"
            case .unreadable: "the secret key cannot be read"
            case .damaged: "this is no secret key: it has not 32 bytes"
            case .another: "this is another key than the one that releases were made with"
            }
        return
            "\(path): \(what); releases are out whose figures were rounded with it, so none is made without it; "
            + "put the file back from a backup, or all of the state with `peil restore DIR`"
    }
}
