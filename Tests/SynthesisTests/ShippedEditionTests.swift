import Classification
import ClassificationFiles
import Foundation
import Statistics
import Synthesis
import TestSupport
import Testing

@Suite struct `a synthetic country over the shipped edition` {
    @Test func `is about as large, as empty and as uneven as the real one`() throws {
        let edition = try EditionDirectory.read(path: PackageFiles.edition2021)
        let country = SyntheticCountry(edition: edition, codebook: TrialCountry.codebook, seed: 1)
        let sizes = edition.indices.filter(edition.isLeaf).map {
            country.households(ofLeaf: $0, in: Period(year: 2019))
        }

        #expect((7_500_000...8_500_000).contains(sizes.reduce(0, +)))
        #expect((1_250...1_600).contains(sizes.count { $0 == 0 }))
        #expect((2_200...2_900).contains(sizes.count { $0 > 0 && $0 < 100 }))
        #expect((10_000...40_000).contains(sizes.max() ?? 0))
    }
}
