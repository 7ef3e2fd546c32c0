import Testing

@testable import Disclosure

/// Constraints on the groups of a smallest region that follow from its coarse numbers.
@Suite struct CoarsePatternTests {
    /// Whether a change of the groups is told of in the same way, after another one.
    private func holds(_ groups: [Int], after borne: [Int], _ change: [Int8], _ oneGroup: OneGroup) -> Bool {
        var pattern = CoarsePattern(groups: groups, minimum: 5, oneGroup: oneGroup)
        for (group, step) in borne.enumerated() { pattern.groups[group] += step }
        return unsafe change.withUnsafeBufferPointer { groups in
            guard let start = groups.baseAddress else { return false }
            return unsafe pattern.holds(start, sign: 1)
        }
    }

    @Test func `numbers that go by the rule go by it in a world of several changes too`() {
        // Of 123 units all but three are in one group; with three fewer there they are not.
        #expect(holds([120, 3, 0], after: [-1, 1, 0], [0, 0, 0], .withheld))
        #expect(!holds([120, 3, 0], after: [-3, 0, 3], [0, 0, 0], .withheld))
        #expect(holds([120, 3, 0], after: [-3, 0, 3], [3, 0, -3], .withheld))
    }

    @Test func `numbers that do not go by the rule do not go by it in a world of several changes`() {
        #expect(!holds([114, 3, 6], after: [6, 0, -6], [0, 0, 0], .withheld))
        #expect(holds([114, 3, 6], after: [6, 0, -6], [-6, 0, 6], .withheld))
    }
}
