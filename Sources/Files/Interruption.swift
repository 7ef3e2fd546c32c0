import Synchronization

/// Whether a process was asked to stop: whoever is at a long step asks now and then, and gives the step up.
///
/// A step is recorded when it is done, and may be done again, so giving one up loses nothing but its work.
public final class Interruption: Sendable {
    private let wasAsked = Atomic(false)

    /// Creates one that nobody asked for yet.
    public init() {}

    /// Asks everybody to stop.
    public func ask() { wasAsked.store(true, ordering: .releasing) }

    /// True once the process was asked to stop.
    public var isAsked: Bool { wasAsked.load(ordering: .acquiring) }

    /// Goes on unless the process was asked to stop.
    public func check() throws(Interrupted) {
        if isAsked { throw Interrupted() }
    }
}

/// A step was given up, because the process was asked to stop; the next start does it again.
public struct Interrupted: Error, Hashable, CustomStringConvertible {
    /// Creates the error.
    public init() {}

    /// The error in words, for operators.
    public var description: String { "the process is stopping; the step is done again at the next start" }
}
