import Synchronization

/// Places of which there are so many: who finds none is sent away instead of waiting.
final class Places: Sendable {
    private let taken = Atomic(0)
    private let count: Int

    init(_ count: Int) { self.count = count }

    /// Takes a place; false where there is none.
    func take() -> Bool {
        if taken.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue <= count { return true }
        leave()
        return false
    }

    /// Leaves a place that was taken.
    func leave() { taken.wrappingSubtract(1, ordering: .acquiringAndReleasing) }
}
