import Codebook
import Files
import Foundation
import Ledger
import Publish
import Statistics
import Synchronization
import Telemetry
import Testing
import Web
import Workflow

@testable import ReleaseService
@testable import Service
@testable import Website

/// Decisions about releases that wait, their answers, and what the machine does to them.
@Suite struct `a decision about a release` {
    private let trial = `a data set that asks for approval`()
    private static let start = `a data set that asks for approval`.start

    private func refusal(_ answer: ControlAnswer) throws -> Text {
        guard case .refused(let reason) = answer else { throw NotRefused(answer: answer) }
        #expect(reason.nl != reason.en)
        return reason
    }

    private struct NotRefused: Error { let answer: ControlAnswer }

    private func state(_ country: MiniCountry, _ number: Int) throws -> WaitingRelease.State? {
        try country.ledger.waitingRelease(dataset: "ses-woa", number: number)?.state
    }

    /// Where `current` cannot be switched, as where the disk is full or a file server is gone for a while.
    private func obstruct(_ country: MiniCountry) throws {
        try FileManager.default.createDirectory(
            atPath: country.root + "/published/ses-woa/current/in-the-way",
            withIntermediateDirectories: true
        )
    }

    private func clear(_ country: MiniCountry) throws {
        try FileManager.default.removeItem(atPath: country.root + "/published/ses-woa/current")
    }

    @Test func `is answered by what is so, in each language`() throws {
        let country = try trial.country()
        let nothing = try refusal(trial.decide(country, 1))
        #expect(nothing.en.contains("there is no release 1 of ses-woa, and none waits"))
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        #expect(
            try refusal(trial.decide(country, 7)).en == "there is no release 7 of ses-woa; release 1 waits"
        )
        #expect(try refusal(trial.decide(country, 7, reject: true)).nl.contains("publicatie 1 wacht"))
        try country.deliver(.year, [trial.holdings(country, 2)], number: 2)
        #expect(try refusal(trial.decide(country, 1)).en.contains("release 2 holds what came after as well"))
        #expect(try trial.decide(country, 2) == .done(release: 2))
        #expect(try refusal(trial.decide(country, 2, at: Self.start + 9)).en.contains("is published already"))
        #expect(try refusal(trial.decide(country, 2, reject: true)).nl.contains("is al verschenen"))
        #expect(try refusal(trial.decide(country, 1)).en.contains("a later one took its place"))
        try country.deliver(.year, [trial.holdings(country, 3)], number: 3)
        #expect(try trial.decide(country, 3, reject: true) == .done(release: 2))
        #expect(try refusal(trial.decide(country, 3)).en.contains("it was rejected by anna"))
    }

    @Test func `is carried out once, though a process ended before it was answered`() throws {
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        for _ in 0..<2 { #expect(try trial.decide(country, 1) == .done(release: 1)) }
        try country.deliver(.year, [trial.holdings(country, 2)], number: 2)
        for _ in 0..<2 { #expect(try trial.decide(country, 2, reject: true) == .done(release: 1)) }
    }

    @Test func `gives signs of life while it waits for its turn with the data set`() throws {
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        let peil = country.peil
        let held = HeldDataset(of: peil)
        let decision = ReleaseDecision(person: trial.anna, time: peil.now())
        let signs = Mutex(0)
        let desk = ControlDesk(
            peil: peil,
            moved: {
                let isFirst = signs.withLock { signs in
                    signs += 1
                    return signs == 1
                }
                if isFirst { held.letGo() }
            }
        )
        #expect(
            try desk.carryOut(.approve(dataset: "ses-woa", release: 1, decision)) == .done(release: 1)
        )
        #expect(signs.withLock { $0 } > 0)
    }

    @Test func `stays that of who took it first, for the same moment`() throws {
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        let bert = Person(name: "bert", user: 1002)
        #expect(try trial.decide(country, 1, at: Self.start + 9) == .done(release: nil))
        #expect(try trial.decide(country, 1, at: Self.start + 9, by: bert) == .done(release: nil))
        #expect(try trial.waiting(country)?.decision?.person.name == "anna")
        #expect(try trial.decide(country, 1, at: Self.start + 8, by: bert) == .done(release: nil))
        #expect(try trial.waiting(country)?.decision?.person.name == "bert")
        #expect(try trial.decide(country, 1) == .done(release: 1))
    }

    @Test func `outlives a failure of the machine, and is carried out afterwards`() throws {
        let country = try trial.country()
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        try obstruct(country)
        #expect(try trial.decide(country, 1) == .done(release: nil))
        #expect(try state(country, 1) == .approved)
        // It has its place, where everybody can read it: it is rejected no more.
        #expect(throws: (any Error).self) { try trial.decide(country, 1, reject: true) }
        #expect(throws: (any Error).self) { try country.release() }
        #expect(try state(country, 1) == .approved)
        try clear(country)
        #expect(try refusal(trial.decide(country, 1, reject: true)).en.contains("is published already"))
        #expect(try trial.numbers(country) == [1])
        _ = try ReleaseDirectory.read(country.root + "/published/ses-woa/current", verifying: .digests)
    }

    @Test func `is not undone by taking back what is out already`() throws {
        let country = try trial.country()
        let id = try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        try country.deliver(.correction, [trial.holdings(country, 2)], number: 2)
        try obstruct(country)
        #expect(try trial.decide(country, 2) == .done(release: nil))
        try country.ledger.revert(id, at: country.peil.now())
        try clear(country)
        try country.release()
        #expect(try trial.numbers(country) == [2])
        #expect(try state(country, 2) == .published)
        #expect(try trial.waiting(country)?.number == 3)
    }

    @Test func `is refused also where the next is recorded before it is answered`() throws {
        let country = try trial.country()
        let (peil, ledger) = (country.peil, country.ledger)
        let id = try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        try Reporting(peil: peil).report(#require(try ledger.delivery(id)))
        try ledger.revert(id, at: peil.now())
        let pending = try #require(try ledger.pendingRelease(dataset: "ses-woa"))
        // Its receipt is due, so work moves between the end of what was approved and the answer.
        try ledger.holdBack(pending, at: peil.now())
        var next = try #require(try ledger.waitingRelease(dataset: "ses-woa"))
        next.release.number = 2
        let desk = ControlDesk(
            peil: peil,
            moved: { [next] in
                // As another worker does that makes the next release.
                let first = try? ledger.waitingRelease(dataset: "ses-woa", number: 1)
                if first?.state == .superseded { try? ledger.recordWaiting(next, of: pending) }
            }
        )
        let decision = ReleaseDecision(person: trial.anna, time: peil.now())
        let answer = try desk.carryOut(.approve(dataset: "ses-woa", release: 1, decision))
        #expect(try refusal(answer).en.contains("holds a delivery that was taken back"))
        #expect(try state(country, 1) == nil && state(country, 2) == .waiting)
    }

    /// True where a desk looks a few times in some time at most; one that does not rest looks thousands of times.
    private func rests(_ country: MiniCountry) async throws -> Bool {
        let (before, start) = (try looks(country), ContinuousClock.now)
        try await Task.sleep(for: .milliseconds(800))
        let passed = start.duration(to: .now) / .milliseconds(100)
        return Double(try looks(country) - before) <= 5 + passed
    }

    /// How often the desk has looked at what is due; no drop is served.
    private func looks(_ country: MiniCountry) throws -> Int {
        let lines = try country.peil.metrics.text(of: country.peil).split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("peil_rescans_total ") })
        return try #require(Int(line.split(separator: " ")[1]))
    }

    @Test func `is carried out by the desk, which rests until it can be`() async throws {
        let country = try trial.country()
        try FileManager.default.createDirectory(
            atPath: country.peil.configuration.requests,
            withIntermediateDirectories: true
        )
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        try obstruct(country)
        // Its moment is there, and the machine is not.
        #expect(try trial.decide(country, 1, at: Self.start) == .done(release: nil))
        let desk = try DeskWorker(peil: country.peil) { _ in false }
        desk.start()
        #expect(try await rests(country))
        try clear(country)
        for _ in 0..<1200 where try trial.numbers(country).isEmpty {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try trial.numbers(country) == [1])
        // What failed once is not waited for any more.
        #expect(try await rests(country))
        desk.stop()
        await desk.join()
    }

    @Test func `for later lets the desk sleep until its moment`() async throws {
        let country = try trial.country()
        try FileManager.default.createDirectory(
            atPath: country.peil.configuration.requests,
            withIntermediateDirectories: true
        )
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        #expect(try trial.decide(country, 1, at: Self.start + 60_000) == .done(release: nil))
        let desk = try DeskWorker(peil: country.peil) { _ in false }
        desk.start()
        #expect(try await rests(country))
        desk.stop()
        await desk.join()
    }

    @Test(arguments: [Language.nl, .en])
    func `is taken by the page, and refused in its language`(language: Language) async throws {
        let country = try trial.country()
        try FileManager.default.createDirectory(
            atPath: country.peil.configuration.requests,
            withIntermediateDirectories: true
        )
        try country.deliver(.year, [trial.holdings(country, 1)], number: 1)
        let desk = try DeskWorker(peil: country.peil) { _ in false }
        desk.start()
        let site = country.peil.website
        func answer(_ form: String, person: String? = "anna", number: Int = 1) throws -> (Int, String) {
            let request = WebRequest(
                parameters: ["dataset": "ses-woa", "number": "\(number)"],
                headers: [
                    "accept-language": language.rawValue,
                    "content-type": "application/x-www-form-urlencoded",
                ],
                body: Array(form.utf8),
                person: person
            )
            let response = try site.decide(Visit(request, site))
            guard case .bytes(let bytes) = response.body else { return (response.status, "") }
            return (response.status, String(decoding: bytes, as: UTF8.self))
        }
        let say = { (nl: String, en: String) in Text(nl: nl, en: en)[language] }
        #expect(try answer("decision=approve", person: nil).0 == 404)
        #expect(try answer("decision=perhaps").1.contains(say("Kies goedkeuren of", "Choose to approve or")))
        let late = try answer("decision=approve&at=2019-01-01T09%3A30Z")
        #expect(late.0 == 409 && late.1.contains(say("is voorbij", "has passed")), "\(late)")
        let unknown = try answer("decision=approve", number: 9)
        #expect(
            unknown.0 == 409 && unknown.1.contains(say("er is geen publicatie 9", "there is no release 9"))
        )
        #expect(try trial.waiting(country)?.state == .waiting)
        #expect(try answer("decision=approve").0 == 303)
        #expect(try trial.numbers(country) == [1])
        let again = try answer("decision=reject")
        #expect(again.0 == 409 && again.1.contains(say("is al verschenen", "is published already")))
        desk.stop()
        await desk.join()
        #expect(try trial.numbers(country) == [1])
    }
}
