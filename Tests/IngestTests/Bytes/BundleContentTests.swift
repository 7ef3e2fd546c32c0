import Codebook
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import Codebooks
@testable import Files
@testable import Ingest
@testable import TableReading

/// Content of archives beside or in place of a table.
@Suite struct `an archive` {
    private let table = """
        WijkenEnBuurten;Perioden;ParticuliereHuishoudens_2;WelvaartLaag_3
        GM9001;2019JJ00;1000;20.8

        """
    private let children = """
        jaar;kind_id;buurtcode;besteedbaar_inkomen_gestandaardiseerd
        2021;k1;BU00600000;15000
        2021;k2;BU00600000;45000

        """
    private let limits =
        "kenmerk;jaar;grens\ninkomen;2021;17500\ninkomen;2021;23400\ninkomen;2021;29800\ninkomen;2021;38900\n"

    private func codebook() throws -> Codebook {
        try CodebookFile.read(path: PackageFiles.codebook("achtergrond"))
    }

    private func read(_ bytes: [UInt8], codebook: Codebook = SampleCodebook.codebook) throws
        -> DeliveryReading
    {
        let scratch = try Scratch()
        return try DeliveryReader(codebook: codebook).read(path: scratch.file("delivery", bytes))
    }

    private func recognises(_ bytes: [UInt8], codebook: Codebook = SampleCodebook.codebook) throws -> Bool {
        let scratch = try Scratch()
        return try DeliveryReader(codebook: codebook).recognises(path: scratch.file("delivery", bytes))
    }

    @Test func `of an archive is told that the inner one is not unpacked`() throws {
        let inner = Packed.zip([("a.csv", Array(table.utf8))])
        for bytes in [Packed.zip([("a.zip", inner)]), Packed.gzip(inner)] {
            let found = try read(bytes).findings.kept
            #expect(found.map(\.code) == ["not-recognised"])
            #expect(found.first?.message.en.contains("another archive") == true, "\(found)")
        }
    }

    @Test func `that is a sheet of LibreOffice is named, with what to do`() throws {
        let sheet = Packed.zip([
            ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8)),
            ("content.xml", Array("<x/>".utf8)),
        ])
        let found = try #require(read(sheet).findings.kept.first)
        #expect(found.message.en.contains("LibreOffice") && found.repair.en.contains("Save the sheet as CSV"))
        let text = Packed.zip([("mimetype", Array("application/vnd.oasis.opendocument.text".utf8))])
        #expect(try read(text).findings.kept.first?.message.en.contains("text document") == true)
    }

    @Test func `with two tables names both`() throws {
        let bytes = Array(table.utf8)
        let found = try #require(
            read(Packed.zip([("jaar/a.csv", bytes), ("b\u{1B}.csv", bytes)])).findings.kept.first
        )
        #expect(found.code == "two-tables")
        #expect(found.message.en.contains("'jaar/a.csv' and 'b?.csv'"), "\(found.message.en)")
    }

    @Test func `may hold the limits of its classes`() throws {
        let codebook = try codebook()
        let (rows, limits) = (Array(children.utf8), Array(limits.utf8))
        let good = try read(Packed.zip([("k.csv", rows), ("K.Grenzen.csv", limits)]), codebook: codebook)
        #expect(
            !good.findings.kept.contains { ["limits-missing", "two-tables"].contains($0.code) },
            "\(good.findings.kept)"
        )
        #expect(good.table != nil)
        let twice = Packed.zip([("k.csv", rows), ("a.grenzen.csv", limits), ("b.grenzen.csv", limits)])
        #expect(try read(twice, codebook: codebook).findings.kept.map(\.code) == ["limits-faulty"])
        let alone = try read(Packed.zip([("k.grenzen.csv", limits)]), codebook: codebook).findings.kept
        #expect(alone.map(\.code) == ["no-header"] && alone[0].message.en.contains("limits of classes only"))
        let wrong = Packed.zip([("k.csv", rows), ("k.grenzen.csv", Array("nonsense\n".utf8))])
        #expect(try read(wrong, codebook: codebook).findings.kept.contains { $0.code == "limits-faulty" })
    }

    @Test func `is recognised by what it holds`() throws {
        let bytes = Array(table.utf8)
        for packed in [
            bytes, Packed.gzip(bytes),
            Packed.zip([("leesmij.txt", Array("hallo\n".utf8)), ("a.csv", bytes)]),
        ] {
            #expect(try recognises(packed))
            #expect(try !recognises(packed, codebook: codebook()))
        }
        #expect(try recognises(Packed.zip([("k.csv", Array(children.utf8))]), codebook: codebook()))
        #expect(try !recognises(Packed.zip([("leesmij.txt", Array("hallo\n".utf8))])))
    }
}
