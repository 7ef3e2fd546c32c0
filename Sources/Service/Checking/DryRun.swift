import Codebook
import ConfigurationFiles
import Examination
import Files
import Ledger
import Statistics
import Telemetry
import Workflow

/// The way of a file as a delivery goes it, but without the ledger: what a receipt can say of the file by itself.
///
/// Nothing of it depends on what is stored or was released: neither who may try files in a drop that only checks nor who
/// has a token need have the right to deliver, and either could ask with guesses, as often as he likes.
struct DryRun {
    let peil: Peil
    let drop: Configuration.Drop
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}
    /// How long the file may be read, in milliseconds; nil for as long as it takes.
    var patience: Int64?

    /// The file that is tried.
    struct File {
        /// Where it is; files that belong to it stand beside it.
        let path: String
        /// The name under which it was handed in.
        let name: String
        /// Number of its receipt.
        let number: String
        /// When it was handed in.
        let received: Timestamp
    }

    /// The receipt of a file that was only checked.
    ///
    /// - Throws: What is wrong with the machine; ``TookTooLong`` where reading takes longer than the patience lasts. The
    ///   ledger is neither read nor written.
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
                outcome: verdict.outcome
            ),
            report: verdict.report,
            language: language,
            releasePath: nil,
            reasons: peil.catalogue.codebooks[drop.dataset]?.leaveOutTitles ?? [:]
        )
        receipt.isCheck = true
        return receipt
    }

    /// The check took longer than its patience.
    struct TookTooLong: Error {}

    /// A check that work may go on.
    private var goesOn: @Sendable () throws -> Void {
        let end = patience.map { Elapsed.milliseconds + $0 }
        return { [peil, moved] in
            moved()
            try peil.interruption.check()
            if let end, Elapsed.milliseconds > end { throw TookTooLong() }
        }
    }

    private struct Verdict {
        var outcome = DeliveryOutcome.rejected
        var report: DeliveryReport

        init(_ report: DeliveryReport) { self.report = report }
        init(_ fault: Finding) { report = DeliveryReport(findings: Findings([fault])) }
    }

    private func verdict(of file: File, _ sha256: inout String?) throws -> Verdict {
        if let fault = try ArrivalCheck(peil: peil, moved: moved).fault(of: file.path) {
            return Verdict(fault)
        }
        let goesOn = goesOn
        let digesting = FileDigesting(of: file.path) { try goesOn() }
        guard let digest = try digesting.finished() else {
            return Verdict(ArrivalFinding.notAFile(FileStatus(of: file.path)?.kind))
        }
        sha256 = digest.sha256
        if let fault = ArrivalCheck.fault(of: digest, beside: file.path, named: file.name) {
            return Verdict(fault)
        }
        let examiner = try peil.examiner(of: drop, meansToReplace: false)
        let reading = try examiner.read(file.path) { _ in try goesOn() }
        let examination = try examiner.validateAlone(reading)
        var verdict = Verdict(examination.report)
        if examination.holdings != nil { verdict.outcome = .accepted }
        return verdict
    }
}
