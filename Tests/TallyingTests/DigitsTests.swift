import TestSupport
import Testing

@testable import Tallying

/// Numbers read from text, and the ids, prefixes and regions that are made of them.
@Suite struct `digits` {
    private func number(_ text: String) -> UInt64? {
        let room = Array(text.utf8) + [UInt8](repeating: UInt8(ascii: "7"), count: 8)
        // Safe: eight bytes more are readable than the text has.
        return unsafe room.withUnsafeBufferPointer { room in
            unsafe room.baseAddress.flatMap { unsafe Digits.number($0, count: text.utf8.count) }
        }
    }

    @Test(arguments: 1...16)
    func `are the number that they write`(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        for _ in 0..<300 {
            let text = String((0..<count).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
            #expect(number(text) == UInt64(text), "\(text)")
        }
    }

    @Test func `are none with any other byte among them, or none of them, or too many`() {
        for place in 0..<16 {
            for byte in UInt8.min...UInt8.max where !(48...57).contains(byte) {
                var text = [UInt8](repeating: UInt8(ascii: "1"), count: 24)
                text[place] = byte
                // Safe: as above.
                let number = unsafe text.withUnsafeBufferPointer { text in
                    unsafe text.baseAddress.flatMap { unsafe Digits.number($0, count: 16) }
                }
                #expect(number == nil, "\(byte) at \(place)")
            }
        }
        #expect(number("") == nil)
        #expect(number("12345678901234567") == nil)
    }

    @Test func `behind a beginning are told from it`() {
        func begins(_ id: String, _ text: String) -> Bool {
            let room = Array(text.utf8) + [UInt8](repeating: 0, count: 8)
            // Safe: as above.
            return unsafe room.withUnsafeBufferPointer { room in
                unsafe room.baseAddress.map { unsafe IDPrefix(of: id.utf8).begins($0) } ?? false
            }
        }
        #expect(IDPrefix(of: "kind-12".utf8).count == 5)
        #expect(IDPrefix(of: "12".utf8).count == 0)
        #expect(IDPrefix(of: "huishouden12".utf8).count == 0, "longer than eight bytes is no beginning")
        #expect(begins("k12", "k7") && !begins("k12", "l7") && begins("12", "anything"))
        #expect(begins("abcdefgh1", "abcdefgh2") && !begins("abcdefgh1", "abcdefgx2"))
    }

    @Test func `of different texts have different places, shorter texts first`() {
        var places: Set<UInt64> = []
        var highest: UInt64 = 0
        for digits in 1...4 {
            let size = (0..<digits).reduce(1) { size, _ in size * 10 }
            for number in 0..<size {
                let place = UnitIDs.index(UInt64(number), digits: digits)
                #expect(places.insert(place).inserted)
                #expect(place >= highest)
                highest = place
            }
        }
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `of ids are noticed when they come again in their year`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var ids = UnitIDs()
        var known: Set<[UInt64]> = []
        for number in 0..<20_000 {
            let id = number % 3 == 0 ? UInt64.random(in: 0..<60_000_000, using: &random) : UInt64(number / 2)
            let period = Int.random(in: 0..<2, using: &random)
            let isNew = ids.note(id, period: period)
            #expect(isNew == known.insert([UInt64(period), id]).inserted)
        }
        let (isComplete, noted) = (ids.isComplete, ids.noted)
        #expect(isComplete && noted == 20_000)
    }

    @Test func `of ids far apart are compared beyond the room too`() {
        var ids = UnitIDs(blockLimit: 3)
        for number in 0..<6 as Range<UInt64> {
            let isNew = ids.note(number << 24, period: 0)
            #expect(isNew)
        }
        for number in 0..<6 as Range<UInt64> {
            let isNew = ids.note(number << 24, period: 0)
            #expect(!isNew)
        }
        let isComplete = ids.isComplete
        #expect(isComplete)
    }

    @Test func `of ids in the pieces of two scans are found when they are put together`() {
        var one = UnitIDs(blockLimit: 1)
        var two = UnitIDs(blockLimit: 1)
        for number in 0..<100 as Range<UInt64> {
            _ = one.note(number << 18, period: 0)
            _ = two.note((number + 90) << 18, period: 0)
        }
        let shared = one.shared(with: two)
        #expect(shared == 10)
    }

    @Test func `of regions are numbered as they come, past every growth of the table`() {
        var random = SplitMix64(seed: 9)
        var table = RegionTable()
        var numbers: [UInt32: Int] = [:]
        let place = LoosePlace(piece: 0, line: 0, column: 1)
        for _ in 0..<30_000 {
            let digits = UInt32.random(in: 0..<20_000, using: &random) * 4_999
            #expect(table.number(ofDigits: digits) == numbers[digits])
            if numbers[digits] == nil {
                numbers[digits] = table.add(digits: digits, code: "BU\(digits)", at: place)
            }
        }
        #expect(Set(numbers.values) == Set(0..<numbers.count) && table.met.count == numbers.count)
        let other = table.number(of: "WK01", at: place)
        #expect(other == numbers.count)
        let again = table.number(of: "WK01", at: place)
        #expect(again == other)
    }
}
