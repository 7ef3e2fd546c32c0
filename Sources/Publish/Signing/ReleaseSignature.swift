import Files

/// The signature over a release's manifest, as it stands beside it.
public enum ReleaseSignature: Hashable, Sendable {
    /// There is no signature.
    case absent
    /// It was made by the private key of the one that was named.
    case valid
    /// It was made by another key, or over other bytes.
    case invalid

    /// The name of the file with the 64 bytes of the signature.
    public static let name = "manifest.json.sig"
    /// The name of the file with the public key, beside the releases of a data set.
    public static let keyName = "signing-key.pem"

    /// Looks at the signature of a release; its files are for ``ReleaseDirectory/read(_:verifying:)``.
    ///
    /// - Parameters:
    ///   - path: The directory of the release.
    ///   - key: The key that is trusted.
    /// - Returns: What the signature is worth.
    public static func read(_ path: String, key: VerificationKey) -> Self {
        guard let signature = ReadFile.regular(path + "/" + name, limit: 64) else { return .absent }
        guard let manifest = ReadFile.regular(path + "/" + Manifest.name, limit: 16 << 20) else {
            return .invalid
        }
        return key.isValid(signature, of: manifest) ? .valid : .invalid
    }

    /// True if a release bears a signature, whoever made it.
    public static func isThere(_ path: String) -> Bool { ReleaseFiles.exists(path + "/" + name) }
}
