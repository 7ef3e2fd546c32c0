package import Classification
package import Codebook
import Disclosure
import Extracts
package import Kinds
package import Ledger
package import Logging
package import Publish
import Releasing
import Statistics
import Workflow

/// Makes the next release of a data set from what is stored: only touched rows are scored anew.
package struct ReleaseMaker: Sendable {
    package let ledger: any LedgerStore
    package let publisher: Publisher
    package let models: ModelFiles
    package var gate = ReleaseGate.standard
    /// The secret that offsets are drawn by; nil where no data set has any.
    package var key: OffsetKeyFile?
    package let logger: Logger
    package let now: @Sendable () -> Timestamp
    /// Called between what a release is made of; what it throws ends the work, and what is due stays due.
    private let checkpoint: @Sendable () throws -> Void

    package init(
        ledger: any LedgerStore,
        publisher: Publisher,
        models: ModelFiles,
        gate: ReleaseGate = ReleaseGate.standard,
        key: OffsetKeyFile? = nil,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp,
        checkpoint: @escaping @Sendable () throws -> Void = {}
    ) {
        self.ledger = ledger
        self.publisher = publisher.checking(checkpoint)
        self.checkpoint = checkpoint
        self.models = models
        self.gate = gate
        self.key = key
        self.logger = logger
        self.now = now
    }

    /// Makes a release if one is due, switches `current` to it, and records it.
    ///
    /// A process may have ended after the switch and before the record, and something may have changed since.
    /// The release that was current under that number keeps it, and what is due takes the next.
    /// - Returns: The release; nil when none was due, and when it is held back or waits for approval.
    @discardableResult
    package func make(codebook: Codebook, edition: Edition) throws -> ReleaseRecord? {
        do {
            return try makeOnce(codebook: codebook, edition: edition)
        } catch let taken as ReleaseNumberTaken {
            try recordUnrecorded(taken.number, dataset: codebook.dataset)
            return try makeOnce(codebook: codebook, edition: edition)
        }
    }

    /// Keeps the release before where nothing could prove the new one safe, and says so without any figure.
    private func holdBack(
        _ pending: PendingRelease,
        because reason: String = "what it would withhold could not be proved safe"
    ) throws {
        try ledger.holdBack(pending, at: now())
        logger.critical(
            "no release is made: \(reason); the release before stays",
            metadata: [
                "dataset": "\(pending.dataset)",
                "deliveries": "\(pending.deliveries.map(\.description).joined(separator: " "))",
            ]
        )
    }

    /// Notes what the release is about to say, unless that number was published and then not recorded.
    private func note(_ work: ReleaseWork, dataset: String, number: Int) throws {
        let changes = work.changes.map {
            VersionChange(period: $0.period, region: $0.region, bytes: $0.bytes)
        }.sorted { ($0.period, $0.region) < ($1.period, $1.region) }
        if publisher.currentNumber(dataset: dataset) == number {
            let periods = Set(
                changes.map(\.period) + (try ledger.storedPeriods(dataset: dataset)).map(\.period)
            )
            let planned = try periods.sorted().flatMap {
                try ledger.plannedVersions(dataset: dataset, period: $0, release: number)
            }
            guard planned == changes else { throw ReleaseNumberTaken(number: number) }
        }
        for release in work.unnoted {
            try ledger.planVersions(
                release.changes.map { VersionChange(period: $0.period, region: $0.region, bytes: $0.bytes) },
                dataset: dataset,
                release: release.number
            )
        }
        try ledger.planVersions(changes, dataset: dataset, release: number)
    }

    private func recordUnrecorded(_ number: Int, dataset: String) throws {
        guard let manifest = publisher.manifest(dataset: dataset, number: number) else { return }
        // Which periods it told of is known from its tables, so that it is known how they were protected.
        let tables = manifest.files.filter {
            $0.path.hasPrefix("statline/") && $0.path.hasSuffix(".csv") && $0.table ?? "figures" == "figures"
        }
        let record = ReleaseRecord(
            dataset: dataset,
            number: number,
            base: manifest.base,
            time: now(),
            extractsHash: manifest.extractsHash,
            deliveries: [],
            changedRows: Dictionary(tables.map { ($0.period, $0.rows) }) { first, _ in first }
        )
        let nothing = PendingRelease(
            dataset: dataset,
            base: manifest.base,
            touched: [:],
            deliveries: [],
            mark: 0
        )
        try ledger.recordRelease(record, completing: nothing)
        logger.notice(
            "a release that a crash left unrecorded is recorded",
            metadata: ["dataset": "\(dataset)", "release": "\(number)"]
        )
    }

    /// Makes what is due: the graph of its tables, what of the base is intact, what is read, made, judged, noted and
    /// published, in this order.
    private func makeOnce(codebook: Codebook, edition: Edition, isBaseTrusted: Bool = true) throws
        -> ReleaseRecord?
    {
        try recordWhatIsOut(codebook)
        guard let pending = try ledger.pendingRelease(dataset: codebook.dataset) else { return nil }
        if try keepsItsPlace(before: pending, codebook, edition) { return nil }
        let versions = try ledger.someVersions(dataset: codebook.dataset)
        if let other = try OtherMethod(of: codebook, ledger, versions: versions) {
            try holdBack(pending, because: "\(other)")
            return nil
        }
        if let other = try OtherCoefficients(of: codebook, ledger, versions: versions) {
            try holdBack(pending, because: "\(other)")
            return nil
        }
        let periods = try ledger.storedPeriods(dataset: codebook.dataset)
        let number = try ledger.nextReleaseNumber(dataset: codebook.dataset)
        let kind = codebook.kind
        var reading = StoredReading(ledger: ledger, codebook: codebook, edition: edition, number: number)
        let stored = try reading.outline(periods, versions: versions)
        let protections = stored.periods.reduce(into: [:]) { $0[$1.period] = kind.protection(of: $1) }
        let byOffsets = protections.filter { $0.value == .offsets }.keys.sorted()
        if codebook.protection.method == .proved, byOffsets.count < stored.periods.count {
            reading.unnoted = try EarlierReleases.read(
                publisher,
                ledger,
                codebook: codebook,
                edition: edition.key
            )
        }
        let engine = try ReleaseEngine(kind: kind, stored: stored)
        let tables = engine.tables(touched: try touched(pending, codebook, edition, reading))
        let base = publisher.base(
            of: ReleaseOutline(
                codebook: codebook,
                edition: edition,
                base: pending.base,
                tables: tables.map(\.outline)
            )
        )
        var work = engine.work(
            on: tables,
            reusing: base.tables.map { table in
                TableReuse(
                    isThere: table.isThere,
                    hasFiles: isBaseTrusted && table.hasFiles,
                    hasRows: isBaseTrusted && table.hasRows
                )
            },
            tools: .overCores(
                gate: gate.checking(checkpoint),
                key: key?.offsets,
                // A piece that is done is a sign of life; the step is ended between pieces of the release.
                moved: { [checkpoint] in try? checkpoint() }
            )
        )
        var finished: [Int: (content: PeriodPlan.Content, changed: Int?)] = [:]
        for table in work.unchanged { finished[table.rank] = (table.content.planned, nil) }
        for (period, need) in work.needs {
            try checkpoint()
            for table in try work.take(reading.read(period, need)) {
                finished[table.rank] = (table.content.planned, table.changedRows)
            }
        }
        let refused = work.refused.map {
            ReleaseAccount.Line(
                region: $0.region.description,
                figure: codebook.variables[$0.variable].key,
                period: $0.period.name,
                isShown: $0.isShown
            )
        }
        for line in refused {
            logger.warning(
                "a line of the a-priori list could not be granted",
                metadata: [
                    "dataset": "\(codebook.dataset)", "region": "\(line.region)",
                    "period": "\(line.period ?? "")", "figure": "\(line.figure)",
                ]
            )
        }
        guard work.isSafe else {
            try holdBack(pending)
            return nil
        }
        if kind.notesReleases {
            let draws = work.changes.contains {
                byOffsets.contains($0.period) || codebook.hasNumbersWithOffsets
            }
            if let key, draws, try ledger.keyMark() == nil {
                try ledger.setKeyMark(key.mark)
            }
            try note(work, dataset: codebook.dataset, number: number)
        }
        try checkpoint()
        let time = now()
        let standing = Set(periods.flatMap(\.deliveries)).sorted()
        let sets = stored.periods.compactMap { period in
            kind.coefficientSet(of: period).map { (period.period, $0) }
        }
        let plan = ReleasePlan(
            number: number,
            base: base,
            timeMilliseconds: time.milliseconds,
            deliveries: standing.map { Manifest.Source(delivery: $0.description) },
            coefficientSets: Dictionary(sets) { $1 },
            periods: base.tables.enumerated().compactMap { rank, table in
                finished[rank].map { PeriodPlan(table, $0.content) }
            },
            protections: protections
        )
        let published: PublishedRelease
        do {
            published = try publisher.publish(plan)
        } catch let damaged as DamagedBase where isBaseTrusted {
            logger.warning(
                "\(damaged); everything is made anew",
                metadata: ["dataset": "\(codebook.dataset)"]
            )
            return try makeOnce(codebook: codebook, edition: edition, isBaseTrusted: false)
        }
        try models.write(dataset: codebook.dataset, number: number, base: pending.base)
        let record = ReleaseRecord(
            dataset: codebook.dataset,
            number: number,
            base: pending.base,
            time: time,
            extractsHash: published.extractsHash,
            deliveries: pending.deliveries,
            changedRows: changedRows(tables, finished.mapValues(\.changed), published),
            account: codebook.protection.method.isProved
                ? ReleaseAccount(cost: work.cost, proof: work.proof, refused: refused).text : nil,
            rules: codebook.version
        )
        guard published.reasonsToWait.isEmpty else {
            try wait(record, pending, published.reasonsToWait)
            return nil
        }
        try ledger.recordRelease(record, completing: pending)
        for period in byOffsets {
            try ledger.forgetVersions(dataset: codebook.dataset, period: period, until: number)
        }
        var metadata: Logger.Metadata = [
            "dataset": "\(codebook.dataset)", "release": "\(number)",
            "render-seconds": "\(milli(published.renderSeconds))",
            "fsync-seconds": "\(milli(published.durabilitySeconds))",
        ]
        if kind.notesReleases {
            let durations = work.durations ?? (.zero, .zero)
            metadata["protect-seconds"] = "\(milli(durations.protecting / .seconds(1)))"
            metadata["judge-seconds"] = "\(milli(durations.judging / .seconds(1)))"
        }
        logger.info("released", metadata: metadata)
        return record
    }

    /// The regions touched since the release before; everything, where that one was made by other rules, and where what
    /// it says was noted by nobody.
    private func touched(
        _ pending: PendingRelease,
        _ codebook: Codebook,
        _ edition: Edition,
        _ reading: StoredReading
    ) throws -> TouchedPeriods {
        let base = pending.base.flatMap { publisher.manifest(dataset: codebook.dataset, number: $0) }
        let rules = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.rules
        guard rules == codebook.version, base?.edition == edition.key, reading.unnoted.isEmpty
        else { return TouchedPeriods(nil) }
        return TouchedPeriods(
            pending.touched.mapValues { touched in
                switch touched {
                case .all: .all
                case .regions(let codes): .regions(codes)
                }
            }
        )
    }

    /// The number of rows of the regions' own tables that were made anew, by period.
    private func changedRows(_ tables: [StaleTable], _ changed: [Int: Int?], _ published: PublishedRelease)
        -> [String: Int]
    {
        var rows: [String: Int] = [:]
        for (rank, table) in tables.enumerated() where table.head.subject == nil && table.stale != nil {
            guard let own = changed[rank] else { continue }
            let name = table.head.period.name
            rows[name] = own ?? published.changedRows[name] ?? published.rows[name] ?? 0
        }
        return rows
    }

    private func milli(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

extension StaleTable {
    /// The table as an outline for publishing.
    fileprivate var outline: TableOutline {
        TableOutline(
            period: head.period,
            status: head.status,
            columns: head.columns,
            subject: head.subject.map {
                ExtractSubject(
                    suffix: "_" + $0.name,
                    table: $0.isDevelopment ? .development : .figures,
                    codebook: $0.codebook,
                    edition: $0.edition
                )
            },
            comparedWith: head.comparedWith,
            isInPart: isInPart
        )
    }
}

extension FinishedTable.Content {
    /// The rows as they are published; whole tables compact, so that many can wait for the last.
    fileprivate var planned: PeriodPlan.Content {
        switch self {
        case .unchanged: .unchanged
        case .rows(let changed, let removed): .rows(changed: changed, removed: removed)
        case .compared(let table): .compared(PublishedRows(table))
        case .whole(let table): .whole(PublishedRows(table))
        }
    }
}
