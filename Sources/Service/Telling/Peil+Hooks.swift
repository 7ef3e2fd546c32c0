import Announcing
package import ConfigurationFiles
import Crypto
import Files
import Ledger
import Logging
import Publish
import Statistics

extension Peil {
    /// Who tells hooks of releases.
    var announcer: Announcer {
        let configuration = configuration
        return Announcer(
            source: Announcer.Source(
                // A release counts once it is recorded: one that is not may be made again otherwise.
                newest: { [ledger] in try ledger.releases(dataset: $0, limit: 1).first?.number ?? 0 },
                wasPublished: { [ledger] dataset, number in
                    try ledger.release(dataset: dataset, number: number) != nil
                },
                announcement: { [publisher] dataset, number in
                    let directory = publisher.directory(dataset: dataset, number: number)
                    let path = directory + "/" + Manifest.name
                    guard let manifest = publisher.manifest(dataset: dataset, number: number),
                        let bytes = ReadFile.regular(path, limit: 16 << 20)
                    else { return nil }
                    return Announcement(
                        dataset: dataset,
                        release: number,
                        time: manifest.time,
                        manifest: String(path.dropFirst(configuration.publish.count + 1)),
                        manifestSHA256: SHA256.hash(data: bytes).hexadecimal
                    )
                }
            ),
            marks: HookMarks(root: configuration.hookMarks),
            logger: logger,
            send: { announcement, hook in
                try await HookSender(publish: configuration.publish).send(announcement, to: hook)
            }
        )
    }

    /// Notes where new hooks begin, before anything is released.
    package func beginAnnouncing(_ other: Configuration? = nil, datasets: [String]? = nil) throws {
        try announcer.begin(
            (other ?? configuration).hooks,
            datasets: datasets ?? catalogue.codebooks.keys.sorted()
        )
    }

    /// Tells each hook once of what it was not told of; what fails is for the journal, and for the next time.
    package func announceOnce() async {
        let datasets = catalogue.codebooks.keys.sorted()
        for hook in configuration.hooks {
            for failure in await announcer.announce(hook, datasets: datasets) {
                logger.error(
                    "a hook could not be told of a release; it is told at the next start",
                    metadata: [
                        "hook": "\(hook.name)", "dataset": "\(failure.subject)",
                        "error": "\(failure.reason)",
                    ]
                )
            }
        }
    }
}

extension Configuration {
    /// The directory in which it is kept what hooks were told.
    var hookMarks: String { state + "/hooks" }
}
