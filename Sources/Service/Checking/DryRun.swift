import Codebook
import ConfigurationFiles
import Examination
import Files
import Ledger
import Statistics
import Telemetry
import Workflow

/// The whole way of a delivery up to, but without, the ledger: what its receipt would say.
struct DryRun {
    let peil: Peil
    let drop: Configuration.Drop
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}

    /// The file that is tried.
    struct File {
        /// Where it is; files that belong to it stand beside it.
        let path: String
        /// The name under which it was handed in.
        let name: String
        /// What its receipt is called by.
        let number: String
        /// When it was handed in.
        let received: Timestamp
        /// True if it is meant to drop what it lacks.
        var meansToReplace = false
    }

    /// The receipt that a delivery of a file would get, as one of a file that was only checked.
    ///
    /// - Throws: What is wrong with the machine; the ledger is read, and never written.
    func receipt(of file: File, language: Language) throws -> Receipt {
        var sha256: String?
        let verdict = try verdict(of: file, &sha256)
        var receipt = Receipt(
            Receipt.Facts(
                delivery: file.number,
                file: file.name,
                sha256: sha256,
                drop: drop.name,
                dataset: drop.dataset,
                mode: drop.mode,
                received: file.received.milliseconds,
                finished: peil.now().milliseconds,
                outcome: verdict.outcome,
                duplicateOf: verdict.duplicateOf?.description
            ),
            report: verdict.report,
            language: language,
            releasePath: nil,
            reasons: peil.catalogue.codebooks[drop.dataset]?.leaveOutTitles ?? [:]
        )
        receipt.isCheck = true
        return receipt
    }

    private struct Verdict {
        var outcome = DeliveryOutcome.rejected
        var report: DeliveryReport
        var duplicateOf: DeliveryID?

        init(_ report: DeliveryReport) { self.report = report }
        init(_ fault: ArrivalFinding) { report = DeliveryReport(findings: Findings([fault.finding])) }
    }

    private func verdict(of file: File, _ sha256: inout String?) throws -> Verdict {
        if let fault = try ArrivalCheck(peil: peil, moved: moved).fault(of: file.path) {
            return Verdict(fault)
        }
        let digesting = FileDigesting(of: file.path) { [peil, moved] in
            moved()
            try peil.interruption.check()
        }
        guard let digest = try digesting.finished() else { return Verdict(.notAFile) }
        sha256 = digest.sha256
        if let fault = ArrivalCheck.fault(of: digest, beside: file.path, named: file.name) {
            return Verdict(fault)
        }
        if Examiner.limits(beside: file.path) == nil, let first = try source(of: digest, file) {
            var verdict = Verdict(first.report ?? DeliveryReport())
            verdict.report.findings.add(ArrivalFinding.duplicate.finding)
            verdict.outcome = .accepted
            verdict.duplicateOf = first.id
            return verdict
        }
        let replaces = file.meansToReplace || Examiner.replaces(beside: file.path)
        let examiner = try peil.examiner(of: drop, meansToReplace: replaces)
        let reading = try examiner.read(file.path) { [peil, moved] _ in
            moved()
            try peil.interruption.check()
        }
        let examination = try examiner.validate(reading, against: peil.ledger)
        var verdict = Verdict(examination.report)
        if let holdings = examination.holdings {
            verdict.outcome = .accepted
            verdict.report.changedRegions = try changes(by: holdings)
        }
        return verdict
    }

    /// The delivery by which the same bytes are in force already, in a drop that this one stands for.
    private func source(of digest: FileDigest, _ file: File) throws -> Delivery? {
        for other in peil.configuration.drops
        where other.dataset == drop.dataset && other.mode == drop.mode && other.edition == drop.edition {
            let claim = Claim(
                drop: other.name,
                dataset: drop.dataset,
                mode: drop.mode,
                edition: drop.edition,
                file: file.name,
                spoolName: ""
            )
            let first = try peil.ledger.currentSource(
                of: digest.sha256,
                claim: claim,
                before: DeliveryID(.max)
            )
            if let first { return first }
        }
        return nil
    }

    /// The regions that would hold other counts than now, over all periods.
    private func changes(by holdings: [PeriodHoldings]) throws -> Int {
        var changed: Set<[String]> = []
        for period in holdings {
            moved()
            var new = Dictionary(period.tallies.map { ($0.region, $0.tally) }) { $1 }
            func note(_ region: RegionCode) { changed.insert([period.period.name, region.description]) }
            try peil.ledger.forEachTally(dataset: drop.dataset, period: period.period, regions: nil) {
                stored in
                let now = period.topic.map { stored.tally.only([$0]) } ?? stored.tally
                switch new.removeValue(forKey: stored.region) {
                case let other?: if other != now { note(stored.region) }
                case nil: if drop.mode == .year, !now.isEmpty { note(stored.region) }
                }
            }
            new.keys.forEach(note)
        }
        return changed.count
    }
}
