import Foundation
import Statistics
import Synchronization
import TestSupport
import Testing

@testable import Bytes
@testable import Files
@testable import Ingest
@testable import TableReading

@Suite struct `reading that is to end` {
    private let table = """
        WijkenEnBuurten;Perioden;ParticuliereHuishoudens_2;WelvaartLaag_3
        GM9001;2019JJ00;1000;20.8

        """
    private let feed = """
        <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"
        xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"
        xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><entry><content type="application/xml">
        <m:properties><d:WijkenEnBuurten>GM9001</d:WijkenEnBuurten><d:Perioden>2019JJ00</d:Perioden>
        <d:ParticuliereHuishoudens_2>1000</d:ParticuliereHuishoudens_2></m:properties></content></entry></feed>
        """
    private let households = """
        jaar;huishouden_id;buurtcode;welvaartsdeciel;opleiding_huishouden;arbeidsverleden
        2019;1;BU90010101;1;1;1

        """

    private enum Form: String, CaseIterable {
        case csv, atom, households, gzip, zip
    }

    private func bytes(_ form: Form) -> [UInt8] {
        switch form {
        case .csv: Array(table.utf8)
        case .atom: Array(feed.utf8)
        case .households: Array(households.utf8)
        case .gzip: Packed.gzip(Array(table.utf8))
        case .zip: Packed.zip([("a.csv", Array(table.utf8))])
        }
    }

    @Test(arguments: ["csv", "atom", "households", "gzip", "zip"])
    func `ends where whoever waits for it says so, as no fault of the delivery`(form: String) throws {
        let scratch = try Scratch()
        let path = try scratch.file("delivery", bytes(#require(Form(rawValue: form))))
        let interruption = Interruption()
        let reader = DeliveryReader(codebook: SampleCodebook.codebook)
        let progress: @Sendable (Int64) throws -> Void = { _ in try interruption.check() }
        _ = try reader.read(path: path, progress: progress)
        interruption.ask()
        #expect(throws: Interrupted.self) { try reader.read(path: path, progress: progress) }
    }

    @Test func `looks through a zip of hundreds of tables in one pass`() throws {
        let scratch = try Scratch()
        let files = (0..<300).map { ("\($0).csv", Array(table.utf8)) }
        let path = try scratch.file("delivery.zip", Packed.zip(files))
        let passes = Mutex((last: Int64.max, count: 0))
        let reading = try DeliveryReader(codebook: SampleCodebook.codebook).read(path: path) { position in
            passes.withLock { passes in
                if position < passes.last { passes.count += 1 }
                passes.last = position
            }
        }
        #expect(reading.findings.kept.map(\.code) == ["two-tables"])
        #expect(passes.withLock(\.count) <= 2)
    }
}
