import Synchronization

/// Numbers, each once.
final class Turn: Sendable {
    private let count = Atomic(0)

    /// The next number.
    func take() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
}
