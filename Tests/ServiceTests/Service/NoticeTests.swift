import Foundation
import Ledger
import Testing
import Workflow

@testable import ConfigurationFiles
@testable import Service

@Suite struct `the notice of a delivery` {
    @Test func `reaches a program also where the mail system takes nothing`() async throws {
        let country = try MiniCountry()
        let trial = `a data set that asks for approval`()
        let id = try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        let delivery = try #require(try country.ledger.delivery(id))
        let (program, told) = (country.root + "/told.sh", country.root + "/told")
        try Data("#!/bin/sh\necho \"$DELIVERY $OUTCOME\" >\(told).part && mv \(told).part \(told)\n".utf8)
            .write(to: URL(fileURLWithPath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        var configuration = country.peil.configuration
        let place = try #require(configuration.drops.firstIndex { $0.name == delivery.claim.drop })
        configuration.drops[place].notify = Configuration.Drop.Notification(
            mail: ["steward@example.nl"],
            command: program,
            sendmail: "/bin/false"
        )
        country.peil.replaceKnowledge(configuration, country.peil.catalogue, nil)
        DeliveryNotice(peil: country.peil).tell(delivery)
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: told) {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try String(contentsOfFile: told, encoding: .utf8) == "\(delivery.id) accepted\n")
    }

    @Test func `leads people to the receipt that is a page`() {
        #expect(
            DeliveryNotice.page("/drop/_receipts/a.json.csv.000001.json")
                == "/drop/_receipts/a.json.csv.000001.html"
        )
    }
}
