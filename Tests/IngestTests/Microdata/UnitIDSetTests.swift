import TestSupport
import Testing

@testable import Microdata

/// Ids of units, of every kind, are noticed when they come again, and only then.
@Suite struct `ids of units` {
    private func note(_ id: String, in set: inout UnitIDSet) -> Bool {
        var bytes = Array(id.utf8)
        return unsafe bytes.withUnsafeMutableBytes { unsafe set.note(UnsafeRawBufferPointer($0)) }
    }

    /// Ids of one kind: numbered in a row, far apart, words, and numbers behind many beginnings.
    private func id(_ kind: Int, _ number: Int, _ random: inout SplitMix64) -> String {
        switch kind {
        case 0: "k\(number)"
        case 1: "\(Int.random(in: 0..<1_000_000_000_000_000, using: &random))"
        case 2: "kind-\(number)-a"
        case 3: "\(number % 400)x\(number)"
        default: String(repeating: "0", count: number % 7) + "\(number)"
        }
    }

    @Test(arguments: 0..<5) func `are new once, whatever they look like`(kind: Int) {
        var random = SplitMix64(seed: UInt64(kind))
        var set = UnitIDSet()
        var known: Set<String> = []
        for number in 0..<20_000 {
            let id = id(kind, number, &random)
            #expect(note(id, in: &set) == known.insert(id).inserted)
        }
        var again = SplitMix64(seed: UInt64(kind))
        for number in 0..<20_000 {
            let id = id(kind, number, &again)
            #expect(note(id, in: &set) == false)
        }
    }

    @Test func `are told apart by their zeros in front and by what stands before their digits`() {
        var set = UnitIDSet()
        let ids = [
            "7", "07", "007", "k7", "k07", "k", "", "7k", "0", "00", "10", "010", "999999999999",
            "1000000000000",
        ]
        for id in ids {
            #expect(note(id, in: &set), "\(id)")
            #expect(!note(id, in: &set), "\(id)")
        }
    }
}
