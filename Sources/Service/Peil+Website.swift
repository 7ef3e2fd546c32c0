import Disclosure
import ConfigurationFiles
import Ledger
import Pages
import ReleaseService
import Statistics
import Telemetry
import Files
import Web
import Website

extension Peil {
    /// The pages of this service.
    var website: Site {
        Site(
            Site.Sources(
                configuration: { self.configuration },
                catalogue: { self.catalogue },
                knowledge: { self.timesRead },
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
                effects: { try Reporting(peil: self).effects(of: $0) },
                decide: decide,
                cost: { release in
                    ReleaseAccount(release.account).map { account in
                        let cost = account.cost
                        let figures = cost.figures
                        return (
                            Plot.Cost(
                                release: release.number,
                                all: cost.rows,
                                reasons: [cost.small, cost.withheldForOthers, cost.merged]
                            ),
                            Plot.Cost(
                                release: release.number,
                                all: figures.computed,
                                reasons: [figures.small, figures.withheldForOthers, figures.merged]
                            )
                        )
                    }
                }
            ),
            version: Version.number
        )
    }

    /// How long a page waits for the desk, in seconds.
    private static let patienceOfPages = 5.0

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
            } catch { return .refused(error.words) }
        }
        let request = try ledger.request(
            isRejected
                ? .reject(dataset: dataset, release: number, decision)
                : .approve(dataset: dataset, release: number, decision),
            at: now()
        )
        return try answers.answer(to: request, within: Self.patienceOfPages) {
            try ledger.answer(of: request)
        } begin: {
            try ControlDesk.wakeDaemon(configuration, request: request)
        }
    }
}

extension Peil {
    /// The receipt of a file that was uploaded for a drop, and only checked; nil where that takes longer than a page waits.
    private func check(_ upload: WebUpload, for drop: Configuration.Drop, language: Language) throws
        -> Receipt?
    {
        let received = now()
        let moment = ReceiptMoment(milliseconds: received.milliseconds).iso8601
        let name = upload.name.split(separator: "/").last.map(String.init) ?? "file"
        var dryRun = DryRun(peil: self, drop: drop)
        // As long as its connection may last.
        dryRun.patience = Int64(webLimits.lifetime) * 1000
        do {
            return try dryRun.receipt(
                of: DryRun.File(
                    path: upload.path,
                    name: name,
                    number: "check-" + moment.filter { $0.isNumber || $0 == "T" },
                    received: received
                ),
                language: language
            )
        } catch is DryRun.TookTooLong {
            return nil
        }
    }

    /// The largest file that is taken in only to be checked, in bytes: one that leaves as much room as it takes, so that
    /// nothing that is to be stored stands before a full disk.
    var largestToCheck: Int64 {
        let configuration = configuration
        let room = FreeRoom.bytes(at: configuration.state) ?? .max
        return min(configuration.largestDelivery, room / 2)
    }
}
