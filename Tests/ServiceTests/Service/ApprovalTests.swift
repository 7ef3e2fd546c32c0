import Classification
import Codebook
import Files
import Foundation
import Ledger
import Publish
import Statistics
import Telemetry
import Testing
import Web
import Workflow

@testable import ReleaseService
@testable import Service
@testable import Website

@Suite struct `a data set that asks for approval` {
    static let start: Int64 = 1_600_000_000_000
    let anna = Person(name: "anna", user: 1001)

    func country(
        after other: MiniCountry? = nil,
        clock: Int64 = Self.start,
        _ rule: ApprovalRule = ApprovalRule(isAlways: true, needsAnother: false, limits: [])
    ) throws -> MiniCountry {
        try MiniCountry(after: other, clock: TrialClock(clock)) { $0.approval = rule }
    }

    /// The counts of every buurt, so many times; in the first buurt with more of the wealthy where it is tilted.
    func holdings(_ country: MiniCountry, _ factor: Int64, isTilted: Bool = false) -> PeriodHoldings {
        let tallies = country.buurten.enumerated().map { place, region in
            var counts = [Int64](repeating: 0, count: 350)
            for cell in 0..<350 {
                counts[cell] = Int64((cell * (place + 3)) % 5) * factor
                // The decile of wealth is the first part of a cell.
                if isTilted, place == 0 { counts[cell] += Int64(cell / 35) * 10 }
            }
            return StoredTally(region: region, tally: Tally(counts: counts))
        }
        return PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: tallies
        )
    }

    func waiting(_ country: MiniCountry) throws -> WaitingRelease? {
        try country.ledger.waitingRelease(dataset: "ses-woa").flatMap { $0.isOpen ? $0 : nil }
    }

    func decide(
        _ country: MiniCountry,
        _ number: Int,
        at: Int64? = nil,
        reject: Bool = false,
        by person: Person? = nil
    ) throws -> ControlAnswer {
        let decision = ReleaseDecision(
            person: person ?? anna,
            time: country.peil.now(),
            publishAt: at.map { Timestamp(milliseconds: $0) },
            stated: at.map { _ in "then" }
        )
        return try ControlDesk(peil: country.peil).carryOut(
            reject
                ? .reject(dataset: "ses-woa", release: number, decision)
                : .approve(dataset: "ses-woa", release: number, decision)
        )
    }

    func numbers(_ country: MiniCountry) throws -> [Int] {
        try country.ledger.releases(dataset: "ses-woa", limit: 9).map(\.number)
    }

    @Test func `gets a release that nobody sees until it is approved`() throws {
        let country = try country()
        let id = try country.deliver(.year, [holdings(country, 1)], number: 1)
        #expect(try waiting(country)?.number == 1)
        #expect(try waiting(country)?.reasons == ["always"])
        #expect(try numbers(country).isEmpty && country.extracts().isEmpty)
        let home = country.root + "/published/ses-woa/releases"
        #expect(Durable.names(in: home) == [".waiting"])
        let mode = try FileManager.default.attributesOfItem(atPath: home + "/.waiting")[.posixPermissions]
        #expect(mode as? Int == 0o700)
        let delivery = try #require(try country.ledger.delivery(id))
        #expect(try Reporting(peil: country.peil).receipt(of: delivery, language: .en).awaits == .approval)
        // Nothing new came, so nothing is made again.
        try country.release()
        #expect(try waiting(country)?.number == 1)

        #expect(try decide(country, 1) == .done(release: 1))
        #expect(try numbers(country) == [1])
        _ = try ReleaseDirectory.read(country.root + "/published/ses-woa/current", verifying: .digests)
        #expect(Durable.names(in: home) == ["000001"])
        #expect(try country.ledger.delivery(id)?.release == 1)
        #expect(try country.ledger.pendingRelease(dataset: "ses-woa") == nil)
        // It is what it would have been without approval.
        let free = try MiniCountry()
        try free.deliver(.year, [holdings(free, 1)], number: 1)
        #expect(free.extracts() == country.extracts())
    }

    @Test func `is called waiting on the overview, by its number only for who has a token`() throws {
        let country = try country()
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        let site = country.peil.website
        func overview(_ person: String?) throws -> String {
            let request = WebRequest(headers: ["accept-language": "en"], person: person)
            guard case .bytes(let bytes) = try site.overview(Visit(request, site)).body else { return "" }
            return String(decoding: bytes, as: UTF8.self)
        }
        let open = try overview(nil)
        #expect(open.contains("a release waits.") && !open.contains("elease 1"))
        #expect(try overview("anna").contains("Release 1 is made and waits for approval."))
    }

    @Test func `shows what becomes visible while it waits, and keeps nothing of that when it is out`() throws
    {
        let country = try country()
        var before = holdings(country, 1)
        // The first buurt is too small to be shown.
        before.tallies[0].tally = Tally(counts: (0..<350).map { $0 == 3 ? 7 : 0 })
        try country.deliver(.year, [before], number: 1)
        #expect(try decide(country, 1) == .done(release: 1))
        try country.deliver(.year, [holdings(country, 1)], number: 2)
        let site = country.peil.website
        func page() throws -> String {
            let request = WebRequest(
                parameters: ["dataset": "ses-woa", "number": "2"],
                headers: ["accept-language": "en"],
                person: "anna"
            )
            guard case .bytes(let bytes) = try site.release(Visit(request, site)).body else { return "" }
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try page().contains("Becomes visible: 1 rows"))
        #expect(try decide(country, 2) == .done(release: 2))
        #expect(try !page().contains("Becomes visible"))
        let (release, base) = (try site.tables("ses-woa", 2), try site.tables("ses-woa", 1))
        let key = TableShelf.ChangesKey(
            release: try #require(release).key,
            base: try #require(base).key,
            language: .en,
            knowledge: 0
        )
        let kept = site.shelf.changes(key) {
            ReleaseChangesView(rows: 0, plots: [], changes: [], withheld: .none, shown: .none)
        }
        #expect(kept.rows > 0 && !kept.changes.isEmpty && kept.shown.count == 0)
    }

    @Test func `gets one that holds both when more is delivered, under a number of its own`() throws {
        let country = try country()
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        let second = try country.deliver(.year, [holdings(country, 2)], number: 2)
        #expect(try waiting(country)?.number == 2)
        #expect(try waiting(country)?.release.deliveries.count == 2)
        guard case .refused(let reason) = try decide(country, 1) else {
            Issue.record("a release that was superseded is approved")
            return
        }
        #expect(reason.en.contains("release 2 holds what came after as well"))
        #expect(try decide(country, 2) == .done(release: 2))
        #expect(try numbers(country) == [2])
        #expect(try country.ledger.delivery(second)?.release == 2)
        try country.deliver(.year, [holdings(country, 3)], number: 3)
        #expect(try decide(country, 3) == .done(release: 3))
        let full = try country.fullRun()
        #expect(full.extracts() == country.extracts())
    }

    @Test func `publishes no earlier than it was told, whatever the clock says, and after a restart`() throws
    {
        let clock = TrialClock(Self.start)
        let country = try MiniCountry(clock: clock) {
            $0.approval = ApprovalRule(isAlways: true, needsAnother: false, limits: [])
        }
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        let then = Self.start + 86_400_000
        #expect(try decide(country, 1, at: then) == .done(release: nil))
        // Somebody sets the clock two days ahead, and back a year.
        for now in [Self.start + 2 * 86_400_000, Self.start - 365 * 86_400_000] {
            clock.set(now)
            #expect(try country.peil.publishApproved("ses-woa") == nil)
        }
        #expect(try numbers(country).isEmpty)
        let early = try self.country(after: country, clock: then - 1)
        try early.release()
        #expect(try numbers(early).isEmpty)
        let late = try self.country(after: country, clock: then)
        #expect(try late.peil.publishApproved("ses-woa")?.number == 1)
        #expect(try numbers(late) == [1])
    }

    @Test func `keeps what was approved though more is delivered, and gives the rest a release after it`()
        throws
    {
        let country = try country()
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        let then = Self.start + 3_600_000
        _ = try decide(country, 1, at: then)
        let second = try country.deliver(.year, [holdings(country, 2)], number: 2)
        #expect(try waiting(country)?.number == 1)
        let delivery = try #require(try country.ledger.delivery(second))
        #expect(delivery.state == .released && delivery.release == nil)
        #expect(try Reporting(peil: country.peil).receipt(of: delivery, language: .nl).awaits == .nextRelease)
        let late = try self.country(after: country, clock: then)
        try late.release()
        #expect(try numbers(late) == [1])
        #expect(try waiting(late)?.number == 2)
    }

    @Test func `never publishes what was approved and then taken back`() throws {
        let country = try country()
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        _ = try decide(country, 1)
        let wrong = try country.deliver(.year, [holdings(country, 2)], number: 2)
        _ = try decide(country, 2, at: Self.start + 1)
        _ = try ControlDesk(peil: country.peil).carryOut(.revert(wrong))
        #expect(try waiting(country)?.number == 3)
        let late = try self.country(after: country, clock: Self.start + 1)
        try late.release()
        #expect(try numbers(late) == [1])
        #expect(try decide(late, 3) == .done(release: 3))
    }

    @Test func `gets no release of what was rejected until something changes`() throws {
        let country = try country()
        let first = try country.deliver(.year, [holdings(country, 1)], number: 1)
        #expect(try decide(country, 1, reject: true) == .done(release: nil))
        try country.release()
        #expect(try waiting(country) == nil)
        let delivery = try #require(try country.ledger.delivery(first))
        #expect(try Reporting(peil: country.peil).receipt(of: delivery, language: .nl).awaits == .nextRelease)
        try country.deliver(.year, [holdings(country, 2)], number: 2)
        #expect(try waiting(country)?.number == 2)
        #expect(try waiting(country)?.release.deliveries.count == 2)
    }

    /// Takes a delivery of a file that somebody owned.
    private func deliver(_ country: MiniCountry, _ number: Int, owner: UInt32?) throws -> DeliveryID {
        let claim = Claim(
            drop: "drop",
            dataset: "ses-woa",
            mode: .year,
            edition: country.edition.key,
            file: "\(number).csv",
            spoolName: "drop/\(number)",
            owner: owner
        )
        let delivery = try country.ledger.claim(claim, at: country.peil.now())
        _ = try country.ledger.accept(
            delivery.id,
            report: DeliveryReport(),
            holdings: [holdings(country, Int64(number))]
        )
        try country.release()
        return delivery.id
    }

    @Test func `is not approved by whoever delivered, where the codebook says so`() throws {
        let country = try country(ApprovalRule(isAlways: true, needsAnother: true, limits: []))
        let unknown = try deliver(country, 1, owner: nil)
        guard case .refused(let reason) = try decide(country, 1) else { return #expect(Bool(false)) }
        #expect(reason.en.contains("nobody knows who delivered \(unknown)"))
        _ = try ControlDesk(peil: country.peil).carryOut(.revert(unknown))
        let own = try deliver(country, 2, owner: 1001)
        let number = try #require(try waiting(country)?.number)
        guard case .refused(let reason) = try decide(country, number) else { return #expect(Bool(false)) }
        #expect(reason.en.contains("anna delivered \(own)"))
        _ = try ControlDesk(peil: country.peil).carryOut(.revert(own))
        _ = try deliver(country, 3, owner: 1002)
        let last = try #require(try waiting(country)?.number)
        #expect(try decide(country, last) == .done(release: last))
    }

    @Test func `is approved with a token by another only where the token names a user of the machine`() throws
    {
        let country = try country(ApprovalRule(isAlways: true, needsAnother: true, limits: []))
        let id = try deliver(country, 1, owner: 0)
        for (name, words) in [
            ("root", "root delivered \(id)"), ("anna-van-de-kwaliteit", "no user of this machine"),
        ] {
            guard case .refused(let reason) = try decide(country, 1, by: Person(name: name)) else {
                Issue.record("\(name) approves")
                continue
            }
            #expect(reason.en.contains(words), "\(reason.en)")
            #expect(reason.nl != reason.en)
        }
        #expect(try decide(country, 1, by: Person(name: "daemon")) == .done(release: 1))
    }

    @Test func `waits beyond a limit alone, where the codebook says so`() throws {
        let base = try MiniCountry.codebook()
        let score = try #require(base.topics.first { $0.kind == .score })
        let limit = ApprovalRule.Limit(topic: score.key, change: 0, regions: 1)
        let country = try country(ApprovalRule(isAlways: false, needsAnother: false, limits: [limit]))
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        #expect(try numbers(country) == [1])
        // Twice as many households of the same kinds: no score moves.
        try country.deliver(.year, [holdings(country, 2)], number: 2)
        #expect(try numbers(country) == [2, 1])
        try country.deliver(.year, [holdings(country, 2, isTilted: true)], number: 3)
        #expect(try numbers(country) == [2, 1])
        let waits = try #require(try waiting(country))
        let words = waits.reasons.first?.split(separator: " ") ?? []
        #expect(words.first == "limit" && words.dropFirst().first.map(String.init) == score.key)
        #expect((words.last.flatMap { Int($0) } ?? 0) > 1)
    }

    @Test func `makes another where what waits was changed behind its back`() throws {
        let country = try country()
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        let file = country.root + "/published/ses-woa/releases/.waiting/000001/statline/ses-woa_2019.csv"
        try Data("else".utf8).write(to: URL(fileURLWithPath: file))
        guard case .refused(let reason) = try decide(country, 1) else { return #expect(Bool(false)) }
        #expect(reason.en.contains("is not what was built"))
        try country.release()
        #expect(try waiting(country)?.number == 2)
        #expect(try decide(country, 2) == .done(release: 2))
    }

    @Test func `is finished after a crash between the switch and the record`() throws {
        let country = try country()
        try country.deliver(.year, [holdings(country, 1)], number: 1)
        let waits = try #require(try waiting(country))
        let decision = ReleaseDecision(person: anna, time: country.peil.now())
        _ = try country.ledger.settleWaiting(dataset: "ses-woa", number: 1, as: .approved, by: decision)
        try country.peil.publisher.publishWaiting(
            dataset: "ses-woa",
            number: 1,
            extractsHash: waits.release.extractsHash,
            base: nil
        )
        let next = try self.country(after: country)
        try ReleaseContinuity(peil: next.peil).check()
        try next.peil.requestOutdatedReleases()
        try next.release()
        #expect(try numbers(next) == [1])
        #expect(try next.ledger.pendingRelease(dataset: "ses-woa") == nil)
    }
}

@Suite struct `a stated moment` {
    @Test(arguments: [
        ("2026-12-01T09:30 Europe/Amsterdam", 1_796_113_800), ("2026-12-01 09:30+01:00", 1_796_113_800),
        ("2026-12-01T08:30Z", 1_796_113_800), ("2026-07-01T09:30:15 Europe/Amsterdam", 1_782_891_015),
        ("2026-10-25T02:30+01:00", 1_792_891_800),
    ])
    func `is local time with its zone`(text: String, seconds: Int64) throws {
        #expect(try StatedMoment(text).time.milliseconds == seconds * 1000)
    }

    @Test(arguments: [
        ("2026-12-01T09:30", "no moment"), ("tomorrow", "no moment"),
        ("2026-12-01T09:30 Europe/Nowhere", "there is no time zone"),
        ("2026-03-29T02:30 Europe/Amsterdam", "there is no such time"),
        ("2026-10-25T02:30 Europe/Amsterdam", "comes twice"), ("2026-02-30T09:30Z", "there is no such time"),
    ])
    func `is nothing that could be another`(text: String, reason: String) throws {
        do {
            _ = try StatedMoment(text)
            Issue.record("\(text) is read")
        } catch { #expect("\(error)".contains(reason), "\(error)") }
    }

    @Test func `has not passed`() throws {
        #expect(throws: StatedMoment.Unclear.self) {
            try StatedMoment("2026-12-01T08:30Z", after: Timestamp(milliseconds: 1_796_113_800_000))
        }
    }
}
