/// The encoding of a combination of covariate codes, a *pattern*, as one number in mixed radix.
///
/// The covariate with the most codes is the last digit, so that patterns in rising order share long prefixes;
/// the fit computes each prefix once.
public struct PatternLayout: Hashable, Sendable {
    /// The multiplier of each covariate's code, in the order of the design; a key is the sum of the products.
    public let multipliers: [UInt64]
    /// The number of codes of each covariate, in the order of the design.
    public let sizes: [Int]
    /// The number of levels.
    public let levels: Int
    /// The covariates in the order of the digits, the most significant first.
    let order: [Int]

    init(_ design: PersonDesign) {
        sizes = design.covariates.map(\.size)
        levels = design.levels.count
        let sizes = sizes
        order = sizes.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
        var multipliers = sizes.map { _ in UInt64(1) }
        var product: UInt64 = 1
        for covariate in order.reversed() {
            multipliers[covariate] = product
            product *= UInt64(sizes[covariate])
        }
        self.multipliers = multipliers
    }

    /// The key of a pattern.
    public func key(of codes: [UInt8]) -> UInt64 {
        zip(codes, multipliers).reduce(0) { $0 + UInt64($1.0) * $1.1 }
    }

    /// The codes of a pattern, in the order of the design.
    public func codes(of key: UInt64) -> [UInt8] {
        sizes.indices.map { UInt8(key / multipliers[$0] % UInt64(sizes[$0])) }
    }
}
