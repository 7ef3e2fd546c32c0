import Statistics
import TestSupport
import Testing

@testable import TableReading

/// Files that were put together, each with its headers.
@Suite struct `headers among the rows of a table` {
    private static let header = "WijkenEnBuurten;Perioden;ParticuliereHuishoudens_2;WelvaartLaag_3"

    @Test(arguments: ["", "\u{FEFF}", "\u{FEFF}\u{FEFF}"])
    func `are told, also behind the mark of the second file`(mark: String) throws {
        let text = """
            \(Self.header)
            GM9001;2019JJ00;1000;20.8
            \(mark)\(Self.header)
            BU90010101;2019JJ00;400;10.5

            """
        let reading = try read(text)
        #expect(places(reading.findings) == ["header-again 3:1"])
        #expect(reading.table?.rows == 2)
    }

    @Test func `are told among observations too`() throws {
        let header = "Measure;WijkenEnBuurten;Perioden;Value"
        let text = """
            \(header)
            ParticuliereHuishoudens_2;GM9001;2019JJ00;1000
            \u{FEFF}\(header)
            WelvaartLaag_3;GM9001;2019JJ00;20.8

            """
        let reading = try read(text)
        #expect(reading.findings.kept.map(\.code) == ["header-again"], "\(reading.findings.kept)")
        #expect(reading.table?.unknownTopics.isEmpty == true)
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func `are told where they stand in quotation marks`(mark: String) throws {
        let header = Self.header.split(separator: ";").map { "\"\($0)\"" }.joined(separator: ";")
        let text = """
            \(header)
            "GM9001";"2019JJ00";"1000";"20.8"
            \(mark)\(header)
            "BU90010101";"2019JJ00";"400";"10.5"

            """
        let reading = try read(text)
        // Without the mark the first field begins behind its quotation mark.
        #expect(places(reading.findings) == [mark.isEmpty ? "header-again 3:2" : "header-again 3:1"])
        #expect(reading.table?.rows == 2)
    }

    @Test func `and text behind a quotation mark are told apart, among observations too`() throws {
        let text = """
            Measure;WijkenEnBuurten;Perioden;Value
            ParticuliereHuishoudens_2;GM9001;2019JJ00;1000
            WelvaartLaag_3;GM9001;"2019"JJ00;20.8

            """
        let found = try read(text).findings.kept
        #expect(found.map(\.code) == ["stray-quote"] && found.first?.place?.line == 3, "\(found)")
    }
}
