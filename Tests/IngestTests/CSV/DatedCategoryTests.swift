import Codebook
import Statistics
import Testing

@testable import TableReading

@Suite struct `a band that a spreadsheet made a date of` {
    private static let variable = Variable(
        key: "leeftijd",
        title: Text(nl: "Leeftijd", en: "Age"),
        dimension: ["Leeftijd"],
        categories: ["0-4", "4-12", "12-18"].map {
            .init(key: $0, title: Text(nl: $0, en: $0), spellings: [])
        },
        groups: []
    )

    private func dated(_ text: String) -> DatedCategory? {
        var text = text
        return text.withUTF8 { unsafe CategoryNames(Self.variable).dated(UnsafeRawBufferPointer($0)) }
    }

    @Test(arguments: ["4-dec", "4/12", "12/4", "04-12-2018", "43438", "43202"])
    func `is told by the band that was meant`(text: String) {
        #expect(dated(text) == .meant(1))
    }

    @Test(arguments: ["5-dec", "5/12", "43203"])
    func `is a date all the same where it is the day and month of no band`(text: String) {
        #expect(dated(text) == .unclear)
    }

    @Test(arguments: ["4", "412", "4/12/x", "12345", "leeftijd"])
    func `is no other text`(text: String) { #expect(dated(text) == nil) }
}
