import Ledger
import Synchronization

/// How far the files that are being read have been read.
final class Readings: Sendable {
    private let parts = Mutex<[DeliveryID: Double]>([:])

    /// Notes that so many bytes of a file of that size were read.
    func note(_ delivery: DeliveryID, _ bytes: Int64, of size: Int64) {
        guard size > 0 else { return }
        parts.withLock { $0[delivery] = min(1, Double(bytes) / Double(size)) }
    }

    /// Forgets a delivery that is read.
    func end(_ delivery: DeliveryID) { parts.withLock { $0[delivery] = nil } }

    /// The part of a delivery that was read, from 0 to 1; nil where it is not being read.
    func part(of delivery: DeliveryID) -> Double? { parts.withLock { $0[delivery] } }
}
