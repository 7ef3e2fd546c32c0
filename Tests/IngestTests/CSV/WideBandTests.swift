import Codebook
import Statistics
import TestSupport
import Testing

@testable import Codebooks
@testable import TableReading

/// A column for each band, with the band as people write it.
@Suite struct `headers with bands` {
    private let codebook: Codebook

    init() throws { codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond")) }

    private func deliver(_ bands: String) throws -> DeliveryReading {
        try read(
            "WijkenEnBuurten;Perioden;\(bands)\nBU02790000;2021JJ00;100;150;100;90\n",
            codebook: codebook
        )
    }

    @Test(arguments: ["_", "-", "–"])
    func `are read with any dash`(dash: String) throws {
        let bands = [(0, 4), (4, 12), (12, 18), (18, 23)].map { "leeftijd_\($0)\(dash)\($1)" }
        let reading = try deliver(bands.joined(separator: ";"))
        #expect(reading.findings.isEmpty, "\(reading.findings.kept)")
        #expect(reading.table?.columns.count == 4)
    }

    @Test(arguments: ["leeftijd_4-dec", "leeftijd_4/12", "leeftijd_04-12-2018"])
    func `of which a spreadsheet made a date are told, with the band that was meant`(header: String) throws {
        let reading = try deliver("leeftijd_0-4;\(header);leeftijd_12-18;leeftijd_18-23")
        let found = reading.findings.kept.filter { $0.code == "header-misspelt" }
        #expect(
            found.count == 1 && found.first?.message.en.contains("a date; a spreadsheet") == true,
            "\(reading.findings.kept)"
        )
        #expect(found.first?.message.en.contains("leeftijd_4_12") == true)
    }
}
