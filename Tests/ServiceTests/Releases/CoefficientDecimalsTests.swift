import Codebook
import TestSupport
import Testing

@testable import Codebooks
@testable import Reports

/// How finely estimated coefficients are rounded.
@Suite struct `the decimals of estimated coefficients` {
    /// The decimals for a data set whose variables all have these coordinates.
    private func decimals(of coordinates: [Double], _ method: ProtectionRule.Method) throws -> Int {
        var codebook = try CodebookFile.read(path: PackageFiles.codebook("ses-woa"))
        codebook.protection.method = method
        #expect(codebook.mayHaveOffsets == (method == .proved))
        let all = codebook.variables.map { _ in coordinates }
        let (numbers, decimals) = CoefficientEstimate.rounded(all, codebook)
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        #expect(numbers == all.map { $0.map { Int64(($0 * scale).rounded()) } })
        return decimals
    }

    @Test(arguments: [(0.0002, 6), (0.0201, 4), (0.2, 4), (0.2002, 3), (20, 2), (20.02, 1), (2000, 0)])
    func `are as many as offsets protect, by what lies between the least and the greatest`(
        _ span: Double,
        _ expected: Int
    ) throws {
        #expect(try decimals(of: [-span / 2, span / 2], .proved) == expected)
    }

    @Test func `are as many as exact scores allow where there are no offsets`() throws {
        #expect(try decimals(of: [-10.5, 10.5], .threshold) == 6)
    }
}
