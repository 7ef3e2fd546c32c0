import Statistics
import Testing

@Suite struct `a text in the place of a year` {
    @Test(arguments: [
        ("2019KW01", PeriodText.quarter), ("2019 1e kwartaal", .quarter), ("2019Q1", .quarter),
        ("2019MM01", .month), ("januari 2019", .month), ("2019-04", .month), ("04-2019", .month),
        ("2019W112", .week), ("2018/2019", .schoolYear), ("2018/'19", .schoolYear), ("2018-19", .schoolYear),
        ("2019SJ00", .schoolYear), ("1 januari 2019", .day), ("2019-01-01", .day), ("1-jan-2019", .day),
        ("20190101", .day), ("43466", .serial), ("2019*", .marked), ("2019 (voorlopig)", .marked),
        ("2019**", .marked), ("MMXIX", .roman), ("'43466", .serial), ("x", .other), ("19", .other),
        ("112019", .other), ("9999999", .other),
    ])
    func `is told for what it seems to be`(text: String, kind: PeriodText) {
        #expect(PeriodText(text) == kind, "\(text)")
    }

    @Test func `is named in a sentence of each language`() {
        #expect(
            PeriodText.schoolYear.message.en == "Two years stand here, as of a school year, instead of one."
        )
        #expect(PeriodText.quarter.message.en == "Instead of a year, a quarter stands here.")
        #expect(PeriodText.quarter.message.nl == "Hier staat een kwartaal in plaats van een jaar.")
    }
}
