import ConfigurationFiles
import Files
import Ledger
import Publish

/// The check that the ledger knows what is published: a ledger that was lost is not a first start.
struct ReleaseContinuity {
    let peil: Peil

    /// Requires that no release stands in `publish` that the ledger does not know.
    ///
    /// A crash between the switch to a release and its record leaves one more than the ledger knows; then its
    /// deliveries are still due in the ledger.
    /// - Throws: ``UnknownRelease``.
    func check() throws {
        let root = peil.configuration.publish
        let publisher = peil.publisher
        for dataset in Durable.names(in: root).sorted() where dataset.utf8.first != 46 {
            let numbers = Durable.names(in: "\(root)/\(dataset)/releases").compactMap(Int.init)
                .filter { publisher.manifest(dataset: dataset, number: $0) != nil }
            let published = (numbers + [publisher.currentNumber(dataset: dataset) ?? 0]).max() ?? 0
            let known = try peil.ledger.releases(dataset: dataset, limit: 1).first?.number ?? 0
            if published <= known { continue }
            let waiting = try peil.ledger.waitingRelease(dataset: dataset)
            if let waiting, waiting.state == .approved, waiting.number == published { continue }
            let next = try peil.ledger.nextReleaseNumber(dataset: dataset)
            if published == next, try peil.ledger.pendingRelease(dataset: dataset) != nil { continue }
            throw UnknownRelease(
                path: "\(root)/\(dataset)",
                ledger: peil.configuration.ledger,
                published: published,
                known: known
            )
        }
    }
}

/// A release is published that the ledger does not know: the ledger was lost, or is another's.
struct UnknownRelease: Error, CustomStringConvertible {
    let path: String
    let ledger: String
    let published: Int
    let known: Int

    var description: String {
        "\(path): release \(published) is published, and the ledger \(ledger) knows "
            + (known == 0 ? "none" : "none after \(known)")
            + "; nothing is released or replaced; mount the right state directory, or put the ledger back with "
            + "`peil restore DIR`"
    }
}
