import Classification
import Codebook
import Statistics
import Synthesis
import Testing

@Suite struct `the rows of synthetic households` {
    private let edition = TrialCountry.edition(gemeenten: 3)
    private let year = Period(year: 2019)

    private func country(seed: UInt64 = 1, households: Int64 = 60_000) -> SyntheticCountry {
        SyntheticCountry(
            edition: edition,
            codebook: TrialCountry.codebook,
            seed: seed,
            households: households
        )
    }

    private func rows(
        seed: UInt64 = 1,
        of codes: [String] = ["NL00"],
        columns: [HouseholdColumn] = HouseholdColumn.allCases,
        isComplete: Bool = false,
        isShuffled: Bool = false
    ) throws -> HouseholdRows {
        let roots = try codes.map { code in try #require(edition.lookUp(RegionCode(code)).known) }
        return HouseholdRows(
            country(seed: seed),
            roots: roots,
            in: year,
            options: .init(columns: columns, isComplete: isComplete, isShuffled: isShuffled)
        )
    }

    /// The fields of every line, by column.
    private func table(_ rows: HouseholdRows) -> [[HouseholdColumn: String]] {
        lines(rows).map { line in
            let fields = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            #expect(fields.count == HouseholdColumn.allCases.count)
            return Dictionary(uniqueKeysWithValues: zip(HouseholdColumn.allCases, fields))
        }
    }

    private func lines(_ rows: HouseholdRows) -> [Substring] {
        String(decoding: rows.lines(0..<rows.count), as: UTF8.self).split(separator: "\n")
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `count, when complete, to what the country says of each leaf`(seed: UInt64) throws {
        let rows = try rows(seed: seed, isComplete: true)
        let cells = JointCells(TrialCountry.codebook.variables)
        var counted: [String: [Int64]] = [:]
        for row in table(rows) where row[.huishoudenstype] != "8" && row[.inkomenBekend] == "1" {
            guard let buurt = row[.buurtcode], !buurt.isEmpty else { continue }
            let categories = [HouseholdColumn.welvaartsdeciel, .opleidingHuishouden, .arbeidsverleden]
                .map { (row[$0].flatMap { Int($0) } ?? 0) - 1 }
            counted[buurt, default: [Int64](repeating: 0, count: cells.count)][cells.rank(of: categories)] +=
                1
        }
        let expected = rows.jointCounts.map { (edition[$0.region].code.description, $0.counts) }
        #expect(counted == Dictionary(uniqueKeysWithValues: expected))
    }

    @Test func `have the wealth and work history of the joint counts`() throws {
        let cells = JointCells(TrialCountry.codebook.variables)
        func pairs(_ counts: [Int64]) -> [Int64] {
            counts.enumerated().reduce(into: [Int64](repeating: 0, count: 70)) { sums, cell in
                sums[
                    cells.category(of: 0, in: cell.offset) * 7 + cells.category(of: 2, in: cell.offset)
                ] += cell.element
            }
        }
        let counts = try rows().jointCounts
        #expect(counts.count > 100)
        for (region, counts) in counts {
            #expect(pairs(counts) == pairs(country().jointCounts(of: region, in: year)))
        }
    }

    @Test func `are the same in parts, and for a gemeente alone`() throws {
        let rows = try rows()
        let whole = rows.lines(0..<rows.count)
        let middle = rows.count / 3
        #expect(rows.lines(0..<middle) + rows.lines(middle..<rows.count) == whole)

        let alone = lines(try self.rows(of: ["GM1001"]))
        let own = Set(alone)
        #expect(alone == lines(rows).filter { $0.contains(";BU1001") || own.contains($0) })
    }

    @Test func `are the same, mixed`() throws {
        let sorted = lines(try rows())
        let mixed = lines(try rows(isShuffled: true))
        #expect(sorted != mixed)
        #expect(sorted.sorted() == mixed.sorted())
        let changes = zip(mixed, mixed.dropFirst()).count {
            $0.dropFirst(15).prefix(12) != $1.dropFirst(15).prefix(12)
        }
        #expect(changes > mixed.count / 2)
    }

    @Test func `know seven levels in ten, those of the young more often, and hide no others`() throws {
        let table = table(try rows())
        let known = table.count { $0[.opleidingHKW] != "" }
        #expect((0.63...0.77).contains(Double(known) / Double(table.count)))
        func share(_ ages: [String]) -> Double {
            let people = table.filter { ages.contains($0[.leeftijdsklasse] ?? "") }
            return Double(people.count { $0[.opleidingHKW] != "" }) / Double(people.count)
        }
        #expect(share(["1", "2"]) > share(["4", "5"]) + 0.1)
        #expect(share(["4", "5"]) > share(["7", "8"]) + 0.1)
        for row in table {
            let isKnown = row[.opleidingHKW] != "" && (row[.partner] == "0" || row[.opleidingPartner] != "")
            #expect((row[.opleidingHuishouden] != "") == isKnown)
        }
    }

    @Test func `fill a partner's fields with a partner only, and give origin 1 to generation 0 only`() throws
    {
        let ofPartner: [HouseholdColumn] = [
            .geslachtP, .leeftijdsklasseP, .herkomstP, .generatieP, .secP, .arbeidP, .opleidingPartner,
        ]
        for row in table(try rows(isComplete: true)) {
            for column in ofPartner { #expect((row[column] != "") == (row[.partner] == "1")) }
            #expect((row[.herkomst] == "1") == (row[.generatie] == "0"))
            #expect((row[.herkomstP] == "1") == (row[.generatieP] == "0"))
            let levels = [row[.opleidingHKW], row[.opleidingPartner]].compactMap { $0.flatMap { Int($0) } }
            #expect(row[.opleidingHuishouden] == levels.max().map(String.init))
        }
    }

    @Test func `hold what is left out, in proportion, and one identifier a row`() throws {
        let table = table(try rows())
        let size = Double(table.count)
        #expect((0.02...0.04).contains(Double(table.count { $0[.huishoudenstype] == "8" }) / size))
        #expect((0.008...0.016).contains(Double(table.count { $0[.inkomenBekend] == "0" }) / size))
        #expect((0...0.0005).contains(Double(table.count { $0[.buurtcode] == "" }) / size))
        #expect(table.allSatisfy { ($0[.inkomenBekend] == "0") == ($0[.welvaartsdeciel] == "") })
        #expect(Set(table.map { $0[.huishoudenID] }).count == table.count)
    }

    @Test func `lie in postcodes that cut through buurten`() throws {
        var ofBuurt: [String: Set<String>] = [:]
        var ofPostcode: [String: Set<String>] = [:]
        for row in table(try rows()) {
            guard let buurt = row[.buurtcode], let postcode = row[.pc4], buurt != "", postcode != "" else {
                continue
            }
            ofBuurt[buurt, default: []].insert(postcode)
            ofPostcode[postcode, default: []].insert(buurt)
            #expect(Int(postcode).map { (1000...9999).contains($0) } == true)
        }
        #expect(ofBuurt.values.contains { $0.count > 1 })
        #expect(ofPostcode.values.contains { $0.count > 1 } || ofPostcode.count > ofBuurt.count)
    }

    @Test func `leave institutional households away where no column tells them`() throws {
        let all = try rows()
        let institutional = table(all).count { $0[.huishoudenstype] == "8" }
        #expect(lines(try rows(columns: HouseholdColumn.required)).count == all.count - institutional)
    }
}

extension LookUp {
    fileprivate var known: RegionIndex? {
        if case .known(let index) = self { index } else { nil }
    }
}
