import ArgumentParser
import Files
import ReleaseService

/// The command `peil`.
@main
struct PeilCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peil",
        abstract: "From a dropped file to figures that are safe to publish.",
        discussion: """
            Peil watches drop directories for deliveries of figures by neighbourhood, validates them, rescores \
            what they touch, withholds what is too small, and switches `current` to a new complete release.

            Exit codes: 0 done, or accepted; 1 at least one delivery rejected; 64 wrong usage; 65 unusable \
            input to a command; 74 input or output failed; 78 wrong configuration.
            """,
        version: "peil \(Version.number)",
        subcommands: [FindingsManualCommand.self, ManualPagesCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Work",
                subcommands: [RunCommand.self, OnceCommand.self, ApproveCommand.self, RevertCommand.self]
            ),
            CommandGroup(
                name: "Look",
                subcommands: [
                    CheckCommand.self, TemplateCommand.self, StatusCommand.self, DeliveriesCommand.self,
                    ReleasesCommand.self, ExplainCommand.self, AuditCommand.self,
                    ProtectReportCommand.self, VerifyCommand.self,
                ]
            ),
            CommandGroup(name: "Keep", subcommands: [BackupCommand.self, RestoreCommand.self]),
            CommandGroup(name: "Estimate", subcommands: [FitCommand.self]),
            CommandGroup(name: "Classification", subcommands: [RegionsCommand.self]),
        ]
    )

    /// Begins on the first thread, before others are there: without descriptors these end the process.
    @MainActor static func main() async {
        OwnMemory.keep()
        do { try await command { try OpenFiles.require(16) } } catch { exit(withError: error) }
        await main(nil)
    }
}
