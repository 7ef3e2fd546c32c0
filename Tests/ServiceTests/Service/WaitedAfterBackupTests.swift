import Files
import Foundation
import Ledger
import Publish
import Statistics
import Testing
import Workflow

@testable import ReleaseService
@testable import Service

/// Releases that waited after the backup that a ledger was restored from.
@Suite struct `releases that waited after a backup` {
    @Test func `keep their numbers, so that nobody approves another by what he looked at`() throws {
        let trial = `a data set that asks for approval`()
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        // Two more waited since, the second in the place of the first.
        let room = country.root + "/published/ses-woa/releases/.waiting"
        try FileManager.default.moveItem(atPath: room + "/000001", toPath: room + "/000003")
        let forgotten = ForgottenReleases(ledger: country.ledger, configuration: country.peil.configuration)
        #expect(try forgotten.record(at: country.peil.now()).isEmpty)
        #expect(try country.ledger.nextReleaseNumber(dataset: "ses-woa") == 4)
        try country.release()
        #expect(try trial.waiting(country)?.number == 4)
        #expect(try trial.waiting(country)?.release.deliveries.count == 1)
        #expect(Durable.names(in: room) == ["000004"])
        #expect(try trial.decide(country, 4) == .done(release: 4))
        #expect(try trial.numbers(country) == [4])
    }

    @Test(.timeLimit(.minutes(1)))
    func `cost no more where one has a large number`() throws {
        let trial = `a data set that asks for approval`()
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        try FileManager.default.createDirectory(
            atPath: country.root + "/published/ses-woa/releases/.waiting/900000000",
            withIntermediateDirectories: true
        )
        let forgotten = ForgottenReleases(ledger: country.ledger, configuration: country.peil.configuration)
        #expect(try forgotten.record(at: country.peil.now()).isEmpty)
        #expect(try country.ledger.nextReleaseNumber(dataset: "ses-woa") == 900_000_001)
        #expect(try country.ledger.waitingRelease(dataset: "ses-woa", number: 1) == nil)
        #expect(try country.ledger.waitingRelease(dataset: "ses-woa")?.isOpen == false)
    }

    @Test func `are published ones where they stand among the published`() throws {
        let trial = `a data set that asks for approval`()
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        // It was approved and published after the backup.
        let waits = try #require(try trial.waiting(country))
        try country.peil.publisher.publishWaiting(
            dataset: "ses-woa",
            number: 1,
            extractsHash: waits.release.extractsHash,
            base: nil
        )
        let forgotten = ForgottenReleases(ledger: country.ledger, configuration: country.peil.configuration)
        #expect(try forgotten.record(at: country.peil.now()) == ["ses-woa": [1]])
        #expect(try trial.numbers(country) == [1])
        try country.release()
        #expect(try trial.waiting(country)?.number == 2)
    }
}
