import Foundation
import Ledger

extension Timestamp {
    /// The moment in UTC, to the second, as receipts and commands write it.
    var iso8601: String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    }
}
