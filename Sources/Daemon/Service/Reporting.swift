import Codebook
import Configuration
import Disclosure
import Drops
import Files
import Glibc
import Kinds
import Ledger
import Publish
import Statistics
import Telemetry
import Workflow

/// Tells the steward what became of a delivery, and puts the file where it belongs.
struct Reporting {
    let peil: Peil

    /// Writes the receipts, moves the file out of the spool, and records that the delivery is finished.
    func report(_ delivery: Delivery) throws {
        let configuration = peil.configuration
        let time = peil.now()
        // A drop that is no longer configured has nobody to tell; its deliveries are finished all the same.
        if let drop = configuration.drop(named: delivery.claim.drop) {
            let receipts = drop.path + "/" + DropDirectory.receipts
            try Durable.createDirectory(receipts, mode: 0o755)
            var finished = delivery
            finished.finished = time
            finished.report?.changedRegions = try changedRegions(by: delivery)
            let receipt = Receipt(
                finished,
                language: configuration.language,
                releasePath: delivery.release.map {
                    "\(configuration.publish)/\(delivery.claim.dataset)/releases/\(Publisher.name($0))"
                },
                protection: try protection(of: finished),
                reasons: peil.catalogue.codebooks[finished.claim.dataset]?.leaveOutTitles ?? [:]
            )
            let name = receipts + "/" + fileName(delivery)
            try Durable.write(receipt.json, to: name + ".json", mode: 0o644)
            try Durable.write(receipt.page, to: name + ".html", mode: 0o644)
        }
        try putAway(delivery)
        try peil.ledger.finish(delivery.id, at: time)
    }

    /// What protection made of a delivery; nil where its data set is protected by the published rule alone.
    private func protection(of delivery: Delivery) throws -> Receipt.Protection? {
        guard delivery.outcome == .accepted, delivery.duplicateOf == nil,
            let codebook = peil.catalogue.codebooks[delivery.claim.dataset],
            codebook.protection.method == .proved
        else { return nil }
        let release = try delivery.release.flatMap { number in
            try peil.ledger.releases(dataset: codebook.dataset, limit: 20).first { $0.number == number }
        }
        return Receipt.Protection(
            heldBack: delivery.isHeldBack,
            cost: ReleaseAccount(release?.account).map { account in
                let cost = account.cost
                return Receipt.Protection.Cost(
                    rows: cost.rows,
                    small: cost.small,
                    withheldForOthers: cost.withheldForOthers,
                    unitsForOthers: cost.unitsForOthers / codebook.protection.rounding
                        * codebook.protection.rounding,
                    merged: cost.merged,
                    held: cost.held
                )
            },
            isPublic: delivery.report?.form.flatMap(codebook.form)?.holdsCounts == false
        )
    }

    /// How many regions hold other figures since a delivery.
    ///
    /// Where areas are ranked beside each other, a count may move regions that were not delivered: then the rows
    /// that its release changed count, if they are more.
    private func changedRegions(by delivery: Delivery) throws -> Int {
        let held = delivery.report?.changedRegions ?? 0
        let dataset = delivery.claim.dataset
        guard held > 0, let number = delivery.release,
            peil.catalogue.codebooks[dataset]?.kind.movesOtherRegions == true,
            let release = try peil.ledger.releases(dataset: dataset, limit: 20).first(where: {
                $0.number == number
            })
        else { return held }
        return max(held, release.changedRows.values.reduce(0, +))
    }

    private func putAway(_ delivery: Delivery) throws {
        let configuration = peil.configuration
        let path = configuration.spool + "/" + delivery.claim.spoolName
        let folder = Durable.parent(of: path)
        var status = stat()
        if unsafe lstat(path, &status) == 0 {
            let isOrdinary = status.st_mode & S_IFMT == S_IFREG
            if delivery.outcome == .rejected, delivery.duplicateOf == nil || isOrdinary,
                let drop = configuration.drop(named: delivery.claim.drop)
            {
                let rejected = drop.path + "/" + DropDirectory.rejected
                try Durable.createDirectory(rejected, mode: 0o755)
                let target = rejected + "/" + fileName(delivery)
                try moveLimits(of: path, to: target)
                if isOrdinary {
                    try Durable.move(path, to: target)
                } else if unsafe rename(path, target) != 0 {
                    // What is no file cannot be copied to another file system, and need not be.
                    _ = unsafe unlink(path)
                }
            } else if delivery.duplicateOf == nil, isOrdinary, configuration.retention.archiveDays > 0 {
                let archive = configuration.archive + "/" + delivery.claim.dataset
                try Durable.createDirectory(archive, mode: 0o700)
                let target = archive + "/" + delivery.id.description + "." + shortened(delivery.claim.file)
                try moveLimits(of: path, to: target)
                try Durable.move(path, to: target)
            } else {
                _ = unsafe unlink(path)
            }
        }
        for suffix in DropDirectory.suffixesBeside { _ = unsafe unlink(path + suffix) }
        _ = unsafe rmdir(folder)
    }

    /// Keeps the limits that came beside a file next to it; they go first, so that a crash leaves no file without.
    private func moveLimits(of path: String, to target: String) throws {
        var status = stat()
        let limits = path + DropDirectory.limitsSuffix
        guard unsafe lstat(limits, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        try Durable.move(limits, to: target + DropDirectory.limitsSuffix)
    }

    private func fileName(_ delivery: Delivery) -> String {
        shortened(delivery.claim.file) + "." + delivery.id.description
    }

    /// A name that leaves room for what is put behind it: file systems allow 255 bytes.
    private func shortened(_ name: String) -> String {
        guard name.utf8.count > 200 else { return name }
        var short = name
        while short.utf8.count > 200 { short.removeLast() }
        return short
    }
}
