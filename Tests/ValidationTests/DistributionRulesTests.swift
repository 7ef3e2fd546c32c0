import Classification
import Codebook
import Statistics
import TestSupport
import Testing
import Validation
import ValidationWalks

/// Plausible one by one, impossible together.
@Suite struct `rules about distributions` {
    private static let codes: Set<String> = [
        "columns-exchanged", "signs-turned", "year-repeated", "scale-changed", "common-shift",
    ]

    /// A country in which some buurten lose or gain a few households of every kind.
    private func next(_ country: TrialCountry, seed: UInt64) -> TrialCountry {
        var random = SplitMix64(seed: seed)
        var next = country
        for index in country.edition.indices where country.edition.isLeaf(index) {
            for _ in 0..<Int.random(in: 5...40, using: &random) {
                let rank = Int.random(in: 0..<350, using: &random)
                let change: Int64 = Bool.random(using: &random) ? 1 : -1
                guard next.counts[index.position][rank] + change >= 0 else { continue }
                next.counts[index.position][rank] += change
                for above in country.edition.ancestors(of: index) {
                    next.counts[above.position][rank] += change
                }
            }
        }
        return next
    }

    /// A country whose first category of education is much larger than its last.
    private func country(seed: UInt64) -> TrialCountry {
        var country = TrialCountry(seed: seed)
        for index in country.edition.indices where country.edition.isLeaf(index) {
            for welvaart in 0..<10 {
                // Rank of the first education and work history.
                let rank = welvaart * 35
                country.counts[index.position][rank] += 40
                for above in country.edition.ancestors(of: index) {
                    country.counts[above.position][rank] += 40
                }
            }
        }
        return country
    }

    private func exchanged(_ delivery: TrialDelivery, _ a: Int, _ b: Int) -> TrialDelivery {
        var delivery = delivery
        for row in delivery.rows.indices {
            let values = delivery.rows[row].values
            delivery.rows[row].values[a] = values[b]
            delivery.rows[row].values[b] = values[a]
        }
        return delivery
    }

    private func codes(
        _ delivery: TrialDelivery,
        after before: TrialDelivery?,
        beside version: TrialDelivery? = nil
    )
        -> Set<String>
    {
        var stored: [Int: StoredPeriodFacts] = [:]
        if let before { stored[2018] = StoredPeriodFacts(Trial().validate(before), period: 2018) }
        if let version { stored[2019] = StoredPeriodFacts(Trial().validate(version)) }
        return Trial(stored: stored).validate(delivery).codes.intersection(Self.codes)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `say nothing of years that follow each other`(seed: UInt64) {
        let (first, second) = (country(seed: seed), next(country(seed: seed), seed: seed + 1000))
        #expect(codes(second.marginal(), after: first.marginal(period: "2018")).isEmpty)
        #expect(codes(second.joint(), after: first.published(period: "2018")).isEmpty)
        #expect(codes(second.published(), after: first.published(period: "2018")).isEmpty)
    }

    @Test func `say nothing of years that have nothing to do with each other`() {
        for seed in 0..<40 as Range<UInt64> {
            let (first, second) = (TrialCountry(seed: seed), TrialCountry(seed: seed + 500))
            #expect(codes(second.marginal(), after: first.marginal(period: "2018")).isEmpty)
        }
    }

    @Test func `find two categories that are exchanged`() {
        let (first, second) = (country(seed: 3), next(country(seed: 3), seed: 4))
        let wrong = exchanged(second.marginal(), 11, 15)
        #expect(codes(wrong, after: first.marginal(period: "2018")) == ["columns-exchanged"])
        #expect(codes(wrong, after: first.joint(period: "2018")) == ["columns-exchanged"])
        #expect(codes(wrong, after: nil, beside: second.marginal()) == ["columns-exchanged"])
        let findings = Trial(stored: [
            2018: StoredPeriodFacts(Trial().validate(first.marginal(period: "2018")), period: 2018)
        ])
        .findings("columns-exchanged", in: wrong)
        #expect(findings.first?.place == Place(line: 1, column: 120))
    }

    @Test func `find two measures of the spread of the total that are exchanged`() {
        func spread(_ country: TrialCountry, period: String, moved: Int64) -> TrialDelivery {
            var delivery = country.published(period: period)
            for row in delivery.rows.indices {
                let own = Int64(row) * 7 % 60 + (row % 2 == 0 ? moved : -moved)
                if delivery.rows[row].values[8]?.number != nil {
                    delivery.rows[row].values[8] = .number(640 + own)
                }
                if delivery.rows[row].values[9]?.number != nil {
                    delivery.rows[row].values[9] = .number(740 + own)
                }
            }
            return delivery
        }
        let before = spread(country(seed: 6), period: "2018", moved: 0)
        let after = spread(next(country(seed: 6), seed: 7), period: "2019", moved: 3)
        var trial = Trial()
        for form in trial.codebook.forms.indices where trial.codebook.forms[form].key == "published" {
            trial.codebook.forms[form].topics[8].measure = .meanDifference(variable: nil)
        }
        trial.stored = [2018: StoredPeriodFacts(trial.validate(before), period: 2018)]
        #expect(!trial.validate(after).codes.contains("columns-exchanged"))
        #expect(trial.validate(exchanged(after, 8, 9)).codes.contains("columns-exchanged"))
    }

    @Test func `find a year that is delivered again as another`() {
        let first = country(seed: 5)
        #expect(codes(first.marginal(), after: first.marginal(period: "2018")) == ["year-repeated"])
        #expect(codes(first.published(), after: first.published(period: "2018")) == ["year-repeated"])
        // The same year again is no other year.
        #expect(codes(first.marginal(), after: nil, beside: first.marginal()).isEmpty)
    }

    @Test func `find one number in several rows that stands for a missing one`() {
        var delivery = country(seed: 8).marginal()
        #expect(!Trial().validate(delivery).codes.contains("count-repeated"))
        for row in delivery.rows.indices.suffix(3) { delivery.rows[row].values[12] = .number(99_999) }
        #expect(Trial().validate(delivery).codes.contains("count-repeated"))
    }

    @Test func `say nothing of a first delivery`() {
        #expect(codes(country(seed: 6).marginal(), after: nil).isEmpty)
    }

    @Test func `find no exchange in a correction of what is stored, whatever the year before had`() {
        // The first category is larger now than the last: against the year before that looks like an exchange.
        let (first, second) = (exchangedCountry(seed: 11), country(seed: 11))
        let before = first.marginal(period: "2018")
        #expect(codes(second.marginal(), after: before).contains("columns-exchanged"))
        let corrected = next(second, seed: 12).marginal()
        let stored = [
            2018: StoredPeriodFacts(Trial().validate(before), period: 2018),
            2019: StoredPeriodFacts(Trial().validate(second.marginal())),
        ]
        let correction = Trial(replacesPeriods: false, stored: stored).validate(corrected)
        #expect(!correction.codes.contains("columns-exchanged"))
    }

    @Test func `warn again of a whole year that is as exchanged as it is stored, and of no repaired one`() {
        let (first, second) = (country(seed: 3), next(country(seed: 3), seed: 4))
        let (wrong, again) = (
            exchanged(second.marginal(), 11, 15), exchanged(next(second, seed: 9).marginal(), 11, 15)
        )
        let before = first.marginal(period: "2018")
        let stored = [
            2018: StoredPeriodFacts(Trial().validate(before), period: 2018),
            2019: StoredPeriodFacts(Trial().validate(wrong)),
        ]
        let findings = Trial(stored: stored).findings("columns-exchanged", in: again)
        #expect(findings.map(\.severity) == [.warning])
        #expect(!codes(second.marginal(), after: before, beside: wrong).contains("columns-exchanged"))
    }

    /// A country whose last category of education is much larger than its first.
    private func exchangedCountry(seed: UInt64) -> TrialCountry {
        var country = country(seed: seed)
        for position in country.counts.indices {
            for cell in 0..<350 where cell / 7 % 5 == 0 {
                country.counts[position].swapAt(cell, cell + 28)
            }
        }
        return country
    }

    @Test(arguments: [-1, 1] as [Int64])
    func `find a whole base year whose mean score is not zero`(sign: Int64) {
        var trial = Trial()
        trial.codebook.rules["national-mean"] = RuleSetting(bounds: ["counts": 50, "published": 20])
        var country = TrialCountry(seed: 21)
        // Every household with the lowest score, or with the highest.
        for position in country.counts.indices {
            for cell in 0..<350 where country.counts[position][cell] > 0 {
                let moved = sign < 0 ? 5 : 9 * 35 + 4 * 7
                guard moved != cell else { continue }
                country.counts[position][moved] += country.counts[position][cell]
                country.counts[position][cell] = 0
            }
        }
        let findings = trial.findings("national-mean", in: country.marginal())
        #expect(findings.count == 1)
        #expect(findings.first?.message.en.contains(sign < 0 ? "below 0" : "above 0") == true)
        #expect(Trial().findings("national-mean", in: country.marginal()).isEmpty)
    }

    @Test func `compare the share of rows left out with the year before, and not by chance`() {
        func codes(_ now: Int, _ before: Int, of rows: Int) -> Set<String> {
            var table = ParsedTable(form: "households")
            table.rows = rows
            table.units = ParsedUnits(leftOut: ["region-unknown": now])
            var trial = Trial()
            trial.before = RowAccount(
                year: Period(year: 2018),
                rows: rows,
                leftOut: ["region-unknown": before]
            )
            trial.codebook.forms.append(
                Form(
                    key: "households",
                    title: Text(nl: "huishoudens", en: "households"),
                    layout: .characteristics,
                    topics: [],
                    units: UnitColumns(period: ["jaar"], id: ["id"], region: ["buurt"], prefix: "BU")
                )
            )
            return Set(trial.validate(table).findings.kept.map(\.code)).intersection(["units-left-out"])
        }
        #expect(codes(60, 0, of: 1000) == ["units-left-out"])
        #expect(codes(60, 55, of: 1000).isEmpty)
        #expect(codes(12, 0, of: 1000).isEmpty)
        #expect(codes(3, 0, of: 60).isEmpty)
        #expect(codes(150, 150, of: 1000) == ["units-left-out"])
    }

    @Test func `find a single percentage that is missing`() throws {
        var delivery = country(seed: 7).published()
        let shares =
            TrialCodebook.codebook().form("published")?.topics.indices.filter { rank in
                if case .share(variable: 1, _) = TrialCodebook.codebook().topics[rank].measure {
                    true
                } else {
                    false
                }
            } ?? []
        let first = try #require(shares.first)
        try #require(shares.count > 2 && delivery.columns.contains(first))
        delivery.rows[0].values[first] = .missing(.unknown)
        #expect(Trial().validate(delivery).codes.contains("share-missing"))
    }
}

/// Severities of the findings about columns of microdata as a whole.
@Suite struct `rules about columns of microdata` {
    private func severities(_ oddity: UnitFieldFacts.Oddity, filled: Int = 1000) -> [String: Finding.Severity]
    {
        var table = ParsedTable(form: "households")
        table.rows = filled
        var units = ParsedUnits()
        units.fields = [
            UnitFieldFacts(
                header: "kolom",
                place: Place(line: 1, column: 9),
                filled: filled,
                oddities: [oddity]
            )
        ]
        table.units = units
        var trial = Trial()
        trial.codebook.forms.append(
            Form(
                key: "households",
                title: Text(nl: "huishoudens", en: "households"),
                layout: .characteristics,
                topics: [],
                units: UnitColumns(period: ["jaar"], id: ["id"], region: ["buurt"], prefix: "BU")
            )
        )
        let findings = trial.validate(table).findings.kept.filter { $0.place == Place(line: 1, column: 9) }
        return Dictionary(findings.map { ($0.code, $0.severity) }) { a, _ in a }
    }

    @Test func `name the column and what it does to the delivery`() {
        let title = Text(nl: "Inkomensbron", en: "Source of income")
        #expect(severities(.unlisted(rows: 10, title: title)) == ["codes-unlisted": .warning])
        #expect(severities(.unlisted(rows: 101, title: title)) == ["codes-unlisted": .rejection])
        #expect(
            severities(.outsideWhole(rows: 9, part: title, whole: title)) == ["subgroup-outside": .warning]
        )
        #expect(
            severities(.outsideWhole(rows: 101, part: title, whole: title)) == [
                "subgroup-outside": .rejection
            ]
        )
        #expect(severities(.namibia(rows: 20)) == ["country-na": .warning])
        #expect(severities(.namibia(rows: 1)).isEmpty)
        #expect(severities(.constant(rows: 20)) == ["number-repeated": .warning])
        #expect(severities(.grouped(rows: 1000)) == ["thousands-grouped": .rejection])
        #expect(severities(.tooSmall(rows: 1000)) == ["numbers-too-small": .warning])
    }
}
