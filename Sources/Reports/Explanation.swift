package import Classification
package import Codebook
import Disclosure
import Kinds
package import Ledger
import ReleaseService
import Scoring
package import Statistics

/// The derivation of a published row, for those who may read the ledger.
package struct Explanation: Encodable {
    package let dataset: String
    package let region: String
    package let name: String
    package let level: String
    let partOf: [String]
    package let period: String
    package let status: String
    package let form: String
    package let edition: String
    /// The deliveries in force of the period.
    package let deliveries: [ExplainedSource]
    /// The origin of the region's own counts.
    let origin: String
    package let coefficientSet: String?
    /// The counted unit, in the language of the output, for example private households.
    package let unit: String
    package let units: Int64?
    package let counts: [Count]
    package let figures: [Shown]
    /// The reason for suppression, in words; nil if no figure is suppressed.
    package let withheld: String?
    /// The replacement figures and their reasons, if figures are proved safe.
    package let protection: ProtectionChain?
    /// The feasibility intervals of a suppressed region; nil without proof or suppression.
    package let outsider: OutsiderBounds?

    /// The units of one category.
    package struct Count: Encodable {
        package let variable: String
        package let category: String
        package let group: String
        package let count: Int64
        package let coefficient: String?
    }

    /// A figure before and after protection.
    package struct Shown: Encodable {
        package let topic: String
        package let title: String
        package let exact: String
        package let published: String?
    }

    /// Collects the stored values of a region and period.
    ///
    /// For a postcode, `edition` and `codebook` are those of postcodes, and `isPostcode` is true.
    package init(
        of index: RegionIndex,
        in period: Period,
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore,
        language: Language,
        isPostcode: Bool = false
    ) throws {
        let region = edition[index]
        let isImputed = try ledger.keptModel(dataset: codebook.dataset, period: period) != nil
        let isSuppressed = try ToldProtection(of: codebook, ledger).inForce(for: period) == .suppression
        guard
            let stored = try ledger.storedPeriods(dataset: codebook.dataset).first(where: {
                $0.period == period
            }
            ),
            let form = codebook.form(stored.form),
            let aggregation = Aggregation(
                codebook: codebook,
                edition: edition,
                form: form,
                period: period,
                status: stored.status,
                columns: stored.columns,
                isImputed: isImputed,
                wanted: isSuppressed && form.holdsCounts ? codebook.ranksWithoutUnits : nil
            )
        else {
            throw CommandFailure(.unusableInput, "nothing is held of \(codebook.dataset) for \(period.name)")
        }
        var tallies: [RegionIndex: Tally] = [:]
        var bringers: [RegionIndex: DeliveryID] = [:]
        let below = [index] + edition.descendants(of: index).map(RegionIndex.init)
        if isPostcode {
            guard
                var sums = PostcodeSums(
                    codebook: codebook,
                    form: form,
                    period: period,
                    status: stored.status,
                    isImputed: isImputed
                )
            else {
                throw CommandFailure(
                    .unusableInput,
                    "\(period.name) is not held as units, so nothing is known of postcodes"
                )
            }
            try ledger.forEachTally(dataset: codebook.dataset, period: period, regions: nil) { tally in
                let before = sums.counts(of: index)
                sums.add(tally.tally)
                if sums.counts(of: index) != before, let delivery = tally.delivery {
                    bringers[RegionIndex(bringers.count)] = delivery
                }
            }
            tallies[index] = sums.counts(of: index).map { Tally(counts: $0) }
        } else {
            try ledger.forEachTally(
                dataset: codebook.dataset,
                period: period,
                regions: below.map { edition[$0].code }
            ) { tally in
                guard case .known(let place) = edition.lookUp(tally.region) else { return }
                (tallies[place], bringers[place]) = (tally.tally, tally.delivery)
            }
        }
        let counts = form.holdsCounts ? aggregation.counts(of: index, stored: tallies) : nil
        let exact = aggregation.figures(of: index, stored: tallies)
        guard let exact else {
            throw CommandFailure(
                .unusableInput,
                isPostcode
                    ? "\(region.code) has no row for \(period.name): no unit was delivered with it"
                    : "\(region.code) has no row for \(period.name): it was not delivered, and not all of its parts were"
            )
        }
        let table = FiguresTable(
            period: period,
            status: stored.status,
            columns: aggregation.columns,
            rows: [.init(region: index, figures: exact)]
        )
        let isPublished = codebook.levels.contains(edition.levels[region.level].key)
        let outcome =
            isPublished && !isPostcode
            ? try PublishedFigures.of(
                period,
                .regions([region.code]),
                codebook: codebook,
                edition: edition,
                ledger: ledger
            ) : nil
        protection =
            isPublished
            ? try ProtectionChain(
                of: region.code,
                in: period,
                form: form,
                columns: aggregation.columns,
                codebook: codebook,
                ledger: ledger,
                language: language,
                below: below.map { edition[$0].code },
                counts: isPostcode ? nil : counts
            ) : nil
        outsider =
            isPublished && !isPostcode && protection?.protection == .suppression
                && protection?.isShown == false
            ? try OutsiderBounds(
                of: index,
                in: period,
                columns: aggregation.columns,
                codebook: codebook,
                edition: edition,
                ledger: ledger,
                language: language
            ) : nil
        let published =
            isPublished
            ? (protection?.values
                ?? outcome?.tables.first?.rows.first { $0.region == index }?.values
                ?? protect(table, with: codebook).rows.first?.values) : nil

        dataset = codebook.dataset
        self.region = region.code.description
        name = region.name
        level = edition.levels[region.level].key
        partOf = edition.ancestors(of: index).map { "\(edition[$0].code) \(edition[$0].name)" }
        self.period = period.name
        status = stored.status.rawValue
        self.form = form.key
        self.edition = stored.edition
        deliveries = try ExplainedSource.all(stored.deliveries, in: ledger, broughtBy: Set(bringers.values))
        let children = edition.children(of: index)
        let isSum =
            form.holdsCounts && !children.isEmpty
            && children.allSatisfy { aggregation.isKnown($0, stored: tallies) }
        origin =
            isPostcode
            ? "the sum of its units in \(bringers.count) \(bringers.count == 1 ? "region" : "regions")"
            : isSum ? "the sum of its \(children.count) parts" : "delivered for the region itself"
        unit = codebook.unit[language]
        units = exact.population
        let set = form.holdsCounts ? codebook.scheme.coefficients?.set(for: period) : nil
        coefficientSet = set?.key
        self.counts =
            counts.map {
                Self.marginals(aggregation.categories(in: $0), codebook, set, language)
            } ?? []
        figures = zip(aggregation.columns, exact.figures).enumerated().map { position, column in
            let topic = codebook.topics[column.0]
            return Shown(
                topic: topic.key,
                title: topic.title[language],
                exact: column.1.decimal(of: topic),
                published: published.map { $0[position].text(decimals: topic.decimals) }
            )
        }
        if !isPublished {
            withheld = "this level is computed, never published"
        } else if protection == nil, let units = exact.population, units < codebook.protection.threshold {
            withheld = "the region has fewer \(codebook.unit.en) than may be published about"
        } else {
            withheld = outcome.flatMap { Self.reasons($0, index, codebook, language) }
        }
    }

    private static func marginals(
        _ counts: [[Int64]],
        _ codebook: Codebook,
        _ set: CoefficientSet?,
        _ language: Language
    ) -> [Count] {
        codebook.variables.enumerated().flatMap { rank, variable in
            variable.categories.enumerated().map { category, entry in
                Count(
                    variable: variable.title[language],
                    category: entry.title[language],
                    group: variable.groups.first { $0.categories.contains(category) }?.title[language] ?? "",
                    count: counts[rank][category],
                    coefficient: set.map {
                        decimalText($0.coefficients[rank][category], decimals: $0.decimals)
                    }
                )
            }
        }
    }

    /// Prints the explanation for people.
    package func write(to terminal: Terminal) {
        terminal.line(terminal.styled("\(region) \(name), \(period)", .bold) + "  (confidential)")
        let whole = partOf.isEmpty ? "" : " of \(partOf.joined(separator: ", "))"
        // Names are long: what comes behind them has a line of its own.
        terminal.line("  \(level)\(whole)")
        terminal.line("  edition \(edition); \(status)")
        terminal.line("  held in the form '\(form)': \(origin)")
        if let coefficientSet { terminal.line("  coefficient set \(coefficientSet)") }
        if let units { terminal.line("  \(units) \(unit)") }
        if let withheld { terminal.line("  " + terminal.styled("withheld: \(withheld)", .yellow)) }
        protection?.write(to: terminal)
        outsider?.write(to: terminal)
        terminal.line()
        deliveries.write(to: terminal, asked: "this region")
        if !counts.isEmpty {
            terminal.line()
            // A data set without scores has no coefficients to show.
            let isScored = counts.contains { $0.coefficient != nil }
            let last = isScored ? ["coefficient"] : []
            var table = TextTable(
                ["variable", "category", "published group", "count"] + last,
                rightAligned: [3, 4]
            )
            for count in counts {
                let coefficient = isScored ? [count.coefficient ?? "-"] : []
                table.add([count.variable, count.category, count.group, String(count.count)] + coefficient)
            }
            table.write(to: terminal)
        }
        terminal.line()
        var table = TextTable(["topic", "exact", "published"], rightAligned: [1, 2])
        for figure in figures { table.add([figure.title, figure.exact, figure.published ?? "-"]) }
        table.write(to: terminal)
    }
}
