import ArgumentParser
import ConfigurationFiles
import Ledger
import Publish
import ReleaseService
import Reports
import Statistics
import Telemetry

/// `peil releases`: the releases of a data set, newest first, with the changes of each.
struct ReleasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
        abstract: "List the releases of a data set, with what each changed."
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit = 50

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    /// A release in the output of this command.
    private struct Shown: Encodable {
        let release: Int
        let base: Int?
        let time: String
        let deliveries: [String]
        let changedRows: [String: Int]
        let extractsHash: String
        let path: String
        /// The coefficient set of each period in which it differs from the base release.
        let changedSets: [String: String]
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            _ = try Catalogue.read(configuration).requireDataset(dataset)
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let publisher = Publisher(root: configuration.publish, cache: configuration.cache, generator: "")
            let shown = try ledger.releases(dataset: dataset, limit: max(0, limit)).map { release in
                Shown(
                    release: release.number,
                    base: release.base,
                    time: release.time.iso8601,
                    deliveries: release.deliveries.map(\.description),
                    changedRows: release.changedRows,
                    extractsHash: release.extractsHash,
                    path: "\(configuration.publish)/\(dataset)/releases/\(Publisher.name(release.number))",
                    changedSets: Self.changedSets(release, publisher)
                )
            }
            if printing.json { return try printJSON(shown) }
            guard !shown.isEmpty else {
                return Terminal.standardOutput.line("There is no release of \(dataset) yet.")
            }
            var table = TextTable(
                ["release", "made", "rows changed", "coefficients changed", "deliveries", "extracts"],
                rightAligned: [0]
            )
            for release in shown {
                let rows = release.changedRows.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                let sets = release.changedSets.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                table.add([
                    String(release.release), release.time, rows.isEmpty ? "-" : rows.joined(separator: ", "),
                    sets.isEmpty ? "-" : sets.joined(separator: ", "),
                    release.deliveries.isEmpty ? "-" : release.deliveries.joined(separator: ", "),
                    String(release.extractsHash.prefix(12)),
                ])
            }
            table.write(to: .standardOutput)
        }
    }
}

extension ReleasesCommand {
    /// The coefficient sets of a release that differ from those of its base, if both are still there.
    fileprivate static func changedSets(_ release: ReleaseRecord, _ publisher: Publisher) -> [String: String]
    {
        guard let own = publisher.manifest(dataset: release.dataset, number: release.number),
            let base = release.base.flatMap({ publisher.manifest(dataset: release.dataset, number: $0) })
        else { return [:] }
        return own.coefficientSets.filter { period, set in
            base.coefficientSets[period].map { $0 != set } ?? false
        }
    }
}

extension Catalogue {
    /// Checks that a data set named on the command line exists.
    func requireDataset(_ dataset: String) throws -> String {
        guard codebooks[dataset] == nil else { return dataset }
        let known = codebooks.keys.sorted().joined(separator: ", ")
        throw CommandFailure(.unusableInput, "there is no data set '\(dataset)'; known are: \(known)")
    }
}
