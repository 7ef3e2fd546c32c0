import Codebook
import Foundation
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `the signature of a release` {
    private let row: [Value] = [.number(400), .number(1), .number(2), .number(3), .missing(.unknown)]

    /// Keys whose bytes count up and down, as `openssl` writes keys.
    private let keys = [
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
        -----END PRIVATE KEY-----
        """,
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEA
        -----END PRIVATE KEY-----
        """,
    ]

    private func publish(_ trial: TrialRelease, key: Int, number: Int = 1) throws {
        let path = trial.root + "/key-\(key).pem"
        try Data(keys[key].utf8).write(to: URL(fileURLWithPath: path))
        let publisher = Publisher(root: trial.root, cache: trial.root + "/cache", signingKey: path)
        _ = try publisher.publish(trial.plan(number, [.whole(trial.table([1: row]))]))
    }

    @Test func `is over the bytes of the manifest, by the key beside the releases`() throws {
        let trial = try TrialRelease()
        try publish(trial, key: 0)
        let key = try VerificationKey(path: trial.home + "/signing-key.pem")
        #expect(ReleaseSignature.read(trial.home + "/current", key: key) == .valid)
        #expect(try #require(trial.current()["manifest.json.sig"]).count == 64)
        _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
    }

    @Test func `is not valid when one byte of the manifest changes`() throws {
        let trial = try TrialRelease()
        try publish(trial, key: 0)
        let manifest = URL(fileURLWithPath: trial.home + "/releases/000001/manifest.json")
        var bytes = try Data(contentsOf: manifest)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: manifest)
        let key = try VerificationKey(path: trial.home + "/signing-key.pem")
        #expect(ReleaseSignature.read(trial.home + "/current", key: key) == .invalid)
    }

    @Test func `is not valid by the key of another`() throws {
        let (trial, other) = (try TrialRelease(), try TrialRelease())
        try publish(trial, key: 0)
        try publish(other, key: 1)
        let key = try VerificationKey(path: other.home + "/signing-key.pem")
        #expect(ReleaseSignature.read(trial.home + "/current", key: key) == .invalid)
    }

    @Test func `follows a key that is replaced`() throws {
        let trial = try TrialRelease()
        try publish(trial, key: 0)
        try publish(trial, key: 1, number: 2)
        let key = try VerificationKey(path: trial.home + "/signing-key.pem")
        #expect(ReleaseSignature.read(trial.home + "/current", key: key) == .valid)
        #expect(ReleaseSignature.read(trial.home + "/releases/000001", key: key) == .invalid)
    }

    @Test func `is absent where no key is configured`() throws {
        let (trial, other) = (try TrialRelease(), try TrialRelease())
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row]))]))
        try publish(other, key: 0)
        let key = try VerificationKey(path: other.home + "/signing-key.pem")
        #expect(ReleaseSignature.read(trial.home + "/current", key: key) == .absent)
        #expect(!ReleaseSignature.isThere(trial.home + "/current"))
    }

    @Test func `keeps a release from being made where the key cannot be used, and tells nothing of it`()
        throws
    {
        let trial = try TrialRelease()
        let path = trial.root + "/secret.pem"
        try Data("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n".utf8)
            .write(to: URL(fileURLWithPath: path))
        let publisher = Publisher(root: trial.root, cache: trial.root + "/cache", signingKey: path)
        let fault = #expect(throws: KeyFault.self) {
            try publisher.publish(trial.plan(1, [.whole(trial.table([1: row]))]))
        }
        #expect(fault == KeyFault(path: path, reason: .noKey))
        #expect(!"\(try #require(fault))".contains("c2Vj"))
        #expect(publisher.currentNumber(dataset: "sample") == nil)
    }
}
