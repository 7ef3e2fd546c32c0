import Synchronization
import Testing

@testable import Website

/// Values that pages keep.
@Suite struct `what pages keep` {
    @Test func `is worked out once, and so much and no more of it is kept`() {
        let kept = Kept<Int, Int>(most: 3)
        let made = Mutex<[Int]>([])
        func value(_ key: Int) -> Int {
            kept.value(key) {
                made.withLock { $0.append(key) }
                return key * 10
            }
        }
        for key in [1, 2, 1, 3, 1, 4, 1, 2] { #expect(value(key) == key * 10) }
        // The second was asked for longest ago when the fourth came.
        #expect(made.withLock { $0 } == [1, 2, 3, 4, 2])
        for key in 0..<1000 { _ = value(key) }
        #expect(kept.count == 3)
        #expect(kept.peek(999) == 9990 && kept.peek(1) == nil)
    }
}
