import Synchronization
import Testing

@testable import Web

/// The threads that answer.
@Suite struct `threads of the server` {
    private struct Fault: Error {}

    /// How many work now, and how many did at most.
    private final class Counts: Sendable {
        private let counts = Mutex((now: 0, most: 0))
        var most: Int { counts.withLock { $0.most } }
        func enter() {
            counts.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
        }
        func leave() { counts.withLock { $0.now -= 1 } }
    }

    @Test(arguments: [1, 3])
    func `work no more at a time than there are, and each work is done once`(count: Int) async throws {
        let workers = WebWorkers(count, name: "test")
        let counts = Counts()
        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await workers.run {
                        counts.enter()
                        defer { counts.leave() }
                        return number
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values.sorted() == Array(0..<200))
        #expect(counts.most <= count)
    }

    @Test func `throw what a work throws, and go on`() async throws {
        let workers = WebWorkers(1, name: "test")
        for _ in 0..<3 {
            await #expect(throws: Fault.self) { try await workers.run { throw Fault() } }
        }
        #expect(try await workers.run { 7 } == 7)
    }
}
