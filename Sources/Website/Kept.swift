import Synchronization

/// Values that are worked out once and asked for again, so many of them and no more: the one that was asked for longest ago
/// makes room.
package final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let entries = Mutex<[(key: Key, value: Value)]>([])
    private let most: Int

    /// Keeps at most so many values.
    package init(most: Int) { self.most = most }

    /// The value of a key, made where it is not kept.
    ///
    /// A value asked for twice at the same time may be made twice; nobody waits for another's work.
    package func value(_ key: Key, _ make: () throws -> Value) rethrows -> Value {
        if let known = peek(key) { return known }
        let made = try make()
        entries.withLock { entries in
            entries.removeAll { $0.key == key }
            entries.append((key, made))
            if entries.count > most { entries.removeFirst() }
        }
        return made
    }

    /// The value of a key; nil where it is not kept.
    package func peek(_ key: Key) -> Value? {
        entries.withLock { entries in
            guard let position = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: position)
            entries.append(entry)
            return entry.value
        }
    }

    /// The number of values that are kept.
    var count: Int { entries.withLock { $0.count } }
}
