import Foundation
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import Files
@testable import Ingest
@testable import TableReading

@Suite struct `compressed deliveries` {
    private let table = """
        WijkenEnBuurten;Perioden;ParticuliereHuishoudens_2;WelvaartLaag_3
        GM9001;2019JJ00;1000;20.8
        BU90010101;2020JJ00;400;10.5

        """

    private func read(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) throws -> DeliveryReading {
        let scratch = try Scratch()
        let path = try scratch.file("delivery", bytes)
        return try DeliveryReader(codebook: SampleCodebook.codebook, limits: limits).read(path: path)
    }

    @Test func `are unpacked from gzip while they are read`() throws {
        let reading = try read(Packed.gzip(Array(table.utf8)))
        #expect(places(reading.findings) == [])
        #expect(reading.format == "csv-keys")
        #expect(value(reading.table, "GM9001", 1) == .number(208))
    }

    @Test func `are unpacked from several gzip parts behind each other`() throws {
        let bytes = Array(table.utf8)
        let reading = try read(Packed.gzip(Array(bytes[..<40])) + Packed.gzip(Array(bytes[40...])))
        #expect(places(reading.findings) == [])
        #expect(reading.table?.records.count == 2)
    }

    @Test func `are refused where a gzip file breaks off`() throws {
        let rows = (0..<20_000).map { "BU\(10_000_000 + $0);2019JJ00;\(($0 &* 7919) % 1_000);\($0 % 99).5\n" }
            .joined()
        let packed = Packed.gzip(Array((table + rows).utf8))
        for count in [packed.count / 2, packed.count - 1, packed.count - 8, 20, 11] {
            let reading = try read(Array(packed[..<count]))
            #expect(reading.table == nil)
            #expect(reading.findings.isRejection, "\(count)")
            #expect(
                reading.findings.kept.first.map { ["truncated", "archive-damaged"].contains($0.code) } == true
            )
            // In the middle of the data it is plain that the rest is missing.
            #expect(count != packed.count / 2 || reading.findings.kept.first?.code == "truncated")
        }
    }

    @Test func `are refused where a gzip file does not agree with its checksum`() throws {
        var packed = Packed.gzip(Array(table.utf8), store: true)
        // A digit of a figure, which nothing but the checksum can tell from another.
        let digit = try #require(packed.firstRange(of: Array("1000;20.8".utf8))).lowerBound
        packed[digit] = UInt8(ascii: "3")
        let reading = try read(packed)
        #expect(reading.findings.kept.map(\.code) == ["archive-damaged"])
    }

    @Test func `are refused where they unpack to far more than they are`() throws {
        let bomb = Packed.gzip([UInt8](repeating: 0x3B, count: 40 << 20))
        #expect(try read(bomb).findings.isRejection)
        var limits = ReadingLimits()
        limits.unpackedBytes = 100
        #expect(
            try read(Packed.gzip(Array(table.utf8)), limits: limits).findings.kept.map(\.code) == [
                "too-large"
            ]
        )
    }

    @Test func `are unpacked from zip, with what the metadata says`() throws {
        let metadata = """
            "TableInfos"
            "ID";"Title";"ShortTitle"
            "0";"Proef; regio-indeling 2021";"Proef"

            "Perioden"
            "Key";"Title";"Description";"Status"
            "2019JJ00";"2019";"";"Definitief"
            "2020JJ00";"2020*";"";"Voorlopig"
            """
        let reading = try read(
            Packed.zip([
                ("85163_UntypedDataSet_01012024_000000.csv", Array(table.utf8)),
                ("85163_metadata.csv", Array(metadata.utf8)),
                ("__MACOSX/._x.csv", [1, 2, 3]),
            ])
        )
        #expect(places(reading.findings) == [])
        #expect(reading.table?.statedEdition?.year == 2021)
        #expect(reading.table?.periods.map(\.status) == [.definitive, .provisional])
    }

    @Test func `are unpacked from the bundle of the newer feed`() throws {
        let observations = """
            "Id";"Measure";"ValueAttribute";"Value";"StringValue";"WijkenEnBuurten";"Perioden"
            "1";"D1";"None";"1000";"";"GM9001";"2020JJ00"
            "2";"D2";"None";"20,8";"";"GM9001";"2020JJ00"
            """
        let reading = try read(
            Packed.zip([
                (
                    "85163NED-1/Dimensions.csv",
                    Array("Identifier;Title;Kind;MapYear\nWijkenEnBuurten;Wijken;GeoDetail;2021\n".utf8)
                ),
                (
                    "85163NED-1/MeasureCodes.csv",
                    Array(
                        "Identifier;Index;Title;MeasureGroupId;Unit;Decimals\nD1;1;Particuliere huishoudens;;Aantal;0\nD2;2;Laag;M1;%;1\n"
                            .utf8
                    )
                ),
                (
                    "85163NED-1/MeasureGroups.csv",
                    Array("Id;Index;Title;Description;ParentId\nM1;1;Welvaart;;\n".utf8)
                ),
                ("85163NED-1/Observations.csv", Array(observations.utf8)),
                (
                    "85163NED-1/PeriodenCodes.csv",
                    Array("Identifier;Title;Status\n2020JJ00;2020;NaderVoorlopig\n".utf8)
                ),
                ("85163NED-1/Properties.csv", Array("Identifier;Title\n85163NED;Proef\n".utf8)),
            ])
        )
        #expect(places(reading.findings) == [])
        #expect(reading.format == "csv-observations")
        #expect(reading.table?.statedEdition?.year == 2021)
        #expect(reading.table?.periods.map(\.status) == [.revisedProvisional])
        #expect(value(reading.table, "GM9001", 1, period: "2020JJ00") == .number(208))
    }

    @Test func `are found beside other texts and in folders`() throws {
        let reading = try read(
            Packed.zip([
                ("map/leesmij.txt", Array("Deze tabel komt van StatLine; zie aldaar.\nTot ziens.\n".utf8)),
                ("map/Súd.csv", Array(table.utf8)), ("map/omslag.pdf", Array("%PDF-1.7".utf8)),
            ])
        )
        #expect(places(reading.findings) == [])
        #expect(reading.table?.records.count == 2)
    }

    @Test func `may be feeds`() throws {
        let feed = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" \
            xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
            <title type="text">TypedDataSet</title>
            <entry><content type="application/xml"><m:properties><d:ID m:type="Edm.Int32">0</d:ID>
            <d:WijkenEnBuurten>BU90010101</d:WijkenEnBuurten><d:Perioden>2019JJ00</d:Perioden>
            <d:ParticuliereHuishoudens_2 m:type="Edm.Int32">400</d:ParticuliereHuishoudens_2>
            </m:properties></content></entry></feed>
            """
        for bytes in [Packed.gzip(Array(feed.utf8)), Packed.zip([("TypedDataSet.xml", Array(feed.utf8))])] {
            let reading = try read(bytes)
            #expect(places(reading.findings) == [])
            #expect(reading.format == "atom-typed")
            #expect(value(reading.table, "BU90010101", 0) == .number(400))
        }
    }

    @Test func `are refused with two tables, with paths that lead out, or with nothing to read`() throws {
        let bytes = Array(table.utf8)
        #expect(
            try read(Packed.zip([("a.csv", bytes), ("b.csv", bytes)])).findings.kept.map(\.code) == [
                "two-tables"
            ]
        )
        #expect(try read(Packed.zip([("../a.csv", bytes)])).findings.kept.map(\.code) == ["archive-unsafe"])
        #expect(try read(Packed.zip([("/a.csv", bytes)])).findings.kept.map(\.code) == ["archive-unsafe"])
        #expect(
            try read(Packed.zip([("a.pdf", Array("%PDF-1.7".utf8))])).findings.kept.map(\.code) == [
                "not-recognised"
            ]
        )
        #expect(try read(Packed.zip([])).findings.kept.map(\.code) == ["not-recognised"])
        var limits = ReadingLimits()
        limits.archiveEntries = 3
        let many = (0..<5).map { ("\($0).txt", bytes) }
        #expect(try read(Packed.zip(many), limits: limits).findings.kept.map(\.code) == ["archive-unsafe"])
    }

    @Test func `are refused where a file in a zip was changed`() throws {
        var packed = Packed.zip([("a.csv", Array(table.utf8))])
        let digit = try #require(packed.firstRange(of: Array("1000;20.8".utf8))).lowerBound
        packed[digit] = UInt8(ascii: "3")
        #expect(try read(packed).findings.kept.map(\.code) == ["archive-damaged"])
        #expect(try read(Array(packed.dropLast(40))).findings.isRejection)
    }
}

@Suite struct `files that are no delivery` {
    @Test(arguments: [
        ("%PDF-1.7 …", "PDF"), ("{\"value\": []}", "JSON"), ("<!DOCTYPE html><html>", "web page"),
        ("", "empty"),
        (" \n ", "empty"), ("\u{89}PNG\r\n", "PNG"),
    ])
    func `are refused by what they are`(text: String, what: String) throws {
        let bytes = what == "PNG" ? [0x89] + Array("PNG\r\n".utf8) : Array(text.utf8)
        let scratch = try Scratch()
        let path = try scratch.file("delivery.csv", bytes)
        let reading = try DeliveryReader(codebook: SampleCodebook.codebook).read(path: path)
        #expect(reading.findings.kept.map(\.code) == ["not-recognised"])
        #expect(reading.format == nil)
        #expect(what == "PNG" || reading.findings.kept[0].message.en.contains(what))
    }

    /// The bytes of a delivery that is a workbook.
    private static let workbook = Packed.zip([
        ("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/workbook.xml", Array("<workbook/>".utf8)),
    ])

    private func refusal(_ bytes: [UInt8]) throws -> Finding {
        let scratch = try Scratch()
        let reader = DeliveryReader(codebook: SampleCodebook.codebook)
        let kept = try reader.read(path: scratch.file("delivery.csv", bytes)).findings.kept
        #expect(kept.count == 1)
        return try #require(kept.first)
    }

    @Test(arguments: [
        ("$FL2@(#) SPSS DATA FILE", "SPSS"), ("PAR1\u{15}\u{4}", "Parquet"),
        ("<stata_dta><header><release>118", "Stata"),
        ("s\u{2}\u{1}\u{0}" + String(repeating: "\u{0}", count: 40), "Stata"), ("RDX3\nX\n", "R"),
        ("SQLite format 3\u{0}", "SQLite"), ("\u{0}\u{1}\u{0}\u{0}Standard ACE DB", "Access"),
        ("\u{3}\u{79}\u{5}\u{1}" + String(repeating: "\u{0}", count: 40), "dBase"),
    ])
    func `of other programs are told by the program, and are to be exported`(text: String, program: String)
        throws
    {
        for bytes in [Array(text.utf8), Packed.gzip(Array(text.utf8)), Packed.zip([("a", Array(text.utf8))])]
        {
            let finding = try refusal(bytes)
            #expect(finding.code == "not-recognised")
            #expect(finding.message.nl.contains("gegevensbestand van"))
            #expect(finding.message.nl.contains(program))
            #expect(finding.repair.nl.hasPrefix("Exporteer de gegevens als CSV"))
        }
    }

    @Test func `of SAS are told by their first bytes`() throws {
        let sas =
            [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF]
            + [UInt8](repeating: 0, count: 300)
        #expect(
            try refusal(sas).message.en == "This is a data file of SAS; only CSV and Atom (XML) are read."
        )
    }

    @Test func `are archives in archives: each is to be unpacked, and none is called damaged`() throws {
        let table = Array("WijkenEnBuurten;Perioden\nGM9001;2019\n".utf8)
        let (gzip, zip) = (Packed.gzip(table), Packed.zip([("a.csv", table)]))
        for bytes in [
            Packed.gzip(gzip), Packed.gzip(Packed.gzip(gzip)), Packed.gzip(zip), Packed.zip([("a.gz", gzip)]),
            Packed.zip([("a.zip", zip)]),
        ] {
            let finding = try refusal(bytes)
            #expect(finding.code == "not-recognised")
            #expect(finding.message.nl == "In dit archief zit weer een archief; dat wordt niet uitgepakt.")
            #expect(finding.repair.nl.hasPrefix("Pak het binnenste uit"))
        }
        var tar = Array("a.csv".utf8) + [UInt8](repeating: 0, count: 1_019)
        tar.replaceSubrange(257..<262, with: Array("ustar".utf8))
        for bytes in [tar, Packed.gzip(tar), Packed.zip([("a.tar", tar)])] {
            let finding = try refusal(bytes)
            #expect(finding.code == "not-recognised")
            #expect(finding.message.nl.contains("tar-archief"))
            #expect(finding.repair.nl.hasPrefix("Pak het uit"))
        }
    }

    @Test func `are workbooks, in an archive too`() throws {
        for bytes in [
            Self.workbook, Packed.gzip(Self.workbook), Packed.zip([("cijfers.xlsx", Self.workbook)]),
        ] {
            let finding = try refusal(bytes)
            #expect(finding.message.nl.hasPrefix("Dit is een werkmap van Excel"))
            #expect(finding.repair.nl.hasPrefix("Sla het werkblad op als CSV"))
        }
    }

    @Test func `are messages and encrypted files`() throws {
        let mail = try refusal(Array("Return-Path: <a@example.nl>\nSubject: levering\n\nHierbij.\n".utf8))
        #expect(mail.message.nl.hasPrefix("Dit is een e-mailbericht"))
        #expect(mail.repair.nl.contains("bijlage"))
        for text in ["age-encryption.org/v1\n", "-----BEGIN PGP MESSAGE-----\n", "Salted__abc"] {
            #expect(try refusal(Array(text.utf8)).message.en == "This file is encrypted and cannot be read.")
        }
    }

    @Test func `are zip files with a password, which are told for that`() throws {
        // The flag of encryption, in the header before the file and in the directory at the end.
        var bytes = Packed.zip([("a.csv", Array("WijkenEnBuurten;Perioden\nGM9001;2019\n".utf8))])
        for mark in [[0x50, 0x4B, 3, 4, 0, 0], [0x50, 0x4B, 1, 2, 0, 0]] as [[UInt8]] {
            let start = try #require(bytes.firstRange(of: mark[..<4])).lowerBound
            bytes[start + (mark[2] == 3 ? 6 : 8)] |= 1
        }
        let finding = try refusal(bytes)
        #expect(finding.code == "archive-unsafe")
        #expect(finding.message.nl.contains("wachtwoord"))
        #expect(finding.repair.nl.contains("zonder wachtwoord"))
    }

    @Test func `are told from workbooks, which are zip files`() throws {
        let scratch = try Scratch()
        let path = try scratch.file(
            "cijfers.xlsx",
            Packed.zip([
                ("[Content_Types].xml", Array("<Types/>".utf8)),
                ("xl/workbook.xml", Array("<workbook/>".utf8)),
            ])
        )
        let reading = try DeliveryReader(codebook: SampleCodebook.codebook).read(path: path)
        #expect(reading.findings.kept.map(\.code) == ["not-recognised"])
        #expect(reading.findings.kept[0].message.nl.contains("Excel"))
        #expect(reading.findings.kept[0].repair.nl.contains("CSV"))
    }

    @Test func `a file that is not there is a fault of the machine`() throws {
        let reader = DeliveryReader(codebook: SampleCodebook.codebook)
        #expect(throws: MachineFault.self) { try reader.read(path: "/nonexistent/delivery.csv") }
    }

    @Test(arguments: 0..<400)
    func `whatever bytes come, reading ends and never throws`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "WijkenEnBuurten;Perioden;ParticuliereHuishoudens_2;WelvaartLaag_3\n",
            "GM9001;2019JJ00;10;20.8\n", "\"", ";",
            "\n", "\r", "\"\"\"", "Onderwerp;;x\n", ";;Wijken en buurten\n", "Bron: CBS\n", "Perioden;",
            "2019*;", "\u{0}",
            "é", "1.000,5;", "Id;Measure;Value;WijkenEnBuurten;Perioden\n", "Welvaart;Werk;",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            if Int.random(in: 0...9, using: &random) == 0 {
                bytes.append(.random(in: 0...255, using: &random))
            }
        }
        _ = try IngestTests.read(bytes, piece: Int.random(in: 1...50, using: &random))
        var packed = Packed.zip([("a.csv", bytes), ("b_metadata.csv", bytes)])
        for _ in 0..<3 {
            packed[Int.random(in: 4..<packed.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        let scratch = try Scratch()
        _ = try DeliveryReader(codebook: SampleCodebook.codebook).read(path: scratch.file("x", packed))
    }
}
