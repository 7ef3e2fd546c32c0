import ArgumentParser
import Codebook
import ConfigurationFiles
import Drops
import Examination
import Files
import Foundation
import Glibc
import Ledger
import Publish
import ReleaseService
import Reports
import Service
import Statistics
import Synchronization
import Workflow

/// `peil check`: a dry run of a delivery up to, but without, the ledger.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what Peil would say of files, and change nothing.",
        discussion: "Ends with 0 when every file would be accepted, and with 1 when one would be rejected."
    )

    @Argument(help: ArgumentHelp("The files, as they would be dropped.", valueName: "FILE"))
    var files: [String]

    @Option(name: .customLong("drop"), help: ArgumentHelp("The drop they are meant for.", valueName: "NAME"))
    var drop: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            guard let drop = configuration.drop(named: drop) else {
                let known = configuration.drops.map(\.name).joined(separator: ", ")
                throw CommandFailure(.unusableInput, "there is no drop '\(self.drop)'; known are: \(known)")
            }
            let catalogue = try Catalogue.read(configuration)
            let ledger = try ledger(configuration)
            let client = CheckClient(configuration)
            var examiner = Examiner(
                codebook: try catalogue.codebook(drop.dataset),
                edition: try catalogue.edition(drop.edition),
                mode: drop.mode,
                largestDelivery: configuration.largestDelivery,
                others: catalogue.codebooks.values.sorted { $0.dataset < $1.dataset }
            )
            if !drop.isPublishedElsewhere {
                examiner.standing = StandingRelease(
                    publisher: Publisher(root: configuration.publish, cache: configuration.cache),
                    codebook: examiner.codebook,
                    edition: examiner.edition
                )
            }
            var results: [CheckedFile] = []
            for file in NamedFile.arguments(files) {
                try requireFile(file)
                let replaces = drop.replaces || file.replaces
                var examiner = examiner
                examiner.meansToReplace = replaces
                let result: CheckedFile
                if let ledger {
                    result = CheckedFile(
                        file.name,
                        try examine(file, examiner, ledger),
                        language: configuration.language
                    )
                } else if let answer = try client.check(file, drop: drop, replaces: replaces) {
                    result = answer
                } else {
                    var alone = CheckedFile(
                        file.name,
                        try examine(file, examiner, nil),
                        language: configuration.language
                    )
                    alone.comparedWith = .nothing
                    result = alone
                }
                results.append(result)
                if !printing.json { result.write(to: .standardOutput, language: configuration.language) }
            }
            if results.contains(where: { $0.comparedWith == .nothing }) {
                Terminal.standardError.line(Self.alone(configuration.language))
            }
            if printing.json { try printJSON(results) }
            if results.contains(where: { $0.state == .rejected }) { throw ExitCode(1) }
        }
    }

    /// The ledger; nil for a steward who may not read it.
    private func ledger(_ configuration: Configuration) throws -> (any LedgerStore)? {
        do {
            return try SQLiteLedger(readingPath: configuration.ledger)
        } catch let error as LedgerError where error.reason == .unreachable {
            return nil
        }
    }

    /// Names the checks that need the ledger and were not made.
    private static func alone(_ language: Language) -> String {
        language == .nl
            ? "peil: het bestand is alleen op zichzelf gecontroleerd. Het is niet vergeleken met wat is vastgelegd: de vorige "
                + "versie, het jaar ervoor, wat een jaarlevering zou laten verdwijnen, en of dit bestand al is overgenomen."
            : "peil: the file was checked by itself alone. It was not compared with what is held: the version before, the "
                + "year before, what a delivery of a year would drop, and whether this file was taken already."
    }

    /// Requires a regular file.
    private func requireFile(_ file: NamedFile) throws {
        var status = stat()
        guard unsafe stat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let reason = errno == ENOENT ? "there is no such file" : "this is no readable file"
            throw CommandFailure(.unusableInput, "\(file.name): \(reason); name a delivery")
        }
    }

    /// Examines a file against a ledger, or by itself.
    private func examine(_ file: NamedFile, _ examiner: Examiner, _ ledger: (any LedgerStore)?) throws
        -> ExaminedDelivery
    {
        var status = stat()
        _ = unsafe stat(file.path, &status)
        let size = max(1, Int64(status.st_size))
        let shown = Atomic<Int64>(-1)
        let progress = WorkProgress(printable(file.name), .bytes)
        let reading = try examiner.read(file.path, limits: file.limits) { bytes in
            let percent = min(100, bytes * 100 / size)
            guard shown.exchange(percent, ordering: .relaxed) != percent else { return }
            progress.show(min(bytes, size), of: size)
        }
        Terminal.standardError.endProgress()
        return try ledger.map { try examiner.validate(reading, against: $0) }
            ?? examiner.validateAlone(reading)
    }
}
