import Classification
import Codebook
import Disclosure
import Statistics

/// Stored counts of a period as the atoms that protection looks at.
struct StoredParts {
    /// Whether postcodes are published too, so that the units of each are apart.
    let hasPostcodes: Bool
    let space: CellSpace
    /// How many numbers a vector of counts has, and whether a tally holds one for each postcode.
    private let width: Int
    private let isRecords: Bool
    /// By region, its parts.
    private(set) var parts: [RegionIndex: [LinkedRegions.PostcodePart]] = [:]
    /// Units of postcodes that are of no region.
    private(set) var strays: [LinkedRegions.PostcodePart] = []

    init(codebook: Codebook, form: Form, space: CellSpace, hasPostcodes: Bool) {
        self.space = space
        self.hasPostcodes = hasPostcodes
        let records = RecordCells(codebook, form)
        isRecords = records != nil
        width = records?.width ?? space.count
    }

    /// Adds what is stored of a region; nil for one that the edition does not have.
    mutating func add(_ tally: Tally, of region: RegionIndex?) {
        var vectors: [Int: [Int64]] = [:]
        tally.forEach { rank, value in
            guard case .number(let number) = value else { return }
            let slot = isRecords ? rank / width : 0
            let place = hasPostcodes ? slot : 0
            vectors[place, default: [Int64](repeating: 0, count: width)][isRecords ? rank % width : rank] +=
                number
        }
        let own = vectors.sorted { $0.key < $1.key }.map { slot, counts in
            // The edition of postcodes begins with that of the first slot.
            LinkedRegions.PostcodePart(postcode: slot == 0 ? nil : RegionIndex(slot - 1), counts: counts)
        }
        if let region {
            parts[region] = own
        } else if hasPostcodes {
            strays += own.filter { $0.postcode != nil }
        }
    }

    /// The regions below some roots, and the postcodes.
    func linked(edition: Edition, codebook: Codebook, roots: [RegionIndex]) -> LinkedRegions {
        let isPublished = edition.levels.map { codebook.levels.contains($0.key) }
        return LinkedRegions(
            edition: edition,
            isPublished: { isPublished[$0] },
            roots: roots,
            space: space,
            strays: strays,
            sliver: hasPostcodes ? codebook.protection.threshold : nil,
            parts: { parts[$0] }
        )
    }
}
