/// The elements of a tally in a microdata form: for each postcode a block of cells and sums.
///
/// The rank `slot * width + k` is element `k` of a slot. Slot 0 is of units without a postcode, slot `s` of
/// those of postcode `999 + s`. Every element is a whole number of at least 0 that adds over units, so
/// tallies add over regions and blocks over postcodes. docs/formats/ledger.md describes the elements.
public struct RecordCells: Hashable, Sendable {
    /// The possible postcodes.
    public static let postcodes = 1000...9999
    /// The number of slots: one for each postcode, and one for none.
    public static let slots = postcodes.count + 1
    /// The number that stands for one unit among the fractional units of a cell.
    public static let unitFractions: Int64 = 10_000
    /// The number that stands for one unit, or for certainty, in the sums of probabilities.
    public static let unitMillionths: Int64 = 1_000_000

    /// The number of joint cells.
    public let cells: Int
    /// The number of categories of the imputed variable; 0 without imputation.
    public let levels: Int
    /// The number of replicate models; 0 without imputation.
    public let replicates: Int

    /// Creates the elements of a block.
    public init(cells: Int, levels: Int, replicates: Int) {
        self.cells = cells
        self.levels = levels
        self.replicates = levels == 0 ? 0 : replicates
    }

    /// The elements of a form of this codebook; nil for a form of another layout.
    public init?(_ codebook: Codebook, _ form: Form) {
        guard form.traits.cells == .counted, let records = form.records else { return nil }
        let imputation = records.imputation
        self.init(
            cells: JointCells(codebook.variables).count,
            levels: imputation.map { codebook.variables[$0.variable].categories.count } ?? 0,
            replicates: imputation?.replicates ?? 0
        )
    }

    /// The number of elements of a slot.
    public var width: Int { 2 * cells + (levels == 0 ? 0 : 1 + levels + productCount + replicates * levels) }

    /// The number of ranks.
    public var count: Int { Self.slots * width }

    /// Whole units of each joint cell.
    public var whole: Range<Int> { 0..<cells }

    /// Fractional units of each joint cell, in 1/10,000.
    public var fractional: Range<Int> { cells..<2 * cells }

    /// Units whose category was imputed; present only if ``levels`` is not 0.
    public var imputed: Int { 2 * cells }

    /// Expected number at each level over the imputed units, in millionths.
    public var expected: Range<Int> {
        levels == 0 ? 2 * cells..<2 * cells : imputed + 1..<imputed + 1 + levels
    }

    /// Sums over the imputed units of the product of the probabilities of two levels, in millionths.
    public var products: Range<Int> { expected.upperBound..<expected.upperBound + productCount }

    /// Expected number at each level under every replicate model, in millionths.
    public var replicated: Range<Int> { products.upperBound..<products.upperBound + replicates * levels }

    /// The element with the product of levels `a` and `b`, in any order.
    public func product(_ a: Int, _ b: Int) -> Int {
        let (a, b) = (min(a, b), max(a, b))
        return products.lowerBound + a * levels - a * (a - 1) / 2 + (b - a)
    }

    /// The elements of one replicate model.
    public func replicate(_ number: Int) -> Range<Int> {
        let first = replicated.lowerBound + number * levels
        return first..<first + levels
    }

    /// The rank of an element of a slot.
    public func rank(slot: Int, part: Int) -> Int { slot * width + part }

    /// The slot of a postcode; nil stands for none.
    public static func slot(ofPostcode postcode: Int?) -> Int {
        postcode.map { $0 - postcodes.lowerBound + 1 } ?? 0
    }

    /// The postcode of a slot; nil for slot 0.
    public static func postcode(ofSlot slot: Int) -> Int? {
        slot == 0 ? nil : slot + postcodes.lowerBound - 1
    }

    private var productCount: Int { levels * (levels + 1) / 2 }
}
