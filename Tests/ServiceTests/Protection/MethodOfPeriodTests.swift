import Codebook
import Foundation
import Ledger
import Publish
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Codebooks
@testable import Disclosure
@testable import ReleaseService
@testable import Service

/// Data sets that an earlier Peil, or another method, released periods of.
@Suite struct `the method of protection` {
    private static func proved(_ codebook: inout Codebook) { codebook.protection.method = .proved }

    /// The codebook as it was shipped before units of figures were told.
    private static func before(_ codebook: inout Codebook) {
        proved(&codebook)
        codebook.topics.removeLast(4)
    }

    private static func now(_ codebook: inout Codebook) {
        proved(&codebook)
        codebook.version += "-2"
    }

    /// The first buurt is too small; its wijk has two others, and all other regions are large.
    private static let sizes = [60, 350, 500, 600, 450, 380]

    private func holdings(_ country: MiniCountry, _ sizes: [Int] = Self.sizes, year: Int, seed: UInt64 = 1)
        -> PeriodHoldings
    {
        var random = SplitMix64(seed: seed)
        let tallies = zip(country.buurten, sizes).map { region, size in
            var counts = [Int64](repeating: 0, count: 350)
            for _ in 0..<size { counts[Int.random(in: 0..<350, using: &random)] += 1 }
            return StoredTally(region: region, tally: Tally(counts: counts))
        }
        return PeriodHoldings(
            period: Period(year: year),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: tallies
        )
    }

    /// A country whose 2019 was released by an earlier Peil, which withholds rows for others.
    private func released() throws -> MiniCountry {
        let before = try MiniCountry(suppressed: [2019], Self.before)
        try before.deliver(.year, [holdings(before, year: 2019)], number: 0)
        #expect(try before.ledger.heldBack(dataset: "ses-woa") == nil)
        return before
    }

    private func protections(_ country: MiniCountry) throws -> [Int: PeriodProtection] {
        var found: [Int: PeriodProtection] = [:]
        for year in 2019...2021 {
            let told = try ToldProtection(of: country.codebook, country.ledger)
            found[year] = told.protection(of: Period(year: year))
        }
        return found
    }

    @Test func `of a period that an earlier Peil released goes on, and its extracts are the same bytes`()
        throws
    {
        let before = try released()
        let extracts = before.extracts()
        #expect(!extracts.isEmpty)
        let after = try MiniCountry(after: before, Self.now)
        #expect(try OtherMethod(of: after.codebook, after.ledger) == nil)
        try after.release(afresh: true)
        #expect(try after.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try after.ledger.releases(dataset: "ses-woa", limit: 9).map(\.number) == [2, 1])
        #expect(after.extracts() == extracts)
        #expect(try protections(after) == [2019: .suppression])
        // Nothing was made with the key.
        #expect(try after.ledger.keyMark() == nil)
    }

    @Test func `of that period takes corrections and reverts, and keeps what every release of it said`()
        throws
    {
        let after = try MiniCountry(after: try released(), Self.now)
        let extracts = after.extracts()
        var changed = Self.sizes
        changed[4] = 900
        let correction = holdings(after, changed, year: 2019, seed: 2)
        let id = try after.deliver(
            .correction,
            [
                PeriodHoldings(
                    period: correction.period,
                    status: correction.status,
                    form: correction.form,
                    columns: [],
                    tallies: correction.tallies.filter { $0.region == after.buurten[4] }
                )
            ],
            number: 1
        )
        #expect(try after.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(after.extracts() != extracts)
        let versions = try after.ledger.versions(
            dataset: "ses-woa",
            period: Period(year: 2019),
            regions: nil,
            before: 99
        )
        #expect(versions.contains { $0.until == 2 } && versions.contains { $0.first == 2 })
        try after.ledger.revert(id, at: after.peil.now())
        try after.release()
        #expect(try after.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(after.extracts() == extracts)
    }

    @Test func `of a year that was never released is that of offsets, beside a year that goes on`() throws {
        let after = try MiniCountry(after: try released(), Self.now)
        let before = after.extracts()["ses-woa_2019.csv"]
        try after.deliver(.year, [holdings(after, year: 2020, seed: 3)], number: 1)
        #expect(try after.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try protections(after) == [2019: .suppression, 2020: .offsets])
        #expect(after.extracts()["ses-woa_2019.csv"] == before)
        #expect(try after.ledger.keyMark() == OffsetKeyFile(bytes: [UInt8](0..<32)).mark)
        let (old, new) = (rows(after, "ses-woa_2019.csv"), rows(after, "ses-woa_2020.csv"))
        let (score, unit) = ("SES-WOA/Totaalscore/Gemiddelde score (Getal)", "Eenheid/Scores (Getal)")
        // The one withholds a sibling of the small buurt, the other shows all, and tells the unit above it.
        #expect(["BU00010001", "BU00010002"].contains { old[$0]?[score] == "." })
        for code in ["BU00010001", "BU00010002"] { #expect(new[code]?[score] != ".") }
        #expect(old["WK000101"]?[unit] == nil && new["WK000101"]?[unit] == "0.001")
        #expect(new["BU00010000"]?[unit] == ".")
        let manifest = try #require(after.peil.publisher.manifest(dataset: "ses-woa", number: 2))
        let notes = try #require(manifest.notes["en"]?.filter { $0.hasPrefix("2019: ") })
        #expect(notes.count == 1 && notes[0].contains(" 2020: "))
    }

    @Test func `of two years that differ leaves the change of what both publish, and no more`() throws {
        let after = try MiniCountry(after: try released(), Self.now)
        try after.deliver(.year, [holdings(after, year: 2020, seed: 3)], number: 1)
        let (old, new) = (rows(after, "ses-woa_2019.csv"), rows(after, "ses-woa_2020.csv"))
        let changes = rows(after, "ses-woa_2020_development.csv")
        let (score, unit) = ("SES-WOA/Totaalscore/Gemiddelde score (Getal)", "Eenheid/Scores (Getal)")
        func thousandths(_ text: String?) -> Int? {
            text.flatMap(Double.init).map { Int(($0 * 1000).rounded()) }
        }
        var compared = 0
        for (code, row) in changes {
            let change = row.first { $0.key.contains("Totaalscore") && !$0.key.contains("tandaardfout") }
            let said = thousandths(change?.value)
            guard let first = thousandths(old[code]?[score]), let second = thousandths(new[code]?[score])
            else {
                #expect(said == nil, "\(code)")
                continue
            }
            let step = try #require(thousandths(new[code]?[unit]))
            #expect(said.map { abs($0 - (second - first)) * 2 <= step && $0 % step == 0 } == true, "\(code)")
            compared += 1
        }
        #expect(compared > 0)
    }

    @Test
    func `of what was published by the published rule alone is not that of offsets; of a new year it is`()
        throws
    {
        let before = try MiniCountry()
        try before.deliver(
            .year,
            [holdings(before, [400, 350, 500, 600, 450, 380], year: 2019)],
            number: 0
        )
        let after = try MiniCountry(after: before, Self.proved)
        try after.deliver(.year, [holdings(after, year: 2020, seed: 3)], number: 1)
        #expect(try after.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try protections(after) == [2019: .suppression, 2020: .offsets])
    }

    @Test func `is not another one where releases are out by offsets`() throws {
        let before = try MiniCountry(Self.proved)
        try before.deliver(.year, [holdings(before, year: 2019)], number: 0)
        let extracts = before.extracts()
        #expect(!extracts.isEmpty)
        #expect(try OtherMethod(of: before.codebook, before.ledger) == nil)
        let decimals: (inout Codebook) -> Void = { codebook in
            Self.proved(&codebook)
            codebook.topics[1].decimals = 2
        }
        for (change, repair) in [({ _ in }, "method: proved"), (decimals, "take these out")]
            as [((inout Codebook) -> Void, String)]
        {
            let after = try MiniCountry(after: before, change)
            let other = try #require(try OtherMethod(of: after.codebook, after.ledger))
            #expect("\(other)".contains(repair) && "\(other)".contains("2019"))
            let id = try after.deliver(
                .year,
                [holdings(after, [60, 900, 500, 600, 450, 380], year: 2019, seed: 4)],
                number: repair.count
            )
            #expect(after.extracts() == extracts)
            #expect(try after.ledger.delivery(id)?.isHeldBack == true)
        }
    }

    @Test(arguments: [true, false])
    func `is not another rounding where releases are out`(isPlainAfter: Bool) throws {
        func rounding(_ isPlain: Bool) -> (inout Codebook) -> Void {
            { codebook in
                Self.proved(&codebook)
                codebook.protection.offsets.rounding = isPlain ? .plain : .offset
            }
        }
        let before = try MiniCountry(rounding(!isPlainAfter))
        try before.deliver(.year, [holdings(before, year: 2019)], number: 0)
        let extracts = before.extracts()
        #expect(!extracts.isEmpty)
        #expect(try OtherMethod(of: before.codebook, before.ledger) == nil)
        let after = try MiniCountry(after: before, rounding(isPlainAfter))
        let other = try #require(try OtherMethod(of: after.codebook, after.ledger))
        #expect(other.change == (isPlainAfter ? .plain : .offset))
        #expect("\(other)".contains("offsets: {rounding: plain}") && "\(other)".contains("2019"))
        let changed = holdings(after, [60, 900, 500, 600, 450, 380], year: 2019, seed: 4)
        let id = try after.deliver(.year, [changed], number: 1)
        #expect(after.extracts() == extracts)
        #expect(try after.ledger.delivery(id)?.isHeldBack == true)
    }

    @Test func `is not plain where scores are out with offsets, beside characteristics that have none`()
        throws
    {
        let before = try MiniCountry(Self.proved)
        try before.deliver(.year, [holdings(before, year: 2019)], number: 0)
        var codebook = before.codebook
        codebook.forms += try CodebookFile.read(path: PackageFiles.codebook("achtergrond")).forms
        codebook.protection.offsets.rounding = .plain
        let other = try #require(try OtherMethod(of: codebook, before.ledger))
        #expect(other.change == .plain && other.periods == ["2019"])
    }

    @Test func `of characteristics is not exchange where numbers with offsets are out`() throws {
        var codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond"))
        let ledger = MemoryLedger()
        try ledger.planVersions(
            [
                // One gemeente goes on by exchange, another has offsets.
                VersionChange(period: Period(year: 2021), region: RegionCode("GM0001"), bytes: [2, 0]),
                VersionChange(
                    period: Period(year: 2021),
                    region: RegionCode("GM0002"),
                    bytes: NumberVersions().bytes
                ),
            ],
            dataset: codebook.dataset,
            release: 1
        )
        #expect(try OtherMethod(of: codebook, ledger) == nil)
        codebook.protection.offsets.rounding = .plain
        // Before anything is drawn by a key, no number has an offset.
        #expect(try OtherMethod(of: codebook, ledger) == nil)
        try ledger.setKeyMark([1])
        let other = try #require(try OtherMethod(of: codebook, ledger))
        #expect(other.change == .plain && other.periods == ["2021"])
    }

    @Test
    func `has the coefficients that its releases by offsets had; a period of which nothing is out has any`()
        throws
    {
        let before = try MiniCountry(Self.proved)
        try before.deliver(.year, [holdings(before, year: 2019)], number: 0)
        let extracts = before.extracts()
        #expect(try OtherCoefficients(of: before.codebook, before.ledger) == nil)
        /// Takes years from the shipped set for one with another first coefficient.
        func other(_ years: ClosedRange<Int>) -> (inout Codebook) -> Void {
            { codebook in
                Self.proved(&codebook)
                guard case .coefficients(var scheme) = codebook.scheme, var set = scheme.sets.last else {
                    return
                }
                set.key = "own"
                set.serves = years
                set.coefficients[0][0] += 1
                scheme.sets.append(set)
                codebook.scheme = .coefficients(scheme)
            }
        }
        let after = try MiniCountry(after: before, other(2019...2020))
        let refusal = try #require(try OtherCoefficients(of: after.codebook, after.ledger))
        #expect("\(refusal)".contains("2019") && "\(refusal)".contains("other coefficients"))
        let id = try after.deliver(.year, [holdings(after, year: 2019, seed: 4)], number: 1)
        #expect(after.extracts() == extracts)
        #expect(try after.ledger.delivery(id)?.isHeldBack == true)

        let later = try MiniCountry(after: after, other(2020...2020))
        #expect(try OtherCoefficients(of: later.codebook, later.ledger) == nil)
        try later.deliver(.year, [holdings(later, year: 2020, seed: 5)], number: 2)
        #expect(try later.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try protections(later) == [2019: .offsets, 2020: .offsets])
    }

    @Test func `of a release that a crash left unrecorded is known from its tables`() throws {
        let before = try MiniCountry()
        try before.deliver(
            .year,
            [holdings(before, [400, 350, 500, 600, 450, 380], year: 2019)],
            number: 0
        )
        // The same release again, in a ledger that does not know it yet.
        let after = try MiniCountry(after: before, ledger: MemoryLedger(), Self.proved)
        try after.deliver(
            .year,
            [holdings(after, [400, 350, 500, 600, 450, 380], year: 2019)],
            number: 0
        )
        #expect(try after.ledger.releases(dataset: "ses-woa", limit: 9).map(\.number) == [2, 1])
        #expect(try protections(after) == [2019: .suppression])
    }

    // MARK: - What is published

    /// By the code of the region, the cells of its row by the header of their column.
    private func rows(_ country: MiniCountry, _ file: String) -> [String: [String: String]] {
        let text = String(decoding: country.extracts()[file] ?? Data(), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \u{FEFF}"))
            }
        }
        var rows: [String: [String: String]] = [:]
        for cells in lines.dropFirst() {
            guard let code = cells.first(where: { ["GM", "WK", "BU"].contains($0.prefix(2)) }) else {
                continue
            }
            rows[code] = Dictionary(zip(lines[0], cells)) { first, _ in first }
        }
        return rows
    }
}
