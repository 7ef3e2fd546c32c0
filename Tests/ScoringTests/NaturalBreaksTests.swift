import Scoring
import TestSupport
import Testing

@Suite struct `natural breaks` {
    /// Every division of `numbers` into `count` classes that are not empty, as the places where classes begin.
    private func divisions(_ numbers: Int, into count: Int, from first: Int = 1) -> [[Int]] {
        guard count > 1 else { return [[]] }
        return (first..<max(first, numbers)).flatMap { begin in
            divisions(numbers, into: count - 1, from: begin + 1).map { [begin] + $0 }
        }
    }

    /// The squared distance to the means of the classes, times `common`, which every size divides.
    private func distance(_ numbers: [Int64], _ weights: [Int], _ classes: [Int], _ common: Int128) -> Int128
    {
        Set(classes).sorted().reduce(Int128(0)) { total, wanted in
            let members = classes.indices.filter { classes[$0] == wanted }
            let size = members.reduce(Int128(0)) { $0 + Int128(weights[$1]) }
            let sum = members.reduce(Int128(0)) { $0 + Int128(weights[$1]) * Int128(numbers[$1]) }
            let squares = members.reduce(Int128(0)) {
                $0 + Int128(weights[$1]) * Int128(numbers[$1]) * Int128(numbers[$1])
            }
            return total + squares * common - sum * sum * (common / size)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `are the best of all divisions`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let numbers = Set(
            (0..<Int.random(in: 1...9, using: &random)).map { _ in Int64.random(in: 0...30, using: &random) }
        ).sorted()
        let weights = numbers.map { _ in Int.random(in: 1...3, using: &random) }
        let count = Int.random(in: 1...5, using: &random)
        let classes = NaturalBreaks.classes(of: numbers, weights: weights, into: count)

        #expect(classes == classes.sorted())
        #expect(Set(classes) == Set(0..<min(count, numbers.count)))
        // The least common multiple of 1 to 27, which no class has more areas than.
        let common: Int128 = 80_313_433_200
        let least = divisions(numbers.count, into: min(count, numbers.count)).map { begins in
            distance(
                numbers,
                weights,
                numbers.indices.map { place in begins.count { $0 <= place } },
                common
            )
        }.min()
        #expect(distance(numbers, weights, classes, common) == least)
    }

    @Test func `find the gaps where means from a bad start would not`() {
        let numbers: [Int64] = [1, 2, 3, 50, 51, 52, 53, 54, 55, 1000]
        let ones = numbers.map { _ in 1 }
        #expect(
            NaturalBreaks.classes(of: numbers, weights: ones, into: 3) == [0, 0, 0, 1, 1, 1, 1, 1, 1, 2]
        )
    }

    @Test func `take the lower border of two that are equally good`() {
        #expect(NaturalBreaks.classes(of: [0, 1, 2], weights: [1, 1, 1], into: 2) == [0, 1, 1])
        #expect(NaturalBreaks.classes(of: [0, 3, 6], weights: [2, 2, 2], into: 2) == [0, 1, 1])
    }

    @Test func `give few numbers a class each`() {
        #expect(NaturalBreaks.classes(of: [5, 9], weights: [3, 1], into: 11) == [0, 1])
        #expect(NaturalBreaks.classes(of: [], weights: [], into: 11) == [])
    }

    @Test func `are found for the largest numbers`() {
        let numbers = (0..<8192).map { Int64($0) << 23 }
        let classes = NaturalBreaks.classes(
            of: numbers.suffix(300),
            weights: .init(repeating: 27, count: 300),
            into: 11
        )
        #expect(classes.last == 10)
    }
}
