import Codebook
import Foundation
import Statistics
import TableReading
import TestSupport
import Testing

@testable import Ingest

@Suite struct `real files of StatLine in XML` {
    @Test(.enabled(if: PackageFiles.hasShared("data/statline-xml/TypedDataSet_47022NED_atom_v3.xml")))
    func `of another data set are read as what they are`() throws {
        let path = PackageFiles.shared("data/statline-xml/TypedDataSet_47022NED_atom_v3.xml")
        let reading = try DeliveryReader(codebook: SampleCodebook.codebook).read(path: path)
        #expect(reading.format == "atom-typed")
        #expect(reading.table == nil)
        #expect(reading.findings.kept.map(\.code) == ["no-topics"])

        var codebook = SampleCodebook.codebook
        codebook.forms[1].topics[0].spellings = ["GeregistreerdeMisdrijven_1"]
        let known = try DeliveryReader(codebook: codebook).read(path: path)
        let table = try #require(known.table)
        #expect(table.rows == 2)
        #expect(table.regions.map(\.code.description) == ["GM0758", "BU07580004"])
        #expect(table.periods.map(\.text) == ["2012MM01", "2017MM12"])
        #expect(table.periods.map(\.place) == [Place(line: 21, column: 21), Place(line: 40, column: 21)])
    }

    @Test(.enabled(if: PackageFiles.hasShared("data/statline-xml/ServiceDocument_81162eng_ODataFeed.xml")))
    func `that only name the parts of a table are refused as such`() throws {
        let path = PackageFiles.shared("data/statline-xml/ServiceDocument_81162eng_ODataFeed.xml")
        let reading = try DeliveryReader(codebook: SampleCodebook.codebook).read(path: path)
        #expect(reading.findings.kept.map(\.code) == ["other-document"])
        #expect(reading.findings.kept.first?.message.en.contains("service document") == true)
    }
}
