import Classification
import Codebook
import Disclosure
import Foundation
import Kinds
import Ledger
import Statistics
import Synchronization
import TestSupport
import Testing
import Workflow

@testable import ReleaseService
@testable import Reports
@testable import Service

/// Releases of scores that are proved safe, with a fixed key.
@Suite struct `a release whose figures are rounded with offsets` {
    private static func proved(_ codebook: inout Codebook) { codebook.protection.method = .proved }

    /// Two countries with the same deliveries: one makes only what was touched, the other everything, each time.
    @Test(arguments: 0..<6 as Range<UInt64>)
    func `is byte for byte that of a full run with the same releases before it`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let touched = try MiniCountry(Self.proved)
        let afresh = try MiniCountry(Self.proved)
        var counts: [RegionCode: [Int64]] = [:]
        var accepted: [DeliveryID] = []
        for number in 0..<8 {
            if let id = accepted.randomElement(using: &random), Int.random(in: 0..<4, using: &random) == 0 {
                for country in [touched, afresh] {
                    do {
                        try country.ledger.revert(id, at: country.peil.now())
                    } catch is RevertRefusal {}
                    try country.release(afresh: country === afresh)
                }
            } else {
                let isYear = number == 0
                let regions = isYear ? touched.buurten : [touched.buurten.randomElement(using: &random)!]
                for region in regions { counts[region] = next(counts[region], &random) }
                let holdings = OffsetDeliveries.holdings(of: regions, counts)
                for country in [touched, afresh] {
                    let id = try country.deliver(
                        isYear ? .year : .correction,
                        [holdings],
                        number: number,
                        afresh: country === afresh
                    )
                    if country === touched { accepted.append(id) }
                }
            }
            #expect(touched.extracts() == afresh.extracts(), "after step \(number)")
            #expect(try touched.ledger.heldBack(dataset: "ses-woa") == nil, "after step \(number)")
            let isStored = try !touched.ledger.storedPeriods(dataset: touched.codebook.dataset).isEmpty
            #expect(touched.extracts().isEmpty != isStored)
        }
    }

    @Test func `is equal to itself where nothing was delivered since`() throws {
        let (country, _) = try delivered()
        let before = country.extracts()
        try country.release(afresh: true)
        #expect(country.extracts() == before)
        #expect(try country.ledger.releases(dataset: "ses-woa", limit: 9).count == 2)
    }

    @Test func `shows a row above a withheld one, which the published rule would too, but coarser`() throws {
        let (country, counts) = try delivered()
        let plain = try MiniCountry()
        try plain.deliver(.year, [OffsetDeliveries.holdings(of: plain.buurten, counts)], number: 0)
        let file = "ses-woa_2019.csv"
        let (own, ruled) = (rows(country, file), rows(plain, file))
        #expect(own.count == ruled.count && own.count > 1)
        #expect(own["WK000100"] != ruled["WK000100"])
        // Nothing is withheld beside a small region.
        #expect(
            own["BU00010001"]?.contains { $0.contains(",") || $0.contains(".5") || Int($0) != nil } == true
        )
        // Where no part is too small, what is published is what the rule says.
        #expect(own["BU00010001"] == ruled["BU00010001"])
    }

    @Test func `stays as it was after a correction of one unit, and after it is taken back`() throws {
        var (country, counts) = try delivered()
        let before = country.extracts()
        let region = country.buurten[0]
        counts[region]?[7] += 1
        let id = try country.deliver(
            .correction,
            [OffsetDeliveries.holdings(of: [region], counts)],
            number: 1
        )
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(rows(country, "ses-woa_2019.csv")["WK000100"] == rows(before, "ses-woa_2019.csv")["WK000100"])
        try country.ledger.revert(id, at: country.peil.now())
        try country.release()
        #expect(country.extracts() == before)
        #expect(try country.ledger.releases(dataset: "ses-woa", limit: 9).count == 3)
    }

    @Test func `is not made where the evidence is not of these figures; the one before stays`() throws {
        let isAltered = Mutex(false)
        let gate = ReleaseGate { question in
            var question = question
            if isAltered.withLock({ $0 }) {
                for target in question.evidence.targets.indices {
                    question.evidence.targets[target].moves.removeAll()
                }
            }
            #expect(!question.evidence.targets.isEmpty)
            return try ReleaseGate.standard.judgeOffsets(question)
        } judge: { question in
            try ReleaseGate.standard.judge(question)
        }
        var (country, counts) = try delivered(gate: gate)
        let before = country.extracts()
        #expect(!before.isEmpty)
        isAltered.withLock { $0 = true }
        let region = country.buurten[1]
        counts[region] = counts[region]?.map { $0 * 3 }
        let id = try country.deliver(
            .correction,
            [OffsetDeliveries.holdings(of: [region], counts)],
            number: 1
        )
        #expect(country.extracts() == before)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") != nil)
        #expect(try country.ledger.delivery(id)?.isHeldBack == true)
        isAltered.withLock { $0 = false }
        try country.release()
        #expect(country.extracts() != before)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
    }

    @Test func `is not made where protection found no proof itself`() throws {
        let gate = ReleaseGate { question in
            var question = question
            question.unproved = ["BU00010000"]
            return try ReleaseGate.standard.judgeOffsets(question)
        } judge: { question in
            try ReleaseGate.standard.judge(question)
        }
        let (country, _) = try delivered(gate: gate)
        #expect(country.extracts().isEmpty)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") != nil)
        // Nothing was made with the key, so another would do.
        #expect(try country.ledger.keyMark() == nil)
    }

    @Test func `leaves one version of a region, however many there are, and the mark of the key`() throws {
        var random = SplitMix64(seed: 9)
        var (country, counts) = try delivered()
        for number in 1..<8 {
            let region = country.buurten[number % country.buurten.count]
            counts[region] = next(counts[region], &random)
            try country.deliver(
                .correction,
                [OffsetDeliveries.holdings(of: [region], counts)],
                number: number
            )
        }
        let told = try country.ledger.versions(
            dataset: "ses-woa",
            period: Period(year: 2019),
            regions: nil,
            before: 99
        )
        #expect(!told.isEmpty && Set(told.map(\.region)).count == told.count)
        #expect(try country.ledger.keyMark() == OffsetKeyFile(bytes: [UInt8](0..<32)).mark)
    }

    @Test func `is explained: withheld for its size, coarser above, and all else in full`() throws {
        let (country, _) = try delivered()
        let small = try country.explanation("BU00010000")
        #expect(small.protection?.isShown == false && small.outsider == nil)
        #expect(small.protection?.reasons.first?.contains("fewer private households") == true)
        let sibling = try country.explanation("BU00010001")
        #expect(sibling.protection?.isShown == true && sibling.protection?.reasons.isEmpty == true)
        let wijk = try country.explanation("WK000100")
        #expect(wijk.protection?.isShown == true)
        #expect(
            wijk.protection?.reasons.contains { $0.contains("secret offset") || $0.contains("absent") }
                == true
        )
    }

    @Test func `is explained where a region that was too small waits: by what waits, not by its size`() throws
    {
        let country = try MiniCountry(Self.proved)
        var counts = Self.counts(country.buurten)
        let region = country.buurten[0]
        counts[region] = (0..<350).map { $0 < 97 ? 1 : 0 }
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        #expect(
            try country.explanation("BU00010000").protection?.reasons.first?.contains("fewer") == true
        )
        counts[region] = (0..<350).map { $0 < 101 ? 1 : 0 }
        try country.deliver(.correction, [OffsetDeliveries.holdings(of: [region], counts)], number: 1)
        let waiting = try #require(try country.explanation("BU00010000").protection)
        #expect(!waiting.isShown)
        #expect(waiting.reasons.count == 1 && waiting.reasons[0].hasPrefix("waits"), "\(waiting.reasons)")
    }

    @Test func `is explained where the list of the office names a figure: by the list`() throws {
        let country = try MiniCountry { codebook in
            Self.proved(&codebook)
            codebook.protection.apriori = AprioriList(
                file: "apriori/list.csv",
                entries: [
                    AprioriList.Entry(
                        line: 1,
                        region: RegionCode("BU00010001"),
                        period: Period(year: 2019),
                        variable: 0,
                        isShown: false
                    )
                ]
            )
        }
        let counts = Self.counts(country.buurten)
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        let reasons = try #require(try country.explanation("BU00010001").protection?.reasons)
        #expect(reasons.contains { $0.contains("list of the codebook") }, "\(reasons)")
        #expect(!reasons.contains { $0.contains("too small") }, "\(reasons)")
    }

    // MARK: - Deliveries

    /// The first buurt is too small; its wijk has two others, and all other regions are large.
    private static func counts(_ buurten: [RegionCode]) -> [RegionCode: [Int64]] {
        let sizes: [Int] = [60, 1350, 1500, 1600, 1450, 1380]
        var counts: [RegionCode: [Int64]] = [:]
        for (region, size) in zip(buurten, sizes) {
            counts[region] = (0..<350).map { cell -> Int64 in
                Int64((cell + 1) * size / 350 - cell * size / 350)
            }
        }
        return counts
    }

    private func delivered(gate: ReleaseGate = .standard) throws -> (MiniCountry, [RegionCode: [Int64]]) {
        let country = try MiniCountry(gate: gate, Self.proved)
        let counts = Self.counts(country.buurten)
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        return (country, counts)
    }

    /// Counts of a buurt, or what becomes of them: often a few units more, sometimes others altogether.
    private func next(_ counts: [Int64]?, _ random: inout SplitMix64) -> [Int64] {
        if var counts, Int.random(in: 0..<3, using: &random) > 0 {
            for _ in 0..<Int.random(in: 1..<5, using: &random) {
                counts[Int.random(in: 0..<350, using: &random)] += 1
            }
            return counts
        }
        var counts = [Int64](repeating: 0, count: 350)
        let size = [3, 20, 80, 300].randomElement(using: &random) ?? 3
        for _ in 0..<size {
            counts[Int.random(in: 0..<350, using: &random)] += Int64.random(in: 0..<4, using: &random)
        }
        return counts
    }

    // MARK: - What is published

    private func rows(_ country: MiniCountry, _ file: String) -> [String: [String]] {
        rows(country.extracts(), file)
    }

    /// By the code of the region, the cells of its row.
    private func rows(_ extracts: [String: Data], _ file: String) -> [String: [String]] {
        let text = String(decoding: extracts[file] ?? Data(), as: UTF8.self)
        var rows: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
            }
            if let code = cells.first(where: { ["GM", "WK", "BU"].contains($0.prefix(2)) }) {
                rows[code] = cells.filter { Int($0) == nil || cells.firstIndex(of: $0) != 0 }
            }
        }
        return rows
    }
}
