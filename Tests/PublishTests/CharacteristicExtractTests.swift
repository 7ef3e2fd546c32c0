import Classification
import Codebook
import Codebooks
import Disclosure
import Foundation
import Publish
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `an extract of characteristics` {
    /// A gemeente of two buurten with figures that merge, are withheld, and are of a buurt as a whole.
    private func published() throws -> TrialRelease {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 1))
        let codebook = try CodebookFile.read(
            path: PackageFiles.codebook("achtergrond")
        )
        trial.codebook = codebook
        let form = try #require(codebook.form("counts"))
        func tally(_ numbers: [String: Int64]) throws -> Tally {
            let ranks = try numbers.map { key, number in
                (rank: try #require(form.topics.firstIndex { $0.key == key }), value: Value.number(number))
            }
            return Tally(ranks)
        }
        let stored = [
            RegionIndex(3): try tally([
                "geslacht_man": 600, "geslacht_vrouw": 650, "leeftijd_0_4": 3, "leeftijd_4_12": 500,
                "leeftijd_12_18": 700, "inkomensbron_loon": 900, "inkomensbron_ww": 2,
                "inkomensbron_overig": 60, "halt_ja": 20, "halt_nee": 1230, "provincie_limburg": 1250,
                "inkomensongelijkheid": 287, "afstand_voorzieningen": 0,
            ]),
            RegionIndex(4): try tally([
                "geslacht_man": 300, "geslacht_vrouw": 310, "leeftijd_0_4": 150, "leeftijd_4_12": 250,
                "leeftijd_12_18": 200, "inkomensbron_loon": 40, "inkomensbron_bijstand": 20,
                "halt_ja": 2, "halt_nee": 598, "provincie_limburg": 610,
            ]),
        ]
        let made: Aggregation? = Aggregation(
            codebook: codebook,
            edition: trial.edition,
            form: form,
            period: Period(year: 2021),
            status: .definitive,
            columns: []
        )
        let figures = try #require(made).table(stored: stored)
        let ranges = codebook.variables.indices.map(codebook.categoryRanks)
        let protected = CharacteristicProtection(codebook, edition: trial.edition)
            .protect(figures, roots: [RegionIndex(1)]) { region in
                stored[region].map { tally in
                    ranges.map { $0.map { tally[$0]?.number ?? 0 } }
                }
            }.table
        _ = try trial.publisher().publish(trial.plan(1, [.whole(protected)]))
        return trial
    }

    @Test(arguments: [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `is the same bytes as its golden file`(suffix: String) throws {
        let trial = try published()
        let name = "\(trial.codebook.dataset)_2021\(suffix)"
        let bytes = try #require(trial.extracts()["statline/\(name)"])
        #expect(try bytes == Golden.bytes(name, now: bytes), "PEIL_UPDATE_GOLDEN=1 writes it anew")
    }

    @Test func `comes with what its characteristics are, when they are of, and in which groups`() throws {
        let trial = try published()
        let manifest = try #require(Manifest.read(trial.home + "/current"))
        let described = try #require(manifest.characteristics)
        #expect(described.count == 29)
        let age = try #require(described.first { $0.key == "leeftijd" })
        #expect(age.theme == ["nl": "Demografie", "en": "Demography"])
        #expect(age.reference?["en"] == "1 January of the report year")
        #expect(age.categories?.map(\.key) == ["0_4", "4_12", "12_18", "18_23"])
        #expect(described.last?.categories == nil)
    }
}
