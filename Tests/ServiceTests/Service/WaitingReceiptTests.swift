import Codebook
import Foundation
import Ledger
import Publish
import Statistics
import Telemetry
import Testing
import Workflow

@testable import ReleaseService
@testable import Service

/// Receipts of deliveries while a release with them waits, and afterwards.
@Suite struct `the receipt of a delivery whose release waits` {
    private let trial = `a data set that asks for approval`()

    /// Delivers, and writes the receipt as a drop does.
    private func deliver(_ country: MiniCountry, _ holdings: PeriodHoldings, _ number: Int) throws {
        let id = try country.deliver(.year, [holdings], number: number)
        try Reporting(peil: country.peil).report(#require(try country.ledger.delivery(id)))
    }

    /// The release that the receipt of a delivery names, and what it awaits.
    private func receipt(_ country: MiniCountry, _ number: Int) throws -> String {
        let path = country.root + "/drop/_receipts/\(number).csv.\(DeliveryID(Int64(number))).json"
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return (json["release"] as? Int).map { "release \($0)" } ?? json["awaits"] as? String ?? "nothing"
    }

    @Test func `names the release that took its place and waited for nobody`() throws {
        let base = try MiniCountry.codebook()
        let score = try #require(base.topics.first { $0.kind == .score })
        let limit = ApprovalRule.Limit(topic: score.key, change: 0, regions: 1)
        let country = try trial.country(ApprovalRule(isAlways: false, needsAnother: false, limits: [limit]))
        try deliver(country, trial.holdings(country, 1), 1)
        try deliver(country, trial.holdings(country, 1, isTilted: true), 2)
        #expect(try receipt(country, 2) == "approval")
        // What moved is as it was, so what both come to waits for nobody.
        try deliver(country, trial.holdings(country, 2), 3)
        #expect(try trial.numbers(country) == [3, 1])
        #expect(try receipt(country, 3) == "release 3")
        #expect(try receipt(country, 2) == "release 3")
    }

    @Test func `says when what it came too late for is out, and its own release waits`() throws {
        let country = try trial.country()
        try deliver(country, trial.holdings(country, 1), 1)
        let then = `a data set that asks for approval`.start + 1000
        _ = try trial.decide(country, 1, at: then)
        try deliver(country, trial.holdings(country, 2), 2)
        #expect(try receipt(country, 1) == "approval" && receipt(country, 2) == "next-release")
        let late = try trial.country(after: country, clock: then)
        try late.release()
        #expect(try receipt(late, 1) == "release 1" && receipt(late, 2) == "approval")
        _ = try trial.decide(late, 2, reject: true)
        #expect(try receipt(late, 2) == "next-release")
        try deliver(late, trial.holdings(late, 3), 3)
        #expect(try receipt(late, 2) == "approval" && receipt(late, 3) == "approval")
        _ = try trial.decide(late, 3)
        #expect(try receipt(late, 2) == "release 3" && receipt(late, 3) == "release 3")
    }

    @Test func `is written anew once the machine lets it, and keeps no release waiting`() throws {
        let country = try trial.country()
        try deliver(country, trial.holdings(country, 1), 1)
        let drop = country.root + "/drop"
        try FileManager.default.moveItem(atPath: drop, toPath: drop + "-gone")
        #expect(try trial.decide(country, 1) == .done(release: 1))
        #expect(try country.ledger.outdatedReceipts(dataset: "ses-woa") == [DeliveryID(1)])
        #expect(throws: (any Error).self) { try country.peil.tellDeliverers("ses-woa") }
        try FileManager.default.moveItem(atPath: drop + "-gone", toPath: drop)
        #expect(try receipt(country, 1) == "approval")
        try country.peil.tellDeliverers("ses-woa")
        #expect(try receipt(country, 1) == "release 1")
        #expect(try country.ledger.outdatedReceipts(dataset: "ses-woa").isEmpty)
    }
}
