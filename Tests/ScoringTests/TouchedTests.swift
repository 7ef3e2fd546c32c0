import Classification
import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `what a change reaches` {
    private let codebook = TrialCodebook.sesWoa
    private let edition = TrialEdition.small

    private func touched(_ positions: [Int]) -> Touched {
        Touched(positions.map(RegionIndex.init), edition: edition, codebook: codebook)
    }

    @Test(arguments: [
        (touched: [3], roots: [1], regions: [1, 2, 3]),
        (touched: [4, 6], roots: [1], regions: [1, 2, 4, 5, 6]),
        (touched: [2], roots: [1], regions: [1, 2]),
        (touched: [8, 1, 8], roots: [1, 7], regions: [1, 7, 8]),
        (touched: [0], roots: [], regions: []),
        (touched: [], roots: [], regions: []),
    ])
    func `is the region and those that hold it, up to its gemeente`(
        touched positions: [Int],
        roots: [Int],
        regions: [Int]
    ) {
        let touched = touched(positions)
        #expect(touched.roots.positions == roots)
        #expect(touched.regions.sorted().positions == regions)
    }

    @Test func `is fetched with all that lies in the same gemeente`() {
        #expect(
            touched([6]).codesToFetch(in: edition).map(\.description)
                == ["GM1001", "WK100110", "BU10011010", "BU10011011", "WK100111", "BU10011110"]
        )
        #expect(touched([0]).codesToFetch(in: edition).isEmpty)
    }

    @Test func `leaves out codes that the edition does not have`() {
        let codes = ["BU10011010", "BU99990000", "GM", "", "NL01"].map { RegionCode($0) }
        #expect(Touched(codes: codes, edition: edition, codebook: codebook) == touched([3]))
    }

    @Test func `begins at the coarsest level that is published`() {
        var codebook = codebook
        codebook.levels = ["wijk", "buurt"]
        let touched = Touched([RegionIndex(3), RegionIndex(6)], edition: edition, codebook: codebook)
        #expect(touched.roots.positions == [2, 5])
        #expect(touched.regions.sorted().positions == [2, 3, 5, 6])
    }
}
