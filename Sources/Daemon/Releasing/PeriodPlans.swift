import Classification
import Codebook
import Disclosure
import Ledger
import Publish
import Scoring
import Statistics

/// What a release is to hold of each held period, given what was touched since the one before.
///
/// A period has up to three tables: the figures of its regions; those of postcodes, where units were delivered
/// with them; and the development of scores, where another year that they compare with is held.
struct PeriodPlans {
    let codebook: Codebook
    let edition: Edition
    let ledger: any LedgerStore
    /// The periods that are held.
    let held: [StoredPeriod]
    /// The release before, if it was made by the same rules; nil when everything is to be made anew.
    let base: Manifest?
    /// What changed since, by period.
    let touched: [Period: PendingRelease.Touched]
    /// What is protected with the releases before in mind; nil where the codebook asks for the published rule alone.
    let proved: ProvedPeriods?

    /// Every table of every held period, by rising period.
    func all() throws -> [PeriodPlan] {
        let postcodes = try codebook.postcodes.map {
            try Edition.postcodes(level: $0.level, title: $0.title, postcodes: RecordCells.postcodes)
        }
        let topics = DevelopmentTopics(codebook)
        let (apart, held) = (
            held.filter { codebook.form($0.form)?.holdsTopicsApart == true },
            held.filter { codebook.form($0.form)?.holdsTopicsApart != true }
        )
        let indices = apart.isEmpty ? [] : self.indices()
        let plans = try held.flatMap { period in
            if let proved = try proved?.period(period, postcodes: postcodes) {
                let changes = try topics.flatMap { try development(of: period, $0, postcodes) }
                return try figures(of: proved) + (changes.map { [$0] } ?? [])
            }
            var plans = [try figures(of: period)]
            if let postcodes { plans += try self.postcodes(of: period, postcodes).map { [$0] } ?? [] }
            if let topics { plans += try development(of: period, topics, postcodes).map { [$0] } ?? [] }
            return plans
        }
        return indices.isEmpty ? plans : (plans + indices).sorted { $0.period < $1.period }
    }

    /// The years of an index, which is relative: whatever is touched may move any area, so a touched year is
    /// made whole, and rows that came out otherwise are those that changed.
    private func indices() -> [PeriodPlan] {
        HeldIndex.made(of: held, codebook: codebook, edition: edition, ledger: ledger).map { index in
            let whole = { @Sendable in try index.protected() }
            let isTouched = touch(of: Set(index.year.sources.map(\.period)).sorted()) != nil
            return PeriodPlan(
                period: index.year.period,
                status: index.status,
                columns: index.year.columns,
                content: isTouched ? .compared(whole) : .unchanged(whole: whole)
            )
        }
    }

    /// The tables of a period that is proved: of its regions, and of postcodes where there are any.
    private func figures(of period: ProvedPeriod) throws -> [PeriodPlan] {
        guard let proved else { return [] }
        let held = period.work.period
        let made: ProvedPeriod.Made?
        switch touch(of: [held.period]) {
        case nil: made = nil
        case .all: made = try proved.make(period, nil)
        case .regions(let codes): made = try proved.make(period, linked(codes))
        }
        func content(_ place: Int) -> PeriodPlan.Content {
            guard let made else { return .unchanged(whole: { try period.make().tables[place] }) }
            if case .regions? = touch(of: [held.period]), period.postcodes == nil {
                return .rows(
                    changed: made.tables[place],
                    removed: made.gone,
                    whole: { try period.make().tables[place] }
                )
            }
            return .whole({ made.tables[place] })
        }
        var plans = [
            PeriodPlan(
                period: held.period,
                status: held.status,
                columns: try period.work.columns,
                content: content(0)
            )
        ]
        if let postcodes = period.postcodes, let columns = try postcodes.work.postcodeColumns {
            let isThere = base?.files.contains {
                $0.period == held.period.name && $0.geography == postcodes.work.codebook.levels
            }
            if made == nil, isThere == false { return plans }
            plans.append(
                PeriodPlan(
                    period: held.period,
                    status: held.status,
                    columns: columns,
                    content: content(1),
                    subject: .postcodes(postcodes.work.codebook, edition: postcodes.edition)
                )
            )
        }
        return plans
    }

    /// All regions whose rows protection may change when some are touched: those that hang together with them.
    private func linked(_ codes: Set<RegionCode>) -> Set<RegionCode> {
        Set(Touched(codes: codes, edition: edition, codebook: codebook).codesToFetch(in: edition))
    }

    private func figures(of period: StoredPeriod) throws -> PeriodPlan {
        let codebook = codebook
        let work = HeldFigures(period: period, codebook: codebook, edition: edition, ledger: ledger)
        if let proved, let apart = proved.characteristics(period) {
            return try characteristics(apart, of: proved, columns: try work.columns)
        }
        let whole = { @Sendable in protect(try work.whole(), with: codebook) }
        return PeriodPlan(
            period: period.period,
            status: period.status,
            columns: try work.columns,
            content: try content(touch(of: [period.period]), whole: whole) { codes in
                let part = try work.part(codes)
                return (protect(part.changed, with: codebook), part.gone)
            }
        )
    }

    /// The figures of characteristics that are protected one by one, in whole gemeenten.
    private func characteristics(_ apart: CharacteristicFigures, of proved: ProvedPeriods, columns: [Int])
        throws -> PeriodPlan
    {
        let period = apart.period
        let whole = { @Sendable in try apart.make(nil).table }
        let content: PeriodPlan.Content
        switch touch(of: [period.period]) {
        case nil: content = .unchanged(whole: whole)
        case .all:
            let made = try proved.make(apart, nil)
            content = .whole({ made.table })
        case .regions(let codes):
            let made = try proved.make(apart, codes)
            content = .rows(changed: made.table, removed: made.gone, whole: whole)
        }
        return PeriodPlan(period: period.period, status: period.status, columns: columns, content: content)
    }

    /// The figures of postcodes: made whole when anything of the period was touched, since any region may have
    /// units of any postcode.
    private func postcodes(of period: StoredPeriod, _ postcodes: Edition) throws -> PeriodPlan? {
        guard let codebook = codebook.ofPostcodes else { return nil }
        let work = HeldFigures(period: period, codebook: codebook, edition: edition, ledger: ledger)
        guard let columns = try work.postcodeColumns else { return nil }
        let whole = { @Sendable in protect(try work.postcodes(), with: codebook) }
        let isTouched = touch(of: [period.period]) != nil
        // A period whose units had no postcode has no such table, and is not looked through again.
        let isThere = base?.files.contains {
            $0.period == period.period.name && $0.geography == codebook.levels
        }
        if !isTouched, isThere == false { return nil }
        return PeriodPlan(
            period: period.period,
            status: period.status,
            columns: columns,
            content: isTouched ? .whole(whole) : .unchanged(whole: whole),
            subject: .postcodes(codebook, edition: postcodes)
        )
    }

    /// How scores changed since other years that are held: made anew where any of these years was touched.
    private func development(of period: StoredPeriod, _ topics: DevelopmentTopics, _ postcodes: Edition?)
        throws
        -> PeriodPlan?
    {
        func figures(_ period: StoredPeriod) -> HeldFigures {
            HeldFigures(
                period: period,
                codebook: topics.source,
                edition: edition,
                ledger: ledger,
                wanted: topics.wanted
            )
        }
        var earlier: [DevelopmentTopics.Comparison: HeldFigures] = [:]
        for comparison in DevelopmentTopics.Comparison.allCases {
            guard let other = codebook.period(before: period.period, by: comparison),
                codebook.areComparable(period.period, other),
                let held = held.first(where: { $0.period == other })
            else { continue }
            earlier[comparison] = figures(held)
        }
        guard !earlier.isEmpty else { return nil }
        let current = figures(period)
        let others = earlier
        let periods = Set(others.values.map(\.period.period)).sorted()
        // A year that is no longer held may have been compared with before.
        let all = DevelopmentTopics.Comparison.allCases.compactMap {
            codebook.period(before: period.period, by: $0)
        }
        let stands = try standing(of: [current] + others.values, postcodes)
        let whole = { @Sendable in
            protectDevelopment(
                of: try current.whole(),
                since: try others.mapValues { try $0.whole() },
                topics: topics,
                published: try stands.tables(nil)
            )
        }
        return PeriodPlan(
            period: period.period,
            status: period.status,
            columns: Array(topics.result.topics.indices),
            content: try content(touch(of: [period.period] + all), whole: whole) { codes in
                let part = try current.part(codes)
                let changed = protectDevelopment(
                    of: part.changed,
                    since: try others.mapValues { try $0.part(codes).changed },
                    topics: topics,
                    published: try stands.tables(codes)
                )
                return (changed, part.gone)
            },
            subject: .development(topics),
            comparedWith: periods
        )
    }

    /// What is published of some periods after this release, where that is proved.
    private func standing(of figures: [HeldFigures], _ postcodes: Edition?) throws -> StandingTables {
        var periods: [Period: (ProvedPeriod, ProvedPeriod.Made?)] = [:]
        for held in figures.map(\.period) {
            guard let proved, let period = try proved.period(held, postcodes: postcodes) else { continue }
            switch touch(of: [held.period]) {
            case nil: periods[held.period] = (period, nil)
            case .all: periods[held.period] = (period, try proved.make(period, nil))
            case .regions(let codes): periods[held.period] = (period, try proved.make(period, linked(codes)))
            }
        }
        return StandingTables(periods: periods)
    }

    /// Where the rows of a table come from, given what was touched of what it is made of.
    private func content(
        _ touched: PendingRelease.Touched?,
        whole: @escaping @Sendable () throws -> ProtectedTable,
        part: (Set<RegionCode>) throws -> (changed: ProtectedTable, gone: [RegionIndex])
    ) throws -> PeriodPlan.Content {
        switch touched {
        case nil: return .unchanged(whole: whole)
        case .all: return .whole(whole)
        case .regions(var codes):
            // What is shown of a region may depend on all that it hangs together with.
            if let proved, codebook.protection.method == .proved {
                if codebook.postcodes != nil, !proved.touched.isEmpty { return .whole(whole) }
                codes = linked(codes)
            }
            let (changed, gone) = try part(codes)
            return .rows(changed: changed, removed: gone, whole: whole)
        }
    }

    /// What was touched of some periods together; nil when nothing was.
    private func touch(of periods: [Period]) -> PendingRelease.Touched? {
        guard base != nil else { return .all }
        var codes: Set<RegionCode>?
        for period in Set(periods) {
            switch touched[period] {
            case nil: continue
            case .all: return .all
            case .regions(let own): codes = (codes ?? []).union(own)
            }
        }
        return codes.map { .regions($0) }
    }
}

/// What is published of periods whose figures are proved safe.
struct StandingTables: Sendable {
    let periods: [Period: (ProvedPeriod, ProvedPeriod.Made?)]

    /// The tables of some regions, or of all, by period.
    func tables(_ codes: Set<RegionCode>?) throws -> [Period: ProtectedTable] {
        try periods.mapValues { try $0.published(codes, made: $1) }
    }
}
