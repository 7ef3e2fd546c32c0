import Statistics
import Testing

@Suite struct `a period` {
    @Test(arguments: [
        ("2019JJ00", "2019", "2019JJ00"), ("2019", "2019", "2019JJ00"), ("2011KW01", "2011KW01", "2011KW01"),
        ("2012MM12", "2012MM12", "2012MM12"),
    ])
    func `is read from its key, and a year from its number`(text: String, name: String, key: String) throws {
        let period = try #require(Period(text))
        #expect(period.name == name)
        #expect(period.key == key)
        #expect(Period(period.key) == period)
        #expect(Period(period.name) == period)
    }

    @Test(arguments: [
        "", "201", "20190", "2019*", "2019JJ01", "2019KW00", "2019KW05", "2019MM00", "2019MM13", "2019XX00",
        "2019jj00",
        "0999", "٢٠١٩", " 2019", "2019JJ0", "2019JJ000", "-201", "2019 *  ",
    ])
    func `is none in other text`(text: String) {
        #expect(Period(text) == nil)
    }

    @Test func `has its order in time, a year before its parts`() {
        let sorted = ["2018MM12", "2019", "2019KW01", "2019KW04", "2019MM01", "2020"].compactMap {
            Period($0)
        }
        #expect(sorted.count == 6)
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test func `has the same one a year before`() {
        #expect(Period(year: 2019).previousYear == Period(year: 2018))
        #expect(Period("2019KW03")?.previousYear == Period("2018KW03"))
    }
}

@Suite struct `the code of a region` {
    @Test func `has its order by bytes, so that siblings stand as in any list of codes`() {
        let codes = ["BU03630000", "BU0363AA01", "GM0363", "GM1979", "WK036300"].map { RegionCode($0) }
        #expect(codes.shuffled().sorted() == codes)
    }
}
