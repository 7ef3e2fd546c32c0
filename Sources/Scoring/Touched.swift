public import Classification
public import Codebook
public import Statistics

/// The rows that a change of tallies can reach, and the tallies needed to compute them.
///
/// A region's counts enter its own row and those of the regions that contain it, up to the coarsest published
/// level. A region depends on all its descendants, so all descendants of those coarsest regions are read, and
/// nothing else.
public struct Touched: Hashable, Sendable {
    /// The coarsest published regions that contain a touched region, in publication order; none contains
    /// another.
    public let roots: [RegionIndex]
    /// The published regions whose rows may have changed.
    public let regions: Set<RegionIndex>

    /// Finds the rows that a change of these regions reaches.
    public init(_ touched: some Sequence<RegionIndex>, edition: Edition, codebook: Codebook) {
        let isPublished = edition.levels.map { codebook.levels.contains($0.key) }
        var roots: Set<RegionIndex> = []
        var regions: Set<RegionIndex> = []
        for region in touched {
            let reached = ([region] + edition.ancestors(of: region)).filter {
                isPublished[edition.regions[$0.position].level]
            }
            regions.formUnion(reached)
            if let coarsest = reached.last { roots.insert(coarsest) }
        }
        self.roots = roots.sorted()
        self.regions = regions
    }

    /// Finds the rows that a change of these codes reaches; codes that the edition does not have are skipped.
    public init(codes: some Sequence<RegionCode>, edition: Edition, codebook: Codebook) {
        let known = codes.compactMap { code in
            if case .known(let region) = edition.lookUp(code) { region } else { nil }
        }
        self.init(known, edition: edition, codebook: codebook)
    }

    /// The codes of the roots and of all their descendants, in publication order: the tallies to read.
    public func codesToFetch(in edition: Edition) -> [RegionCode] {
        roots.flatMap { root in
            (root.position..<edition.descendants(of: root).upperBound).map { edition.regions[$0].code }
        }
    }
}
