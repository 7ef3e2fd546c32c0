import ArgumentParser
import ConfigurationFiles
import Files
import Ledger
import ReleaseService
import Reports
import Service

/// `peil backup`: copies the state, while the daemon runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy ledger, key and archive into a new directory, while the daemon runs.",
        discussion: "The copy is as confidential as the state. `peil restore DIR` puts it back."
    )

    @Argument(help: ArgumentHelp("The directory of the backup; made if it is not there.", valueName: "DIR"))
    var directory: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let progress = WorkProgress("backup", .bytes)
            let content = try StateBackup(root: directory).make(of: configuration, at: systemTime()) {
                progress.show($0, of: $1)
            }
            Terminal.standardError.endProgress()
            if printing.json { return try printJSON(content) }
            let bytes = content.files.reduce(0) { $0 + $1.bytes }
            Terminal.standardOutput.line(
                "Backed up \(content.files.count) files, \(bytes) bytes, into \(directory)."
            )
        }
    }
}

/// `peil restore`: puts a backup back.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the state, while no daemon runs.",
        discussion: """
            Every file is checked first. What stood in the state is kept in a directory beside it. Releases that \
            were published after the backup stay, and their numbers are not given again; deliveries that were \
            accepted after it are to be dropped again.
            """
    )

    @Argument(help: ArgumentHelp("A directory that `peil backup` made.", valueName: "DIR"))
    var directory: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    private struct Done: Encodable {
        let files: Int
        let before: String?
        let releasesAfterBackup: [String: [Int]]
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: true)
            let content = try StateBackup(root: directory).checked()
            guard let lock = try StateLock(path: configuration.lock) else {
                throw CommandFailure(
                    .inputOutput,
                    "\(configuration.lock): a peil works on this state directory; stop it first"
                )
            }
            let before = try StateBackup(root: directory).restore(
                content,
                to: configuration,
                at: systemTime()
            )
            let ledger = try SQLiteLedger(path: configuration.ledger)
            let flaws = try ledger.flaws()
            guard flaws.isEmpty else {
                throw CommandFailure(
                    .inputOutput,
                    "\(configuration.ledger): \(flaws.joined(separator: "; ")); restore another backup"
                )
            }
            let recorded = try ForgottenReleases(ledger: ledger, configuration: configuration)
                .record(at: systemTime())
            withExtendedLifetime(lock) {}
            if printing.json {
                let done = Done(files: content.files.count, before: before, releasesAfterBackup: recorded)
                return try printJSON(done)
            }
            let out = Terminal.standardOutput
            out.line("Restored \(content.files.count) files.")
            if let before { out.line("What was there before is in \(before).") }
            for (dataset, numbers) in recorded.sorted(by: { $0.key < $1.key }) {
                let list = numbers.map(String.init).joined(separator: ", ")
                out.line(
                    "\(dataset): published after the backup: \(list). They stay; drop the deliveries again that came after it."
                )
            }
        }
    }
}

/// The check of a ledger, in the state or in a backup, for damage.
struct LedgerVerification {
    /// The backup; nil for the ledger of the configuration.
    let directory: String?
    let common: CommonOptions

    /// True if a directory is a backup, which has a ledger in it.
    static func isBackup(_ directory: String) -> Bool {
        FileStatus(of: directory + "/ledger.sqlite") != nil
    }

    /// Looks through the whole ledger, and says that it is whole.
    ///
    /// - Throws: ``CommandFailure`` where something is damaged.
    func run() throws {
        let path: String
        if let directory {
            _ = try StateBackup(root: directory).checked()
            path = directory + "/ledger.sqlite"
        } else {
            path = try common.configuration(writing: false).ledger
        }
        let flaws = try SQLiteLedger(readingPath: path).flaws()
        guard flaws.isEmpty else {
            throw CommandFailure(
                .inputOutput,
                "\(path): \(flaws.joined(separator: "; ")); stop Peil and put a backup back with `peil restore DIR`"
            )
        }
        Terminal.standardOutput.line("\(path): whole.")
    }
}
