import Derivation
import Statistics
import Testing

struct AreaDerivationTests {
    private func gini(_ rows: [[String?]]) throws -> (units: Int64, figure: Fraction?) {
        var sum = try AreaDerivationCatalogue.derivation("gini", fields: 3)
        for row in rows { #expect(sum.add(row) == .taken) }
        return (sum.units, sum.figure)
    }

    private func equal(_ a: Fraction?, _ numerator: Int128, _ denominator: Int128) -> Bool {
        a.map { $0.numerator * denominator == numerator * $0.denominator } ?? false
    }

    @Test func `children of one household count once where it has an id`() throws {
        let rows: [[String?]] = [
            ["10000", "a", nil], ["10000", "a", nil], ["20000", "b", nil], ["30000", "c", nil],
            ["40000", "d", nil],
        ]
        let once = try gini(rows)
        #expect(once.units == 4)
        #expect(equal(once.figure, 1, 4))
        let each = try gini(rows.map { [$0[0], nil, nil] })
        #expect(each.units == 5)
    }

    @Test func `households of students and unknown incomes are left out, and equal incomes give exactly 0`()
        throws
    {
        let same = try gini([["25000", "a", "0"], ["25000", "b", ""], ["1", "c", "ja"], ["", "d", "0"]])
        #expect(same.units == 2)
        #expect(equal(same.figure, 0, 1))
        #expect(try gini([["", "a", "0"]]).figure == nil)
    }

    @Test func `institutional households are left out where their type is delivered`() throws {
        var sum = try AreaDerivationCatalogue.derivation("gini", fields: 4, leftOut: ["8", "Institutioneel"])
        let rows: [[String?]] = [
            ["30000", "a", nil, "5"], ["30000", "b", nil, ""], ["30000", "c", nil, nil],
            ["1000", "d", nil, "8"],
            ["900", "e", nil, "institutioneel"],
        ]
        for row in rows { #expect(sum.add(row) == .taken) }
        #expect(sum.units == 3)
        #expect(equal(sum.figure, 0, 1))
    }

    @Test(arguments: ["8", "8.0", "8,0", "08", "8.00", " 8", "'8", "INSTITUTIONEEL", "Institutioneel\u{A0}"])
    func `institutional households are left out however a program wrote their code`(code: String) throws {
        var sum = try AreaDerivationCatalogue.derivation("gini", fields: 4, leftOut: ["8", "Institutioneel"])
        #expect(sum.add(["1000", "d", nil, code]) == .taken)
        #expect(sum.units == 0)
        #expect(sum.add(["1000", "d", nil, "80"]) == .taken)
        #expect(sum.units == 1)
    }

    @Test func `a household with two incomes, and fields that hold something else, are told`() throws {
        var sum = try AreaDerivationCatalogue.derivation("gini", fields: 3)
        #expect(sum.add(["100", "a", nil]) == .taken)
        #expect(sum.add(["100.00", "a", nil]) == .taken)
        #expect(sum.add(["101", "a", nil]) == .contradicts(field: 0))
        #expect(sum.add(["veel", "b", nil]) == .unreadable(field: 0))
        #expect(sum.add(["100", "b", "misschien"]) == .unreadable(field: 2))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `the order of the rows does not matter`(_ seed: UInt64) throws {
        let rows: [[String?]] = (0..<9).map { ["\((UInt64($0) &* (seed + 3)) % 7 * 1000)", "h\($0)", nil] }
        let one = try gini(rows)
        let other = try gini(rows.reversed())
        let figure = try #require(other.figure)
        #expect(equal(one.figure, figure.numerator, figure.denominator))
    }

    @Test func `a distance is the mean over kinds of the mean over units that know them all`() throws {
        var sum = try AreaDerivationCatalogue.derivation("mean-distance", fields: 2)
        #expect(sum.add(["1.5", "2,5"]) == .taken)
        #expect(sum.add(["0.5", "3.5"]) == .taken)
        #expect(sum.add(["9", ""]) == .taken)
        #expect(sum.units == 2)
        #expect(equal(sum.figure, 2, 1))
        #expect(sum.add(["-1", "1"]) == .unreadable(field: 0))
        #expect(sum.add(["1", "ver"]) == .unreadable(field: 1))
    }

    @Test func `without units there is no figure, and a name or number of fields that is none is refused`()
        throws
    {
        #expect(try AreaDerivationCatalogue.derivation("mean-distance", fields: 6).figure == nil)
        #expect(throws: DerivationFlaw.self) { try AreaDerivationCatalogue.derivation("gini", fields: 2) }
        #expect(throws: DerivationFlaw.self) { try AreaDerivationCatalogue.derivation("median", fields: 1) }
        #expect(throws: DerivationFlaw.self) {
            try AreaDerivationCatalogue.derivation("mean-distance", fields: 0)
        }
    }
}
