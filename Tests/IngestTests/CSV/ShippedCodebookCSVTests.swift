import Codebook
import Foundation
import Statistics
import TableReading
import TestSupport
import Testing

@testable import Codebooks
@testable import Ingest

/// CSV of the data set that is shipped, in the headers that stewards meet.
@Suite struct `csv of the shipped data set` {
    private let codebook: Codebook

    init() throws {
        codebook = try CodebookFile.read(path: PackageFiles.codebook("ses-woa"))
    }

    @Test(.enabled(if: PackageFiles.hasShared("data/statline-csv")))
    func `Amsterdam is in the published form`() throws {
        let path = PackageFiles.shared(
            "data/statline-csv/SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv"
        )
        let reading = try DeliveryReader(codebook: codebook).read(path: path)
        let table = try #require(reading.table)
        #expect(places(reading.findings) == [])
        #expect(table.form == "published")
        #expect(table.records.count == 579)
        #expect(table.unknownTopics.isEmpty)
        let keys = table.columns.map { codebook.topics[$0.rank].key }
        #expect(
            keys == [
                "ParticuliereHuishoudens_2", "Waarde_16", "Waarde_19", "Waarde_22", "GemiddeldeScore_29",
                "Waarde_37",
            ]
        )
    }

    @Test(.enabled(if: PackageFiles.hasShared("data/statline-csv")))
    func `the table of another data set is told from it`() throws {
        let name = "Nabijheid_voorzieningen__afstand_locatie__wijk__en_buurtcijfers_2021_17012023_183355.csv"
        let path = PackageFiles.shared("data/statline-csv/" + name)
        let reading = try DeliveryReader(codebook: codebook).read(path: path)
        #expect(reading.format == "csv-pivot")
        #expect(reading.findings.kept.map(\.code) == ["no-topics"])
    }

    @Test(arguments: [
        "\"ID\";\"Welvaart\";\"Opleiding\";\"Arbeidsverleden\";\"WijkenEnBuurten\";\"Perioden\";\"ParticuliereHuishoudens\"\n"
            + "\"0\";\"10\";\"5\";\"7\";\"BU03630000\";\"2019JJ00\";\"       3\"\n",
        "Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);Financiële welvaart;Opleidingsniveau;"
            + "Recent arbeidsverleden;Particuliere huishoudens (Aantal)\n"
            + "2019;Kop Zeedijk;BU03630000;10e deciel;Hbo-, wo-master, doctor;Gepensioneerd;3\n",
        "Periods,Districts and neighbourhoods,Region code,Financial wealth,Level of education,Recent work history,"
            + "Private households (Number)\n2019,Kop Zeedijk,BU03630000,10th decile,\"Master, doctor\",Retired,3\n",
    ])
    func `joint counts are known by keys and by titles`(text: String) throws {
        let reading = try read(text, codebook: codebook)
        #expect(places(reading.findings) == [])
        #expect(reading.table?.form == "joint")
        #expect(value(reading.table, "BU03630000", 349) == .number(3))
    }

    @Test func `counts by variable are known by keys and by titles`() throws {
        let form = try #require(codebook.form("marginal"))
        for language in Language.allCases {
            for isKeyed in [true, false] {
                let headers = form.topics.map {
                    isKeyed ? $0.key : "\($0.title[language]) (\($0.unit[language]))"
                }
                let text =
                    (["WijkenEnBuurten", "Perioden"] + headers).map { "\"\($0)\"" }.joined(separator: ";")
                    + "\nBU03630000;2019JJ00" + (0..<form.topics.count).map { ";\($0)" }.joined() + "\n"
                let reading = try read(text, codebook: codebook)
                #expect(places(reading.findings) == [])
                #expect(reading.table?.form == "marginal")
                #expect(reading.table?.columns.map(\.rank) == Array(form.topics.indices))
                #expect(value(reading.table, "BU03630000", 22) == .number(22))
            }
        }
    }

    @Test func `every published topic is known in both languages, alone or with all others`() throws {
        for language in Language.allCases {
            let headers = codebook.topics.map { "\"\($0.title[language]) (\($0.unit[language]))\"" }
            let all = "WijkenEnBuurten;Perioden;" + headers.joined(separator: ";") + "\n"
            let values = codebook.topics.map { _ in ";." }.joined()
            let table = try #require(
                try read(all + "GM0363;2019JJ00" + values + "\n", codebook: codebook).table
            )
            #expect(table.columns.map(\.rank) == Array(codebook.topics.indices))
            for (rank, header) in headers.enumerated() {
                let text = "WijkenEnBuurten;Perioden;\(header)\nGM0363;2019JJ00;.\n"
                let table = try #require(try read(text, codebook: codebook).table)
                #expect(table.form == "published")
                #expect(table.columns.map(\.rank) == [rank])
            }
        }
    }
}
