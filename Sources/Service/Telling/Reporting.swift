import Codebook
import ConfigurationFiles
import Disclosure
import Drops
import Examination
import Files
import Glibc
import Kinds
import Ledger
import Logging
import Pages
import Publish
import ReleaseService
import Statistics
import SystemPackage
import Telemetry
import Website
import Workflow

/// Writes the receipt of a delivery, and moves its file to its final place.
struct Reporting {
    let peil: Peil
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}

    /// Writes the receipts, moves the file out of the spool, and records that the delivery is finished.
    func report(_ delivery: Delivery) throws {
        let time = peil.now()
        try writeReceipt(delivery, finished: time)
        try putAway(delivery)
        try peil.ledger.finish(delivery.id, at: time)
    }

    /// Writes the receipt of a delivery anew after it was taken back, in the place of the one before.
    func reportReversal(of id: DeliveryID) throws {
        guard var delivery = try peil.ledger.delivery(id), delivery.reverted != nil else { return }
        delivery.report?.findings.add(ArrivalFinding.reverted.finding)
        try writeReceipt(delivery, finished: delivery.finished ?? peil.now())
    }

    /// Writes the receipt of a finished delivery anew, because what became of its figures changed since; one that was
    /// taken back says so already.
    func reportAgain(_ id: DeliveryID) throws {
        guard let delivery = try peil.ledger.delivery(id), delivery.state == .finished,
            delivery.reverted == nil, let time = delivery.finished
        else { return }
        try writeReceipt(delivery, finished: time)
    }

    private func writeReceipt(_ delivery: Delivery, finished time: Timestamp) throws {
        let configuration = peil.configuration
        if let receipts = try folder(.receipts, of: delivery) {
            var finished = delivery
            finished.finished = time
            let receipt = try receipt(of: finished, language: configuration.language)
            let effects = try effects(of: finished)
            try write(receipt, effects: effects, in: receipts, as: fileName(delivery))
        }
    }

    /// Writes a receipt in all its forms.
    func write(
        _ receipt: Receipt,
        effects: ReceiptEffects?,
        in receipts: borrowing Directory,
        as name: String
    ) throws(MachineFault) {
        // What programs wait for comes last, when everything else of it is there.
        let files: [(bytes: [UInt8]?, suffix: String)] = [
            (receipt.letter, ".letter.htm"),
            (receipt.validationReport(generator: "peil \(Version.number)"), ".ess-json"),
            (receipt.page(effects: effects), ".html"), (receipt.json, ".json"),
        ]
        for (bytes, suffix) in files {
            guard let bytes else { continue }
            try receipts.write(
                bytes,
                as: component(name + suffix),
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
        }
    }

    /// Visible changes of the release with a delivery, or with its reversal; nil where there is none.
    private func visible(_ delivery: Delivery) throws -> Receipt.Visible? {
        let dataset = delivery.claim.dataset
        guard delivery.outcome == .accepted, delivery.duplicateOf == nil, let first = delivery.release else {
            return nil
        }
        // The release that took a delivery back is one of the newest when its receipt is written anew.
        let shown =
            delivery.reverted == nil
            ? try peil.ledger.release(dataset: dataset, number: first)
            : try peil.ledger.releases(dataset: dataset, limit: 20)
                .first { $0.number > first && $0.deliveries.contains(delivery.id) }
        guard let shown else { return nil }
        return changes(of: shown)?.visible
    }

    /// Changes of published figures by the release of a delivery; nil where it changed none that can be told.
    func effects(of delivery: Delivery) throws -> ReceiptEffects? {
        guard Self.hasEffects(delivery), let number = delivery.release,
            let release = try peil.ledger.release(dataset: delivery.claim.dataset, number: number)
        else { return nil }
        return changes(of: release)?.effects
    }

    /// Changes from one release to the next, as receipts tell them.
    struct ShownChanges: Sendable {
        let visible: Receipt.Visible
        /// Nil where the release has no tables for people.
        let effects: ReceiptEffects?
    }

    /// Changes of a release from the one before, worked out once; nil where one of them is gone or cannot
    /// be read whole.
    ///
    /// Both are read from the releases themselves, so nothing but protected figures can be told.
    private func changes(of release: ReleaseRecord) -> ShownChanges? {
        if let known = peil.shown.peek(release) { return known }
        func tables(_ number: Int) -> ReleaseTables? {
            ReleaseTables(root: peil.configuration.publish, dataset: release.dataset, number: number)
        }
        guard let own = tables(release.number) else { return nil }
        let base = release.base.map(tables)
        // Without its base nobody can say what is new in a release.
        if let base, base == nil { return nil }
        let comparison = ReleaseComparison(of: own, since: base ?? nil)
        // A table that cannot be read now may be read the next time.
        guard !comparison.isPartial else { return nil }
        return peil.shown.value(release) {
            ShownChanges(
                visible: Receipt.Visible(
                    added: comparison.count(.added),
                    changed: comparison.count(.changed),
                    removed: comparison.count(.removed),
                    newlyWithheld: comparison.count(.withheld),
                    waiting: ReleaseAccount(release.account)?.cost.frozen ?? 0
                ),
                effects: own.files.isEmpty ? nil : ReceiptEffects(comparison, since: release.base)
            )
        }
    }

    /// Where the receipt of a delivery is, for programs.
    func receiptPath(_ delivery: Delivery) -> String {
        let drop = peil.configuration.drop(named: delivery.claim.drop)
        let folder =
            drop.map { $0.path + "/_receipts" } ?? peil.configuration.state + "/receipts/"
            + delivery.claim.drop
        return "\(folder)/\(fileName(delivery)).json"
    }

    /// Whether a delivery changed published figures that can still be told.
    static func hasEffects(_ delivery: Delivery) -> Bool {
        delivery.outcome == .accepted && delivery.duplicateOf == nil && delivery.reverted == nil
    }

    /// The receipt of a delivery that was examined.
    func receipt(of delivery: Delivery, language: Language) throws -> Receipt {
        var delivery = delivery
        let changed = try changedRegions(by: delivery)
        delivery.report?.changedRegions = changed
        let configuration = peil.configuration
        var receipt = Receipt(
            delivery,
            language: language,
            releasePath: delivery.release.map {
                "\(configuration.publish)/\(delivery.claim.dataset)/releases/\(Publisher.name($0))"
            },
            protection: try protection(of: delivery),
            reasons: peil.catalogue.codebooks[delivery.claim.dataset]?.leaveOutTitles ?? [:]
        )
        receipt.isReverted = delivery.reverted != nil
        receipt.awaits = try awaited(by: delivery)
        receipt.visible = try visible(delivery)
        return receipt
    }

    /// Event that the figures of a delivery wait for; nil where they are published, or held back.
    private func awaited(by delivery: Delivery) throws -> Receipt.Awaited? {
        let dataset = delivery.claim.dataset
        guard delivery.isHeldBack, try peil.ledger.heldBack(dataset: dataset) == nil else { return nil }
        let waiting = try peil.ledger.waitingRelease(dataset: dataset)
        return waiting?.isOpen == true && waiting?.release.deliveries.contains(delivery.id) == true
            ? .approval : .nextRelease
    }

    /// The account of protection of a delivery; nil if its data set is protected by the published rule alone.
    private func protection(of delivery: Delivery) throws -> Receipt.Protection? {
        guard delivery.outcome == .accepted, delivery.duplicateOf == nil,
            let codebook = peil.catalogue.codebooks[delivery.claim.dataset],
            codebook.protection.method.isProved
        else { return nil }
        let release = try delivery.release.flatMap { number in
            try peil.ledger.release(dataset: codebook.dataset, number: number)
        }
        let account = ReleaseAccount(release?.account)
        return Receipt.Protection(
            heldBack: try delivery.isHeldBack && peil.ledger.heldBack(dataset: codebook.dataset) != nil,
            cost: account.map { account in
                let cost = account.cost
                return Receipt.Protection.Cost(
                    rows: cost.rows,
                    small: cost.small,
                    withheldForOthers: cost.withheldForOthers,
                    unitsForOthers: cost.unitsForOthers / codebook.protection.rounding
                        * codebook.protection.rounding,
                    merged: cost.merged,
                    frozen: cost.frozen,
                    coarser: codebook.mayHaveOffsets ? cost.coarser : nil
                )
            },
            isPublic: delivery.report?.form.flatMap(codebook.form)?.holdsCounts == false,
            refused: refused(account, delivery)
        )
    }

    /// The lines of an a-priori list for the periods of a delivery that its release could not grant; others of the release
    /// are of other deliveries.
    private func refused(_ account: ReleaseAccount?, _ delivery: Delivery) -> [Receipt.Protection.Refused] {
        let periods = delivery.report?.periods ?? []
        return (account?.refused ?? []).filter { line in line.period.map(periods.contains) ?? true }.map {
            Receipt.Protection.Refused(
                region: $0.region,
                period: $0.period,
                figure: $0.figure,
                isShown: $0.isShown
            )
        }
    }

    /// The number of regions whose figures changed because of a delivery.
    ///
    /// If areas are ranked against each other, a count may change regions that were not delivered: then the
    /// number of changed rows of its release is used, if larger.
    private func changedRegions(by delivery: Delivery) throws -> Int {
        let changed = delivery.report?.changedRegions ?? 0
        let dataset = delivery.claim.dataset
        guard changed > 0, let number = delivery.release,
            peil.catalogue.codebooks[dataset]?.kind.movesOtherRegions == true,
            let release = try peil.ledger.release(dataset: dataset, number: number)
        else { return changed }
        return max(changed, release.changedRows.values.reduce(0, +))
    }

    /// Opens a folder of Peil's in the drop of a delivery, whatever strangers may have put in its place.
    ///
    /// A drop that is no longer configured has nobody to tell; what there is to say of it is kept in the state.
    func folder(_ folder: DropFolder, of delivery: Delivery) throws(MachineFault) -> Directory? {
        let configuration = peil.configuration
        guard let drop = configuration.drop(named: delivery.claim.drop) else {
            guard folder == .receipts else { return nil }
            let path = configuration.state + "/receipts/" + delivery.claim.drop
            try Durable.createDirectory(path, mode: 0o700)
            return try Directory(FilePath(path))
        }
        return try folder.open(in: drop, peil: peil)
    }
}
