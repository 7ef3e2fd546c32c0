import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `national cells` {
    private let codebook = TrialCodebook.make([[-10, 10], [-5, 5]])
    private let edition = TrialEdition.small

    private func cells(_ stored: [Int: [Int64]], form: String = "joint") throws -> NationalCells? {
        let form = try #require(codebook.form(form))
        let tallies = stored.map { (RegionIndex($0.key), Tally(counts: $0.value)) }
        return NationalCells(
            codebook: codebook,
            edition: edition,
            form: form,
            stored: Dictionary(uniqueKeysWithValues: tallies)
        )
    }

    @Test func `are the sum of all parts, and a row of the whole beside them is not counted again`() throws {
        // Two buurten of a wijk, that wijk itself, a buurt of another, and a wijk without parts.
        let stored: [Int: [Int64]] = [
            3: [1, 2, 3, 4], 4: [10, 0, 0, 0], 2: [900, 900, 900, 900], 6: [0, 5, 0, 0], 8: [0, 0, 7, 0],
        ]
        let national = try #require(try cells(stored))
        #expect(national.cells == [11, 7, 10, 4])
        #expect(national.isWhole)
    }

    @Test func `take a region's own row where its parts are not all stored, and say that something lacks`()
        throws
    {
        let national = try #require(try cells([3: [1, 0, 0, 0], 2: [5, 5, 5, 5], 8: [0, 0, 0, 1]]))
        #expect(national.cells == [5, 5, 5, 6])
        #expect(!national.isWhole)
        let lone = try #require(try cells([3: [1, 2, 0, 0]]))
        #expect(lone.cells == [1, 2, 0, 0])
        #expect(!lone.isWhole)
    }

    @Test func `are not to be had from counts that do not say how variables go together`() throws {
        #expect(try cells([8: [1, 1, 0, 1, 0]], form: "marginal") == nil)
        #expect(try cells([8: [1]], form: "published") == nil)
    }

    @Test func `of single units add up over postcodes, whole units and fractions alike`() throws {
        var codebook = codebook
        let person = ImputationSetting.Person(key: "main", level: 0, covariates: [])
        codebook.forms.append(
            Form(
                key: "units",
                title: Text(nl: "", en: ""),
                layout: .records,
                topics: [],
                records: RecordLayout(
                    separator: 59,
                    fields: [],
                    leaveOut: [],
                    imputation: ImputationSetting(variable: 1, seed: 1, replicates: 1, persons: [person])
                )
            )
        )
        let form = try #require(codebook.form("units"))
        let cells = try #require(RecordCells(codebook, form))
        // Three whole units without a postcode, one with one, a unit in two parts, and sums that are no units.
        let tally = Tally([
            (cells.rank(slot: 0, part: cells.whole.lowerBound), .number(3)),
            (cells.rank(slot: 0, part: cells.fractional.lowerBound + 1), .number(2500)),
            (cells.rank(slot: 0, part: cells.fractional.lowerBound + 3), .number(7500)),
            (cells.rank(slot: 0, part: cells.imputed), .number(1)),
            (cells.rank(slot: 12, part: cells.whole.lowerBound + 2), .number(1)),
            (cells.rank(slot: 12, part: cells.replicated.lowerBound), .number(999_999)),
        ])
        let national = NationalCells(
            codebook: codebook,
            edition: edition,
            form: form,
            stored: [RegionIndex(3): tally]
        )
        #expect(national?.cells == [30_000, 2500, 10_000, 7500])
    }
}
