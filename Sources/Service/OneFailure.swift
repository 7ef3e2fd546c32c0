import Files
import Ledger

/// Throws a failure on that is not of one piece of work alone: without the ledger nothing can be done, and who is to stop
/// begins nothing else.
///
/// Whatever else fails, the next piece may succeed, so it is noted and tried again.
func throwUnlessAlone(_ error: any Error) throws {
    if error is LedgerError || error is Interrupted { throw error }
}
