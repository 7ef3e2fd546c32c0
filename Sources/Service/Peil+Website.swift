import Disclosure
import ConfigurationFiles
import Ledger
import Pages
import ReleaseService
import Statistics
import Telemetry
import Glibc
import Synchronization
import Web
import Website

extension Peil {
    /// The pages of this service.
    var website: Site {
        let kept = KeptEffects()
        return site(kept)
    }

    private func site(_ kept: KeptEffects) -> Site {
        Site(
            Site.Sources(
                configuration: { self.configuration },
                catalogue: { self.catalogue },
                ledger: ledger,
                now: now,
                troubles: {
                    TroubleFile.all(self.configuration).sorted { $0.key < $1.key }.flatMap { part, setbacks in
                        setbacks.map { (part: part, subject: $0.subject, reason: $0.reason) }
                    }
                },
                check: { try self.check($0, for: $1, language: $2) },
                progress: { self.readings.part(of: $0) },
                receipt: { try Reporting(peil: self).receipt(of: $0, language: $1) },
                effects: { delivery in
                    Reporting.hasEffects(delivery)
                        ? kept.effects(of: delivery) {
                            ReceiptEffects(of: delivery, root: self.configuration.publish)
                        }
                        : nil
                },
                decide: decide,
                cost: { release in
                    ReleaseAccount(release.account).map { account in
                        let cost = account.cost
                        return Plot.Cost(
                            release: release.number,
                            rows: cost.rows,
                            reasons: [cost.small, cost.withheldForOthers, cost.merged]
                        )
                    }
                }
            ),
            version: Version.number
        )
    }

    /// Has the desk carry out a decision that somebody sent by a page, and waits a while for its answer.
    @Sendable private func decide(
        _ dataset: String,
        _ number: Int,
        _ isRejected: Bool,
        _ person: String,
        _ at: String?
    ) throws -> ControlAnswer? {
        var decision = ReleaseDecision(person: Person(name: person), time: now())
        if let at, !isRejected {
            do {
                let moment = try StatedMoment(at, after: now())
                (decision.publishAt, decision.stated) = (moment.time, moment.text)
            } catch { return .refused("\(error)") }
        }
        let request = try ledger.request(
            isRejected
                ? .reject(dataset: dataset, release: number, decision)
                : .approve(dataset: dataset, release: number, decision),
            at: now()
        )
        try ControlDesk.wakeDaemon(configuration, request: request)
        for _ in 0..<100 {
            if let answer = try ledger.answer(of: request) { return answer }
            usleep(50_000)
        }
        return nil
    }
}

extension Peil {
    /// The receipt of a file that was uploaded for a drop, and only checked.
    private func check(_ upload: WebUpload, for drop: Configuration.Drop, language: Language) throws
        -> Receipt
    {
        let received = now()
        let moment = ReceiptMoment(milliseconds: received.milliseconds).iso8601
        let name = upload.name.split(separator: "/").last.map(String.init) ?? "file"
        return try DryRun(peil: self, drop: drop).receipt(
            of: DryRun.File(
                path: upload.path,
                name: name,
                number: "check-" + moment.filter { $0.isNumber || $0 == "T" },
                received: received
            ),
            language: language
        )
    }
}

/// What deliveries changed in published figures, kept while the service runs: a release never changes.
private final class KeptEffects: Sendable {
    private let kept = Mutex<[DeliveryID: ReceiptEffects?]>([:])

    /// The effects of a delivery, made once.
    func effects(of delivery: Delivery, _ make: () -> ReceiptEffects?) -> ReceiptEffects? {
        if let known = kept.withLock({ $0[delivery.id] }) { return known }
        let made = make()
        kept.withLock { kept in
            if kept.count > 1000 { kept.removeAll() }
            kept[delivery.id] = .some(made)
        }
        return made
    }
}
