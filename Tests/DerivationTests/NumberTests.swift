import Derivation
import Testing

struct NumberTests {
    @Test(arguments: [
        ("2500", 0), ("2499.999999", 1), ("1500", 1), ("1499,9", 2), ("1000", 2), ("999", 3), ("500", 3),
        ("499.5", 4), ("0", 4),
    ])
    func `a density on a bound is of the more urban class`(_ density: String, _ rank: Int) throws {
        let derived = try derive(
            "urbanicity",
            density,
            categories: 6,
            bounds: bounds(500, 1000, 1500, 2500),
            unknown: 5
        )
        #expect(derived == .category(rank))
    }

    @Test func `no density is unknown, and text or less than nothing is not readable`() throws {
        func rank(_ text: String) throws -> Derived {
            try derive("urbanicity", text, categories: 5, bounds: bounds(500, 1000, 1500, 2500))
        }
        #expect(try rank("") == .unknown)
        #expect(try rank("-1") == .unreadable(field: 0, text: 0))
        #expect(try rank("veel") == .unreadable(field: 0, text: 0))
        #expect(try rank("1.000,5") == .unreadable(field: 0, text: 0))
    }

    @Test(arguments: [
        ("-5000", 0), ("17999.99", 0), ("18000", 1), ("23000", 2), ("28999.999999", 2), ("29000", 3),
        ("36999", 3), ("37000", 4), ("1000000", 4),
    ])
    func `an income on a limit is of the quintile above it`(_ income: String, _ rank: Int) throws {
        let limits = bounds(18_000, 23_000, 29_000, 37_000)
        #expect(try derive("income-quintile", income, categories: 5, bounds: limits) == .category(rank))
    }

    @Test(arguments: [("-0.01", 0), ("-100000", 0), ("0", 1), ("49999.99", 1), ("50000", 2), ("-0", 1)])
    func `wealth of nothing is not a debt, and fifty thousand is the highest class`(
        _ wealth: String,
        _ rank: Int
    )
        throws
    {
        #expect(
            try derive("wealth-class", wealth, categories: 3, bounds: bounds(0, 50_000)) == .category(rank)
        )
    }

    @Test func `an amount that is not known is in no class`() throws {
        #expect(try derive("wealth-class", "", categories: 3, bounds: bounds(0, 50_000)) == .unknown)
        #expect(
            try derive("income-quintile", "", categories: 5, bounds: bounds(1, 2, 3, 4)) == .unknown
        )
    }

    @Test(arguments: [
        ("20", 0), ("24", 0), ("25", 1), ("29", 1), ("30", 2), ("34", 2), ("35", 3), ("39", 3), ("40", 4),
        ("44", 4), ("45", 5), ("51", 5),
    ])
    func `an age at first birth is of the class that it begins`(_ age: String, _ rank: Int) throws {
        let ages = bounds(20, 25, 30, 35, 40, 45)
        #expect(try derive("number-class", age, categories: 6, bounds: ages) == .category(rank))
    }

    @Test func `an age under the first bound is in no class`() throws {
        let ages = bounds(20, 25, 30, 35, 40, 45)
        #expect(try derive("number-class", "19", categories: 6, bounds: ages) == .unknown)
    }

    @Test(arguments: [("0", 0), ("1", 1), ("2", 2), ("3", 3), ("11", 3)])
    func `house moves have an open last class`(_ moves: String, _ rank: Int) throws {
        #expect(try derive("number-class", moves, categories: 4, bounds: bounds(1, 2, 3)) == .category(rank))
    }
}
