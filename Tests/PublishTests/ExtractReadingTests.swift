import Classification
import Codebook
import Disclosure
import Foundation
import Ingest
import Publish
import Statistics
import TableReading
import TestSupport
import Testing

@Suite struct `an extract that is delivered again` {
    @Test(arguments: [
        ".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml", "_TypedDataSet.xml.gz", "_UntypedDataSet.xml.gz",
    ])
    func `reads as what was published, with nothing to remark`(suffix: String) throws {
        let trial = try TrialRelease()
        trial.codebook.extracts = [.statlineCSV, .atom, .atomGzip]
        let rows: [Int: [Value]] = [
            1: [.number(457_400), .number(208), .number(792), .number(-100), .number(1010)],
            3: [.number(0), .missing(.unknown), .missing(.unknown), .missing(.unknown), .missing(.unknown)],
            7: [.number(12_345_600), .number(1000), .number(0), .number(-1), .missing(.unknown)],
        ]
        let table = trial.table(rows, year: 2022, status: .provisional)
        _ = try trial.publisher().publish(trial.plan(1, [.whole(table)]))
        let path = trial.home + "/current/statline/sample_2022" + suffix
        let reading = try DeliveryReader(codebook: trial.codebook).read(path: path)
        #expect(reading.findings.isEmpty, "\(reading.findings.kept)")
        let read = try #require(reading.table)
        #expect(read.form == "published")
        #expect(read.periods.map(\.period) == [Period(year: 2022)])
        // A feed names periods by their keys, which bear no mark.
        if suffix == ".csv" { #expect(read.periods.map(\.status) == [.provisional]) }
        #expect(read.rows == rows.count)
        let missing: Value = suffix.hasPrefix("_TypedDataSet") ? .missing(.null) : .missing(.unknown)
        for record in read.records {
            let code = read.regions[record.region].code
            let region = try #require(trial.edition.regions.firstIndex { $0.code == code })
            var values: [Value] = Array(repeating: .missing(.blank), count: 5)
            record.forEachCell { rank, value, _, _ in values[rank] = value }
            #expect(values == rows[region]?.map { $0.number == nil ? missing : $0 })
        }
    }
}
