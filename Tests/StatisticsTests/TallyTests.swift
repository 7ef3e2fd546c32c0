import Statistics
import TestSupport
import Testing

@Suite struct `a tally` {
    /// Every kind of value, at ranks up to 300.
    private func cells(_ random: inout SplitMix64) -> [(rank: Int, value: Value)] {
        (0...300).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map { rank in
            let value: Value =
                switch Int.random(in: 0..<6, using: &random) {
                case 0: .missing(Value.Symbol.allCases.randomElement(using: &random) ?? .blank)
                case 1: .unreadable(Value.Fault.allCases.randomElement(using: &random) ?? .notANumber)
                case 2: .number(Int64.random(in: -Value.limit...Value.limit, using: &random))
                default: .number(Int64.random(in: -300...300, using: &random))
                }
            return (rank, value)
        }
    }

    private func content(of tally: Tally) -> [Int: Value] {
        var content: [Int: Value] = [:]
        tally.forEach { content[$0] = $1 }
        return content
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `gives back what went in, the same bytes in whatever order`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let cells = cells(&random)
        let tally = Tally(cells)
        #expect(content(of: tally) == Dictionary(uniqueKeysWithValues: cells.map { ($0.rank, $0.value) }))
        #expect(Tally(cells.shuffled(using: &random)) == tally)
        #expect(Tally(bytes: tally.bytes) == tally)
        for cell in cells { #expect(tally[cell.rank] == cell.value) }
        #expect(tally[301] == nil)
        let byRank = content(of: tally)
        #expect(Tally(ranks: 0...300) { byRank[$0] } == tally)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `of counts adds up as they do`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let a = (0..<350).map { _ in Int64.random(in: -5...9, using: &random) / 5 }
        let b = (0..<350).map { _ in Int64.random(in: 0...999, using: &random) }
        var sum = [Int64](repeating: 0, count: 350)
        Tally(counts: a).add(to: &sum)
        Tally(counts: b).add(to: &sum)
        #expect(sum == zip(a, b).map(+))
    }

    @Test func `leaves zeros out, so none and zero are one`() {
        #expect(Tally(counts: [0, 0, 0]) == .empty)
        #expect(Tally(counts: [0, 5, 0]) == Tally([(rank: 1, value: .number(5))]))
        #expect(Tally.empty.isEmpty)
    }

    @Test func `passes over ranks that a vector does not have, and values that are no numbers`() {
        var counts: [Int64] = [1, 1]
        Tally([
            (rank: 1, value: .number(4)), (rank: 2, value: .number(9)), (rank: 0, value: .missing(.unknown)),
        ])
        .add(to: &counts)
        #expect(counts == [1, 5])
    }

    @Test(
        arguments: [
            [0x80], [0x00], [0x00, 0x80], [0x00, 0x41], [0x80, 0x00, 0x04], [0x00, 0x84, 0x00],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00],
            [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        ] as [[UInt8]]
    )
    func `is not read from bytes that no tally has`(bytes: [UInt8]) {
        #expect(Tally(bytes: bytes) == nil)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `is its bytes: whatever is read from any bytes has just these`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            Bool.random(using: &random)
                ? UInt8.random(in: 0...3, using: &random) : .random(in: 0...255, using: &random)
        }
        let again = Tally(bytes: bytes).map { tally in
            Tally(content(of: tally).map { (rank: $0.key, value: $0.value) }).bytes
        }
        #expect(again == nil || again == bytes)
    }
}

@Suite struct `a value` {
    @Test func `is read back from its code, and no two have one`() {
        let values =
            [0, 1, -1, 7, -100, Value.limit, -Value.limit].map(Value.number)
            + Value.Symbol.allCases.map(Value.missing) + Value.Fault.allCases.map(Value.unreadable)
        #expect(Set(values.map(\.code)).count == values.count)
        for value in values { #expect(Value(code: value.code) == value) }
    }

    @Test(arguments: [0b1_1101, 0b1111_1111, 0b1_0000_0000_0001, .max] as [UInt64])
    func `is none for a code that no value has`(code: UInt64) {
        #expect(Value(code: code) == nil)
    }

    @Test func `that is missing is no number`() {
        #expect(Value.number(0).number == 0)
        #expect(Value.Symbol.allCases.allSatisfy { Value.missing($0).number == nil })
        #expect(Value.Fault.allCases.allSatisfy { Value.unreadable($0).number == nil })
    }
}
