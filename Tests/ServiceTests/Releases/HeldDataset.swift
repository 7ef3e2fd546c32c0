import Dispatch
import Foundation

@testable import Service

/// A data set that another has to itself until it is let go.
final class HeldDataset: Sendable {
    private let mayEnd = DispatchSemaphore(value: 0)

    /// Holds a data set of a Peil.
    init(_ dataset: String = "ses-woa", of peil: Peil) {
        let (isHeld, mayEnd) = (DispatchSemaphore(value: 0), mayEnd)
        let holder = Thread {
            try? peil.exclusively(dataset) {
                isHeld.signal()
                mayEnd.wait()
            }
        }
        holder.start()
        isHeld.wait()
    }

    /// Lets it go.
    func letGo() { mayEnd.signal() }
}
