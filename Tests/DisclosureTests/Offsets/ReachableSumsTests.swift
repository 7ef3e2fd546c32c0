import Testing

@testable import Disclosure

/// Which sums of coefficients exist, against trying all units.
@Suite struct ReachableSumsTests {
    /// Every sum that so many units of some coefficients can have, by trying all.
    private func all(_ units: Int, _ coefficients: [Int]) -> Set<Int> {
        (0..<units).reduce([0]) { sums, _ in Set(sums.flatMap { sum in coefficients.map { sum + $0 } }) }
    }

    @Test(arguments: [
        [-21, -18, -8, -1], [3, 4, 6, 8], [10, 12], [8], [-4, -10, -16, -22], [0, 7, 7, 30],
    ])
    func `knows every sum of up to nine units of one group, and no other`(coefficients: [Int]) {
        let reach = GroupReach(coefficients)
        for units in 0...9 {
            let known = all(units, coefficients)
            for excess in -3...(units * reach.widest + 3) {
                #expect(reach.contains(excess, units: units) == known.contains(excess + units * reach.base))
            }
        }
    }

    @Test(arguments: [[0, 0, 0, 0], [1, 2, 0, 3], [3, 3, 3, 0], [0, 4, 1, 2], [6, 0, 0, 0]])
    func `knows every sum of several groups together`(counts: [Int]) {
        let variable = OffsetVariable(
            key: "v",
            groups: [0, 0, 1, 1, 1, 2, 3, 3],
            coefficients: [8, 2, -4, -10, -22, -27, -3, 14],
            merges: []
        )
        let sums = ReachableSums(variable)
        var known: Set = [0]
        for group in 0..<4 {
            let own = zip(variable.groups, variable.coefficients).filter { $0.0 == group }.map(\.1)
            known = Set(known.flatMap { sum in all(counts[group], own).map { sum + $0 } })
        }
        for sum in -240...120 {
            #expect(unsafe sums.contains(sum, counts, 0, nil) == known.contains(sum))
        }
    }

    @Test func `takes the gaps of an excess apart`() {
        let reach = GroupReach([0, 3, 13, 20])
        for excess in 0...900 {
            guard let gaps = reach.gaps(of: excess) else { continue }
            #expect(gaps.reduce(0, +) == excess)
            #expect(reach.contains(excess, units: gaps.count))
            #expect(gaps.isEmpty || !reach.contains(excess, units: gaps.count - 1))
        }
    }
}
