import Files
import Foundation
import Ledger
import Testing
import Workflow

@testable import Service

/// Effect of a failure on several pieces of work one after another.
@Suite struct `a failure of one piece of work` {
    @Test func `stops the others where the ledger fails or the process is to stop`() {
        #expect(throws: LedgerError.self) { try throwUnlessAlone(LedgerError("accept", "ledger", .full)) }
        #expect(throws: Interrupted.self) { try throwUnlessAlone(Interrupted()) }
    }

    @Test func `stops no other where it is its own`() throws {
        try throwUnlessAlone(MachineFault("write", "a.txt", code: 5))
        try throwUnlessAlone(CocoaError(.fileNoSuchFile))
    }
}
