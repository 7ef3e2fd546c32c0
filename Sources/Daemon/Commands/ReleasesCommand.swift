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

    /// The rows of a release by what became of them.
    private struct Rows: Encodable {
        let added: Int
        let changed: Int
        let removed: Int
        let newlyWithheld: Int

        init(_ difference: ReleaseDifference) {
            added = difference.added
            changed = difference.changed
            removed = difference.removed
            newlyWithheld = difference.newlyWithheld
        }
    }

    /// A release in the output of this command.
    private struct Shown: Encodable {
        let release: Int
        let base: Int?
        let time: String
        let deliveries: [String]
        let changedRows: [String: Int]
        /// What became of rows since the release before; nil where one of the two is gone.
        let rows: Rows?
        let extractsHash: String
        let path: String
        /// The coefficient set of each period in which it differs from the base release.
        let changedSets: [String: String]
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = catalogue.codebooks[try catalogue.requireDataset(dataset)]
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let publisher = Publisher(root: configuration.publish, cache: configuration.cache, generator: "")
            let root = "\(configuration.publish)/\(dataset)/releases/"
            let shown = try ledger.releases(dataset: dataset, limit: max(0, limit)).map { release in
                Shown(
                    release: release.number,
                    base: release.base,
                    time: release.time.iso8601,
                    deliveries: release.deliveries.map(\.description),
                    changedRows: release.changedRows,
                    rows: ReleaseDifference(
                        of: root + Publisher.name(release.number),
                        since: release.base.map { root + Publisher.name($0) },
                        dataset: dataset
                    ).map(Rows.init),
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
                ["release", "made (UTC)", "added", "changed", "removed", "withheld", "deliveries"],
                rightAligned: [0, 2, 3, 4, 5]
            )
            for release in shown {
                func count(_ number: Int?) -> String { number.map(String.init) ?? "-" }
                table.add([
                    String(release.release),
                    String(release.time.prefix(16)).replacing("T", with: " "),
                    count(release.rows?.added), count(release.rows?.changed),
                    count(release.rows?.removed), count(release.rows?.newlyWithheld),
                    Self.short(release.deliveries),
                ])
            }
            for release in shown {
                let sets = release.changedSets.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                if !sets.isEmpty {
                    Terminal.standardOutput.line(
                        "Release \(release.release) has other coefficients: \(sets.joined(separator: ", "))."
                    )
                }
            }
            table.write(to: .standardOutput)
            if let codebook, let told = try ToldProtection(of: codebook, ledger).sentence {
                Terminal.standardOutput.line(told)
            }
        }
    }
}

extension ReleasesCommand {
    /// The numbers of deliveries, shortened where there are many.
    fileprivate static func short(_ deliveries: [String]) -> String {
        guard let first = deliveries.first, let last = deliveries.last else { return "-" }
        return deliveries.count == 1
            ? first : deliveries.count == 2 ? "\(first), \(last)" : "\(first) … \(last) (\(deliveries.count))"
    }

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
