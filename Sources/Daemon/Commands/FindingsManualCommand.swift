import ArgumentParser
import Reports

/// `peil findings-manual`: the page of all findings, for the documents of the project.
struct FindingsManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings-manual",
        abstract: "Print the manual of findings, as Markdown.",
        shouldDisplay: false
    )

    func run() { Terminal.standardOutput.write(FindingsManual().page) }
}
