import Codebook
import Derivation
import Testing

struct AgeClassTests {
    private func rank(
        _ birth: String,
        on reference: DerivationSetting.ReferenceDay = .init(month: 1, day: 1)
    ) throws -> Derived {
        try derive("age-class", birth, categories: 4, bounds: bounds(0, 4, 12, 18, 23), reference: reference)
    }

    @Test(arguments: [
        ("2021-01-01", 0), ("2017-01-02", 0), ("2017-01-01", 1), ("2009-01-02", 1), ("2009-01-01", 2),
        ("2003-01-02", 2), ("2003-01-01", 3), ("1998-01-02", 3),
    ])
    func `who has a birthday on the reference day is in the class that the age begins`(
        _ birth: String,
        _ class: Int
    )
        throws
    {
        #expect(try rank(birth) == .category(`class`))
    }

    @Test(arguments: ["1998-01-01", "1950-06-30", "2021-01-02"])
    func `who is too old, or not yet born, is outside`(_ birth: String) throws {
        #expect(try rank(birth) == .outside)
    }

    @Test func `who is of no known age is in no class`() throws {
        #expect(try rank("") == .unknown)
    }

    @Test(arguments: ["2017-02-29", "2017-13-01", "2017-1-01", "01-01-2017", "20170101", "2017-00-10", "ja"])
    func `a date that the calendar does not have is not readable`(_ birth: String) throws {
        #expect(try rank(birth) == .unreadable(field: 0, text: 0))
    }

    @Test func `who was born on 29 February is a year older on 1 March of a common year`() throws {
        #expect(try rank("2017-02-28", on: .init(month: 2, day: 28)) == .category(1))
        #expect(try rank("2004-02-29", on: .init(month: 2, day: 28)) == .category(2))
        // 2008: thirteen years less a day on 28 February 2021, thirteen on 1 March.
        #expect(CalendarDay("2021-02-28")?.age(ofBorn: CalendarDay("2008-02-29")!) == 12)
        #expect(CalendarDay("2021-03-01")?.age(ofBorn: CalendarDay("2008-02-29")!) == 13)
        #expect(CalendarDay("2020-02-29")?.age(ofBorn: CalendarDay("2008-02-29")!) == 12)
        #expect(CalendarDay("2020-02-28")?.age(ofBorn: CalendarDay("2008-02-29")!) == 11)
    }

    @Test func `centuries are leap years only by four hundred`() {
        #expect(CalendarDay("2000-02-29") != nil)
        #expect(CalendarDay("1900-02-29") == nil)
    }

    @Test func `bounds that do not fit the categories are refused`() {
        #expect(throws: DerivationFlaw.self) {
            try derive("age-class", "2010-01-01", categories: 5, bounds: bounds(0, 4, 12, 18, 23))
        }
        #expect(throws: DerivationFlaw.self) {
            try derive("age-class", "2010-01-01", categories: 2, bounds: bounds(0, 12, 4))
        }
    }
}
