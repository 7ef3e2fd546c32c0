public import Classification
public import Codebook
public import Statistics

/// Which rows a change can reach, and what must be fetched to compute them.
///
/// A region's counts enter its own row and those of the regions that hold it, up to the coarsest published
/// level. What a region is depends on everything below it, so all that lies in those coarsest regions is
/// fetched, and nothing else.
public struct Touched: Hashable, Sendable {
    /// The coarsest published regions that hold what was touched, in publication order; none holds another.
    public let roots: [RegionIndex]
    /// The published regions whose rows may have changed.
    public let regions: Set<RegionIndex>

    /// Finds what a change of these regions reaches.
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

    /// Finds what a change of these codes reaches; codes that the edition does not have are left out.
    public init(codes: some Sequence<RegionCode>, edition: Edition, codebook: Codebook) {
        let known = codes.compactMap { code in
            if case .known(let region) = edition.lookUp(code) { region } else { nil }
        }
        self.init(known, edition: edition, codebook: codebook)
    }

    /// The codes of the roots and of everything below them, in publication order: what must be fetched.
    public func codesToFetch(in edition: Edition) -> [RegionCode] {
        roots.flatMap { root in
            (root.position..<edition.descendants(of: root).upperBound).map { edition.regions[$0].code }
        }
    }
}
