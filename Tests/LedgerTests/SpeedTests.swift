import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

/// Ten years of a country of the size of the Netherlands; the bounds hold for a release build.
@Suite(.serialized) struct `the speed of a SQLite ledger` {
    private static let codes = (0..<17_680).map {
        RegionCode("BU\(String(10_000_000 + $0 * 7).dropFirst())00")
    }

    @Test func `is that of a country in a second and of a gemeente at once`() throws {
        let directory = NSTemporaryDirectory() + "/peil-speed-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let ledger = try SQLiteLedger(path: directory + "/ledger.sqlite")
        let tenYears = (2014...2023).map { country($0, shift: 0) }
        let claim = try ledger.claimNext().id
        try measure("accept ten years of the country", atMost: 2.5) {
            _ = try ledger.accept(claim, report: DeliveryReport(), holdings: tenYears)
        }
        try ledger.release()
        let again = (2014...2023).map { country($0, shift: 100) }
        let second = try ledger.claimNext().id
        try measure("replace ten years of the country", atMost: 5) {
            _ = try ledger.accept(second, report: DeliveryReport(), holdings: again)
        }
        try measure("what is pending after it", atMost: 2) {
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            #expect(pending.touched.count == 10)
        }
        try ledger.release()

        var gemeente = country(2019, shift: 200)
        gemeente.tallies = Array(gemeente.tallies[5000..<5050])
        let third = try ledger.claimNext(.correction).id
        try measure("accept a correction of 50 regions", atMost: 0.1) {
            _ = try ledger.accept(third, report: DeliveryReport(), holdings: [gemeente])
        }
        try measure("what is pending after it", atMost: 0.05) {
            let pending = try ledger.pendingRelease(dataset: trialSet)
            #expect(pending?.deliveries == [third])
        }
        try measure("record its release", atMost: 0.1) { _ = try ledger.release() }
        let period = Period(year: 2019)
        for _ in 0..<2 {
            try measure("fetch a period", atMost: 0.06) {
                var count = 0
                try ledger.forEachTally(dataset: trialSet, period: period, regions: nil) { _ in count += 1 }
                #expect(count == 17_680)
            }
        }
        let sixty = Array(Self.codes[5000..<5060])
        for _ in 0..<2 {
            try measure("fetch 60 regions", atMost: 0.01) {
                var count = 0
                try ledger.forEachTally(dataset: trialSet, period: period, regions: sixty) { _ in count += 1 }
                #expect(count == 60)
            }
        }
        try measure("take the correction back", atMost: 0.1) { try ledger.revert(third, at: moment(1)) }
        try measure("take the second ten years back", atMost: 5) { try ledger.revert(second, at: moment(1)) }
    }

    /// A thousand tallies of some 60 bytes.
    private static let tallies: [Tally] = {
        var random = SplitMix64(seed: 1)
        return (0..<1000).map { _ in
            var counts = [Int64](repeating: 0, count: 350)
            for _ in 0..<25 { counts[Int(random.next() % 350)] = Int64(random.next() % 40) }
            return Tally(counts: counts)
        }
    }()

    private func country(_ number: Int, shift: Int) -> PeriodHoldings {
        var holding = year(number, [:])
        holding.tallies = Self.codes.enumerated().map { index, code in
            HeldTally(region: code, tally: Self.tallies[(index + number + shift) % 1000])
        }
        return holding
    }

    private func measure(_ name: String, atMost limit: Double, _ body: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        let seconds = (clock.now - start) / .seconds(1)
        print("ledger: \(name): \((seconds * 100_000).rounded() / 100) ms")
        #if !DEBUG
        #expect(seconds < limit, "\(name)")
        #endif
    }
}
