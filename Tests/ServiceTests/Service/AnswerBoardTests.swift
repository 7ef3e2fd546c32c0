import Foundation
import Ledger
import Statistics
import Synchronization
import Testing

@testable import Service

/// Who asked the desk for something waits for the answer, and for nothing else.
@Suite struct `who waits for an answer of the desk` {
    @Test func `is woken by it, and looks no more often than twice`() throws {
        let board = AnswerBoard()
        let answer = Mutex<ControlAnswer?>(nil)
        let looks = Atomic(0)
        let began = ContinuousClock.now
        let heard = try board.answer(to: 7, within: 60) {
            looks.wrappingAdd(1, ordering: .relaxed)
            return answer.withLock { $0 }
        } begin: {
            Thread {
                board.told(8)
                Thread.sleep(forTimeInterval: 0.2)
                answer.withLock { $0 = .done(release: 3) }
                board.told(7)
            }.start()
        }
        #expect(heard == .done(release: 3))
        #expect(looks.load(ordering: .relaxed) == 2)
        #expect(ContinuousClock.now - began < .seconds(30))
    }

    @Test func `hears one that was given before anybody listened`() throws {
        let heard = try AnswerBoard().answer(
            to: 1,
            within: 60,
            look: { .refused(Text(nl: "nee", en: "no")) },
            begin: {}
        )
        #expect(heard == .refused(Text(nl: "nee", en: "no")))
    }

    @Test func `goes on without one when the time is over`() throws {
        #expect(try AnswerBoard().answer(to: 1, within: 0.05, look: { nil }, begin: {}) == nil)
    }
}
