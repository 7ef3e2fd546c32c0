import ArgumentParser
import Foundation
import Publish
import Reports

/// `peil verify`: the signature and the digests of a release, or the ledger of the state or of a backup.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check a release against its manifest and signature, or the ledger or a backup for damage.",
        discussion: """
            Without a directory the whole ledger is looked through, with the directory of a backup that backup; where \
            something is damaged it ends with 74. Else reads every file of the release. With `--key` the manifest must bear a signature by that key's private \
            part; the key that a publisher signs with stands beside its releases as \(ReleaseSignature.keyName), and \
            should reach you by another way as well.

            For a release it needs no configuration. Ends with 1 where a file or the signature is wrong, and with 65 where the \
            directory is no release or the key no key.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The release, a link to it such as `current`, or a backup.",
            valueName: "DIRECTORY"
        )
    )
    var directory: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The public key that is trusted, as a PEM file.", valueName: "FILE")
    )
    var key: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    /// The findings, as `--json` prints them.
    private struct Report: Encodable {
        let path: String
        let dataset: String
        let release: Int
        let files: Int
        let signature: String
    }

    func run() async throws {
        try await command {
            guard let path = directory, !LedgerVerification.isBackup(path) else {
                return try LedgerVerification(directory: directory, common: common).run()
            }
            let key = try self.key.map { path throws(CommandFailure) in
                do throws(KeyFault) {
                    return try VerificationKey(path: path)
                } catch {
                    guard error.reason == .noKey else { throw CommandFailure(.unusableInput, "\(error)") }
                    throw CommandFailure(
                        .unusableInput,
                        "\(path) holds no public key of Ed25519; name the public key of the publisher, as it stands in "
                            + "signing-key.pem beside the releases"
                    )
                }
            }
            let release: ReleaseDirectory
            do throws(ReleaseDirectory.Flaw) {
                release = try ReleaseDirectory.read(path, verifying: .digests)
            } catch {
                throw CommandFailure(isRelease(error) ? .rejected : .unusableInput, "\(error)")
            }
            let signature = key.map { ReleaseSignature.read(path, key: $0) }
            switch signature {
            case .absent:
                throw CommandFailure(.rejected, "\(path) bears no signature; ask its publisher for one")
            case .invalid:
                throw CommandFailure(
                    .rejected,
                    "\(path)/\(ReleaseSignature.name) is not a signature of this manifest by that key; do not use it"
                )
            case .valid, nil: break
            }
            try report(release, at: path, signature: signature)
        }
    }

    private func isRelease(_ flaw: ReleaseDirectory.Flaw) -> Bool {
        if case .noManifest = flaw { false } else { true }
    }

    private func report(_ release: ReleaseDirectory, at path: String, signature: ReleaseSignature?) throws {
        let isSigned = ReleaseSignature.isThere(path)
        let word = signature == .valid ? "valid" : isSigned ? "not checked" : "none"
        let manifest = release.manifest
        if printing.json {
            return try printJSON(
                Report(
                    path: path,
                    dataset: manifest.dataset,
                    release: manifest.release,
                    files: manifest.files.count,
                    signature: word
                )
            )
        }
        Terminal.standardOutput.write(
            "\(manifest.dataset), release \(manifest.release): \(manifest.files.count) files as the manifest says;"
                + " signature: \(word)\(word == "not checked" ? " (name the key by --key)" : "")\n"
        )
    }
}
