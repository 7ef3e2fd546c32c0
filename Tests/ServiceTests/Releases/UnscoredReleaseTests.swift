import Classification
import Codebook
import Foundation
import Kinds
import Ledger
import Publish
import Statistics
import Synchronization
import Telemetry
import TestSupport
import Testing
import Workflow

@testable import ReleaseService
@testable import Service

/// Releases of counts without scores, and of counts by category, that are proved safe.
@Suite struct `a release of any counts` {
    /// The variables of the shipped codebook as numbers and shares, without scores.
    private static func unscored(_ codebook: inout Codebook) {
        codebook.scheme = .unscored
        codebook.protection.method = .proved
        codebook.protection.rounding = 10
        codebook.development = nil
        let shares = codebook.topics.filter { topic in
            switch topic.measure {
            case .population, .share: true
            default: false
            }
        }
        codebook.topics =
            shares
            + shares.compactMap { topic in
                guard case .share(let variable, let group) = topic.measure else { return nil }
                return Topic(
                    key: "Number\(variable)_\(group)",
                    title: topic.title,
                    unit: topic.unit,
                    decimals: 0,
                    kind: .count,
                    spellings: [],
                    measure: .count(variable: variable, groups: [group])
                )
            }
    }

    private static func offsets(_ codebook: inout Codebook) { codebook.protection.method = .proved }

    /// The first buurt is too small, and the third has a group of three.
    private static func counts(_ buurten: [RegionCode]) -> [RegionCode: [Int64]] {
        let sizes: [Int] = [60, 1350, 700, 1600, 1450, 1380]
        var counts: [RegionCode: [Int64]] = [:]
        for (region, size) in zip(buurten, sizes) {
            counts[region] = (0..<350).map { cell -> Int64 in
                if size == 700 {
                    return cell % 7 == 5 ? (cell < 21 ? 1 : 0) : 2
                }
                return Int64((cell + 1) * size / 350 - cell * size / 350)
            }
        }
        return counts
    }

    /// The units and the units of every category.
    private static func marginal(_ joint: [Int64]) -> [Int64] {
        var sums = [Int64](repeating: 0, count: 23)
        for (cell, count) in joint.enumerated() {
            sums[0] += count
            sums[1 + cell / 35] += count
            sums[11 + cell / 7 % 5] += count
            sums[16 + cell % 7] += count
        }
        return sums
    }

    private func deliver(
        _ country: MiniCountry,
        _ counts: [RegionCode: [Int64]],
        _ regions: [RegionCode],
        as form: String,
        _ mode: DeliveryMode = .year,
        number: Int = 0
    ) throws {
        let tallies = regions.map { region in
            let joint = counts[region] ?? []
            return StoredTally(
                region: region,
                tally: Tally(counts: form == "joint" ? joint : Self.marginal(joint))
            )
        }
        let columns = form == "joint" ? [] : Array(0..<23)
        let holdings = PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: form,
            columns: columns,
            tallies: tallies
        )
        try country.deliver(mode, [holdings], number: number)
    }

    private func row(_ country: MiniCountry, _ code: String) throws -> [String] {
        let file = try #require(country.extracts().first { $0.key.hasSuffix("_2019.csv") }?.value)
        let lines = String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.filter { $0 != "\"" }.trimmingCharacters(in: .whitespaces)
            }
        }
        return Array(try #require(lines.first { $0.contains(code) }).drop { $0 != code }.dropFirst())
    }

    @Test(arguments: ["joint", "marginal"])
    func `without scores is proved: a small region is withheld, all others show everything`(form: String)
        throws
    {
        let judged = Mutex(0)
        let gate = ReleaseGate { question in
            judged.withLock { $0 += question.evidence.targets.count }
            return try ReleaseGate.standard.judgeOffsets(question)
        } judge: { question in
            try ReleaseGate.standard.judge(question)
        }
        let country = try MiniCountry(gate: gate, Self.unscored)
        let counts = Self.counts(country.buurten)
        try deliver(country, counts, country.buurten, as: form)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(judged.withLock { $0 } > 20)
        let small = try row(country, "BU00010000")
        #expect(small[0] == "60" && small.dropFirst().allSatisfy { $0 == "." })
        for code in ["WK000100", "BU00010001", "BU00010002", "GM0001", "GM0002"] {
            #expect(try row(country, code).allSatisfy { $0 != "." }, "\(code)")
        }
        // A correction of one unit waits.
        var other = counts
        other[country.buurten[1]]?[7] += 1
        let before = country.extracts()
        try deliver(country, other, [country.buurten[1]], as: form, .correction, number: 1)
        #expect(country.extracts() == before)
    }

    @Test func `without scores says how its numbers are protected, and nothing of scores`() throws {
        let country = try MiniCountry(Self.unscored)
        try deliver(country, Self.counts(country.buurten), country.buurten, as: "joint")
        let manifest = try #require(country.peil.publisher.manifest(dataset: "ses-woa", number: 1))
        for (language, words) in [
            ("en", ["secret offset", "A 0 there may be a few", "no value within the interval is certain"]),
            ("nl", ["geheime verschuiving", "Een 0 kan daar ook enkele", "geen waarde zeker is"]),
        ] {
            let notes = try #require(manifest.notes[language]).joined(separator: "\n")
            for word in words { #expect(notes.contains(word), "\(language): \(word)") }
            for word in ["Scores", "scores", "samengevoegd", "together with another"] {
                #expect(!notes.contains(word), "\(language): \(word)")
            }
        }
    }

    @Test func `names lines of an a-priori list that could not be granted, in its account and in receipts`()
        throws
    {
        let country = try MiniCountry { codebook in
            Self.unscored(&codebook)
            codebook.protection.apriori = AprioriList(
                file: "list.csv",
                entries: [
                    // Too small to be shown.
                    AprioriList.Entry(
                        line: 1,
                        region: RegionCode("BU00010000"),
                        period: Period(year: 2019),
                        variable: 0,
                        isShown: true
                    )
                ]
            )
        }
        try deliver(country, Self.counts(country.buurten), country.buurten, as: "joint")
        let release = try #require(try country.ledger.releases(dataset: "ses-woa", limit: 1).first)
        let figure = country.codebook.variables[0].key
        let account = ReleaseAccount(release.account)
        #expect(
            account?.refused == [
                .init(region: "BU00010000", figure: figure, period: "2019", isShown: true)
            ]
        )
        #expect(ReleaseAccount(account?.text) == account)
        // An earlier Peil kept neither period nor wish.
        let earlier = account?.text.replacing("\"isShown\":true,\"period\":\"2019\",", with: "")
        #expect(ReleaseAccount(earlier)?.refused == [.init(region: "BU00010000", figure: figure)])
        var delivery = try #require(try country.ledger.delivery(release.deliveries[0]))
        func told(of periods: [String]) throws -> Receipt.Protection? {
            delivery.report?.periods = periods
            return try Reporting(peil: country.peil).receipt(of: delivery, language: .en).protection
        }
        let own = try told(of: ["2018", "2019"])
        #expect(
            own?.refused == [.init(region: "BU00010000", period: "2019", figure: figure, isShown: true)]
        )
        #expect(own?.refusedTotal == 1)
        // What could not be granted in other periods is for those who delivered these.
        let other = try told(of: ["2018"])
        #expect(other != nil && other?.refused == nil && other?.refusedTotal == nil)
    }

    @Test func `that the published rule alone released is not said to be proved`() throws {
        let before = try MiniCountry { codebook in
            Self.unscored(&codebook)
            codebook.protection.method = .threshold
        }
        try deliver(before, Self.counts(before.buurten), before.buurten, as: "joint")
        let extracts = before.extracts()
        #expect(!extracts.isEmpty)
        let after = try MiniCountry(after: before, Self.unscored)
        let other = try #require(try OtherMethod(of: after.codebook, after.ledger))
        #expect(other.change == .proof && other.periods == ["2019"])
        #expect("\(other)".contains("method: threshold"))
        var counts = Self.counts(after.buurten)
        counts[after.buurten[1]]?[7] += 40
        try deliver(after, counts, after.buurten, as: "joint", number: 1)
        #expect(after.extracts() == extracts)
    }

    @Test func `by category with scores is proved by offsets`() throws {
        let country = try MiniCountry(Self.offsets)
        try deliver(country, Self.counts(country.buurten), country.buurten, as: "marginal")
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try row(country, "BU00010000").dropFirst().allSatisfy { $0 == "." })
        #expect(
            try row(country, "WK000100").contains {
                $0.contains("-0,") || $0.contains("0,") || $0.contains("0.")
            }
        )
    }
}
