import ConfigurationFiles
import Foundation
import Ledger
import Testing
import Workflow

@testable import Service

/// The workers of drops while the configuration changes.
@Suite struct `the crew of drops` {
    /// A crew that serves the drop of a country and is held up at a file, and what lets it go on.
    private func heldUp(_ country: MiniCountry, deliveries: Int = 1, _ body: (Crew) async throws -> Void)
        async throws
    {
        let peil = country.peil
        let held = HeldDataset(of: peil)
        let crew = Crew(peil: peil)
        try put("a.csv", country)
        crew.adjust(try crew.prepare(for: peil.configuration))
        #expect(try await comes { try country.ledger.deliveries(dataset: nil, limit: 9).count == 1 })
        do {
            try await body(crew)
        } catch {
            held.letGo()
            throw error
        }
        held.letGo()
        let areFinished = try await comes {
            let all = try country.ledger.deliveries(dataset: nil, limit: 9)
            return all.count == deliveries && all.allSatisfy { $0.state == .finished }
        }
        #expect(areFinished)
        crew.stop()
        await crew.join()
    }

    private func put(_ name: String, _ country: MiniCountry) throws {
        try Data("nonsense \(name)".utf8).write(to: URL(fileURLWithPath: country.root + "/drop/" + name))
    }

    private func comes(_ condition: () throws -> Bool) async throws -> Bool {
        for _ in 0..<1200 {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// The configuration with the drop as `edit` makes it.
    private func changed(_ country: MiniCountry, _ edit: (inout Configuration.Drop) -> Void) -> Configuration
    {
        var configuration = country.peil.configuration
        edit(&configuration.drops[0])
        return configuration
    }

    @Test func `serves a drop that left until its worker has ended`() async throws {
        let country = try MiniCountry()
        var crew: Crew?
        try await heldUp(country) {
            var configuration = country.peil.configuration
            configuration.drops = []
            $0.adjust(try $0.prepare(for: configuration))
            $0.forgetEnded()
            #expect($0.isServing("drop") && !$0.isServing("another"))
            #expect($0.pulses.compactMap($0.drop(of:)) == ["drop"])
            crew = $0
        }
        #expect(crew?.isServing("drop") == false)
        crew?.forgetEnded()
        #expect(crew?.pulses.isEmpty == true)
    }

    @Test func `never has two workers at one drop`() async throws {
        let country = try MiniCountry()
        try await heldUp(country, deliveries: 2) { crew in
            crew.adjust(try crew.prepare(for: changed(country) { $0.settle = 1 }))
            // One that never began gives way as well.
            crew.adjust(try crew.prepare(for: changed(country) { $0.settle = 2 }))
            try put("b.csv", country)
            try await Task.sleep(for: .milliseconds(400))
            #expect(try country.ledger.deliveries(dataset: nil, limit: 9).count == 1)
        }
    }
}
