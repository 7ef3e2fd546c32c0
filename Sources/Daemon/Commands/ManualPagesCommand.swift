import ArgumentParser
import Files
import Reports
import ReleaseService

/// `peil manual-pages`: the pages for man(1), for the installation.
struct ManualPagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual-pages",
        abstract: "Write the manual pages of all commands into a directory.",
        shouldDisplay: false
    )

    @Argument(help: ArgumentHelp("The directory.", valueName: "DIR"))
    var directory: String

    func run() async throws {
        try await command {
            try Durable.createDirectory(directory, mode: 0o755)
            for page in try ManualPage.all(of: PeilCommand._dumpHelp(), version: Version.number) {
                try Durable.write(Array(page.text.utf8), to: "\(directory)/\(page.name).1", mode: 0o644)
            }
        }
    }
}
