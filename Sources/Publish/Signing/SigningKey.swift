import Crypto
import Files
import Foundation

/// A key of Ed25519 that signs manifests; `openssl genpkey -algorithm ed25519` makes one.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Reads a key from a PEM file (PKCS #8).
    ///
    /// - Throws: ``KeyFault`` when the file cannot be read or holds no such key; it names the path alone.
    public init(path: String) throws(KeyFault) {
        let raw = try PEM.read(path, label: "PRIVATE KEY", prefix: PEM.privatePrefix)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw) else {
            throw KeyFault(path: path, reason: .noKey)
        }
        self.key = key
    }

    /// The signature over bytes: 64 bytes.
    func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: Data(bytes))) }

    /// The public key as a PEM file, as others read it.
    var publicPEM: [UInt8] {
        PEM.file(Array(key.publicKey.rawRepresentation), label: "PUBLIC KEY", prefix: PEM.publicPrefix)
    }
}

/// The public key of Ed25519 that manifests are verified with.
public struct VerificationKey: Sendable {
    private let key: Curve25519.Signing.PublicKey

    /// Reads a key from a PEM file (SubjectPublicKeyInfo).
    ///
    /// - Throws: ``KeyFault`` when the file cannot be read or holds no such key.
    public init(path: String) throws(KeyFault) {
        let raw = try PEM.read(path, label: "PUBLIC KEY", prefix: PEM.publicPrefix)
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else {
            throw KeyFault(path: path, reason: .noKey)
        }
        self.key = key
    }

    /// True if `signature` was made over `bytes` by the private key of this one.
    func isValid(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.isValidSignature(Data(signature), for: Data(bytes))
    }
}

/// A key file that cannot be used; it says nothing of what stands in it.
public struct KeyFault: Error, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The flaw of the key.
    public let reason: Reason

    /// Creates a fault.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The flaws of a key file.
    public enum Reason: Hashable, Sendable {
        /// It cannot be read.
        case unreadable
        /// It holds no key of Ed25519.
        case noKey
    }

    /// The flaw, its place and the repair.
    public var description: String {
        switch reason {
        case .unreadable: "\(path) cannot be read; name a readable PEM file"
        case .noKey: "\(path) holds no key of Ed25519; make one by `openssl genpkey -algorithm ed25519`"
        }
    }
}

/// Keys of Ed25519 in PEM: there is one way to write each, so the bytes before the key are always the same.
private enum PEM {
    /// The bytes before the key in PKCS #8 (RFC 8410).
    static let privatePrefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    /// The bytes before the key in a SubjectPublicKeyInfo (RFC 8410).
    static let publicPrefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// The bytes of the key in a PEM file.
    ///
    /// - Throws: ``KeyFault`` when the file cannot be read or holds no such key.
    static func read(_ path: String, label: String, prefix: [UInt8]) throws(KeyFault) -> [UInt8] {
        guard let bytes = ReadFile.regular(path, limit: 1 << 16) else {
            throw KeyFault(path: path, reason: .unreadable)
        }
        guard let raw = key(bytes, label: label, prefix: prefix) else {
            throw KeyFault(path: path, reason: .noKey)
        }
        return raw
    }

    /// The 32 bytes of the key; nil where the file holds something else.
    static func key(_ bytes: [UInt8], label: String, prefix: [UInt8]) -> [UInt8]? {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----",
            let data = Data(base64Encoded: lines.dropFirst().dropLast().joined()),
            data.count == prefix.count + 32, data.starts(with: prefix)
        else { return nil }
        return Array(data.dropFirst(prefix.count))
    }

    static func file(_ key: [UInt8], label: String, prefix: [UInt8]) -> [UInt8] {
        let text = Data(prefix + key).base64EncodedString()
        return Array("-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n".utf8)
    }
}
