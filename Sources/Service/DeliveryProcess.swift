import Codebook
import ConfigurationFiles
import Cores
import Drops
import Examination
import Files
import Glibc
import Ledger
import Logging
import Publish
import ReleaseService
import Statistics
import Workflow

/// Takes one delivery from its recorded state to its end.
struct DeliveryProcess {
    let peil: Peil
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}

    /// Does the remaining steps of a delivery.
    ///
    /// Every step is recorded before the next begins, and may be repeated: after a crash, or a failure of the
    /// machine, another call continues from the last record.
    /// - Returns: The delivery, finished.
    @discardableResult
    func run(_ id: DeliveryID) throws -> Delivery {
        while true {
            moved()
            try peil.interruption.check()
            guard let delivery = try peil.ledger.delivery(id) else { throw LedgerGap(delivery: id) }
            switch DeliveryStateMachine(resuming: delivery.state).next {
            case .examine: try peil.metrics.stage("examine") { try examine(delivery) }
            case .release:
                _ = try peil.metrics.stage("release") {
                    try peil.release(delivery.claim.dataset, moved: moved)
                }
                // A release without its delivery would be made forever.
                if try peil.ledger.delivery(id)?.state == .accepted { throw LedgerGap(delivery: id) }
            case .report:
                try peil.metrics.stage("report") { try Reporting(peil: peil, moved: moved).report(delivery) }
                peil.metrics.finished(delivery)
                DeliveryNotice(peil: peil).tell(delivery)
            case .nothing:
                log(delivery)
                return delivery
            }
        }
    }

    /// The size in bytes from which on a second thread pays.
    private static let largeFile = 16 << 20

    private func examine(_ delivery: Delivery) throws {
        let path = peil.configuration.spool + "/" + delivery.claim.spoolName
        let ledger = peil.ledger
        if let fault = try ArrivalCheck(peil: peil, moved: moved).fault(of: path) {
            return try reject(delivery, fault)
        }
        guard let status = try FileStatus(notFollowing: path) else {
            return try reject(delivery, ArrivalFinding.lost.finding)
        }
        let examiner = try peil.examiner(
            dataset: delivery.claim.dataset,
            edition: delivery.claim.edition,
            mode: delivery.claim.mode,
            drop: peil.configuration.drop(named: delivery.claim.drop),
            meansToReplace: Examiner.replaces(beside: path)
        )
        // A large file is read while its digest is computed; a small one only if it is known to be new.
        let isLarge = status.kind == .regular && status.size >= Self.largeFile
        // It is read here, where every core can help, and hashed on a thread of its own, or while its bytes
        // are read from start to end anyway.
        let (moved, interruption) = (moved, peil.interruption)
        let digesting = FileDigesting(of: path) { try interruption.check() }
        let hashing = isLarge ? Beside { try digesting.run() } : nil
        let (readings, size) = (peil.readings, status.size)
        defer { readings.end(delivery.id) }
        let progress: @Sendable (Int64) throws -> Void = { bytes in
            readings.note(delivery.id, bytes, of: size)
            moved()
            try interruption.check()
        }
        let ahead =
            isLarge ? Result { try examiner.read(path, progress: progress, onlooker: digesting) } : nil
        _ = try hashing?.result()
        guard let digest = try digesting.finished() else {
            return try reject(delivery, ArrivalFinding.notAFile(status.kind))
        }
        try ledger.setDigest(digest.sha256, bytes: digest.bytes, of: delivery.id)
        if let fault = ArrivalCheck.fault(of: digest, beside: path, named: delivery.claim.file) {
            return try reject(delivery, fault)
        }
        // The same amounts with other limits are another delivery.
        let hasLimits = Examiner.limits(beside: path) != nil
        if !hasLimits,
            let first = try ledger.currentSource(
                of: digest.sha256,
                claim: delivery.claim,
                before: delivery.id
            )
        {
            var report = first.report ?? DeliveryReport()
            report.findings.add(ArrivalFinding.duplicate.finding)
            return try ledger.markDuplicate(delivery.id, of: first.id, report: report)
        }

        let reading = try ahead?.get() ?? examiner.read(path, progress: progress)
        moved()
        try interruption.check()
        // From here on the stored values matter, so nobody else may change them.
        try peil.exclusively(delivery.claim.dataset, moved: moved) {
            let examination = try examiner.validate(reading, against: ledger)
            if let holdings = examination.holdings {
                _ = try ledger.accept(delivery.id, report: examination.report, holdings: holdings)
            } else {
                try ledger.reject(delivery.id, report: examination.report)
            }
        }
    }

    private func reject(_ delivery: Delivery, _ reason: Finding) throws {
        try peil.ledger.reject(delivery.id, report: DeliveryReport(findings: Findings([reason])))
    }

    private func log(_ delivery: Delivery) {
        peil.logger.info(
            "delivery finished",
            metadata: [
                "delivery": "\(delivery.id)", "drop": "\(delivery.claim.drop)",
                "file": "\(delivery.claim.file)",
                "outcome": "\(delivery.outcome?.rawValue ?? "-")",
                "duplicate": "\(delivery.duplicateOf != nil)",
                "findings": "\(delivery.report?.findings.total ?? 0)",
                "release": "\(delivery.release.map(String.init) ?? "-")",
            ]
        )
    }
}

/// A contradiction in the ledger about a delivery; no step can follow.
struct LedgerGap: Error, CustomStringConvertible {
    let delivery: DeliveryID
    var description: String {
        "the ledger does not know what became of delivery \(delivery); restore it from a backup"
    }
}
