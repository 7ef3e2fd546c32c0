import Classification
import Codebook
import ConfigurationFiles
import Foundation
import Ledger
import Testing
import Workflow

@testable import Service

@Suite("what is kept grows old") struct AgeFileTests {
    private static let day: Int64 = 86_400_000

    /// Files have the times of the machine: they are of five days after the trial begins.
    private static let start = Int64(Date().timeIntervalSince1970 * 1000) - 5 * day

    @Test
    func
        `over restarts: archive and drops are not emptied by a clock that is ahead, but once a day has passed`()
        throws
    {
        let clock = TrialClock(Self.start)
        let country = try MiniCountry(clock: clock)
        let archive = country.peil.configuration.archive + "/ses-woa"
        try FileManager.default.createDirectory(atPath: archive, withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: archive + "/000001.jaar.csv", contents: Data([1])))
        func kept() -> Bool { FileManager.default.fileExists(atPath: archive + "/000001.jaar.csv") }
        let far = Self.start + 20 * Self.day
        try Archive(peil: country.peil).prune()
        clock.set(far)
        try Archive(peil: country.peil).prune()
        #expect(kept())
        // Each start has a clock of its own over the same file.
        for now in [far + 1000, far + Self.day - 1, Self.start + 2000, far] {
            let next = try MiniCountry(after: country, clock: TrialClock(now))
            try Archive(peil: next.peil).prune()
            #expect(kept())
        }
        let late = try MiniCountry(after: country, clock: TrialClock(far + Self.day))
        try Archive(peil: late.peil).prune()
        #expect(!kept())
    }

    @Test func `where its file cannot be written too, as on a full disk`() throws {
        let clock = TrialClock(Self.start)
        let country = try MiniCountry(clock: clock)
        // Root writes into any directory: one that has the name of the file is in the way of everybody.
        try FileManager.default.createDirectory(
            atPath: country.peil.configuration.state + "/clock",
            withIntermediateDirectories: false
        )
        let age = AgeFile()
        #expect(try age.present(country.peil) == Self.start)
        clock.set(Self.start + Self.day)
        #expect(try age.present(country.peil) == Self.start + Self.day)
    }

    @Test
    func `deliveries in the ledger are forgotten after the days that the configuration says, and no earlier`()
        throws
    {
        let start = Self.start
        let clock = TrialClock(start)
        let country = try MiniCountry(clock: clock)
        // A ledger in memory forgets nothing.
        let ledger = try SQLiteLedger(path: country.peil.configuration.state + "/ledger.sqlite")
        let peil = Peil(
            configuration: country.peil.configuration,
            catalogue: country.peil.catalogue,
            ledger: ledger,
            logger: country.peil.logger,
            now: { clock.now }
        )
        for number in 1...3 {
            let claim = Claim(
                drop: "drop",
                dataset: country.codebook.dataset,
                mode: .year,
                edition: country.edition.key,
                file: "\(number).csv",
                spoolName: "drop/\(number)"
            )
            let delivery = try ledger.claim(claim, at: clock.now)
            try ledger.reject(delivery.id, report: DeliveryReport())
            try ledger.finish(delivery.id, at: clock.now)
        }
        var configuration = peil.configuration
        for days in [nil, 3] {
            configuration.retention.ledgerDays = days
            peil.replaceKnowledge(configuration, peil.catalogue, nil)
            for day in (days == nil ? 1...5 : 6...7) as ClosedRange<Int64> {
                clock.set(start + day * Self.day)
                try Archive(peil: peil).prune()
                let numbers = try ledger.deliveries(dataset: nil, limit: 9).map(\.id.number)
                // The last of a drop stays.
                #expect(numbers == (days == nil ? [3, 2, 1] : [3]))
            }
        }
    }
}
