import Foundation
package import Ledger

extension Timestamp {
    /// The moment in UTC, to the second, in the form of receipts and commands.
    package var iso8601: String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    }
}

/// The moment, by the machine's clock.
@Sendable package func systemTime() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
}
