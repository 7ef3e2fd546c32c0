package import Ledger
import Synchronization

/// How far the files that are being read have been read.
final class Readings: Sendable {
    private let parts = Mutex<[DeliveryID: (done: Int64, size: Int64)]>([:])

    /// Notes that so many bytes of a file of that size were read.
    func note(_ delivery: DeliveryID, _ bytes: Int64, of size: Int64) {
        guard size > 0 else { return }
        parts.withLock { $0[delivery] = (min(bytes, size), size) }
    }

    /// Forgets a delivery that is read.
    func end(_ delivery: DeliveryID) { parts.withLock { $0[delivery] = nil } }

    /// The part of a delivery that was read, from 0 to 1; nil where it is not being read.
    func part(of delivery: DeliveryID) -> Double? {
        parts.withLock { $0[delivery].map { Double($0.done) / Double($0.size) } }
    }

    /// The delivery that was begun last, with the bytes that were read of it and its size; nil where none is being read.
    var last: (delivery: DeliveryID, done: Int64, size: Int64)? {
        parts.withLock { parts in parts.max { $0.key < $1.key }.map { ($0.key, $0.value.done, $0.value.size) }
        }
    }
}

extension Peil {
    /// The delivery that is being read, with the bytes that were read of it and its size; nil where none is.
    package var reading: (delivery: DeliveryID, done: Int64, size: Int64)? { readings.last }
}
