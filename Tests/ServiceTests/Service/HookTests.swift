import Announcing
import ConfigurationFiles
import Foundation
import Logging
import Synchronization
import Testing

@Suite struct `Hooks after a release` {
    private let root = NSTemporaryDirectory() + "peil-hooks-\(UUID().uuidString)"
    private let hook = Configuration.Hook(name: "cms", datasets: nil, way: .command("/bin/true"))

    /// Messages to a hook, and its refusals.
    private final class Listener: Sendable {
        struct Deaf: Error {}
        let heard = Mutex<[String]>([])
        let refuses = Mutex<Set<String>>([])

        func hear(_ announcement: Announcement) throws {
            let name = "\(announcement.dataset) \(announcement.release)"
            if refuses.withLock({ $0.contains(name) }) { throw Deaf() }
            heard.withLock { $0.append(name) }
        }
    }

    private func announcer(
        _ listener: Listener,
        newest: @escaping @Sendable (String) -> Int,
        gone: Set<Int> = []
    ) -> Announcer {
        Announcer(
            source: Announcer.Source(
                newest: newest,
                announcement: { dataset, number in
                    gone.contains(number)
                        ? nil
                        : Announcement(
                            dataset: dataset,
                            release: number,
                            time: "2026-01-02T03:04:05Z",
                            manifest: "\(dataset)/releases/\(number)/manifest.json",
                            manifestSHA256: "ab"
                        )
                }
            ),
            marks: HookMarks(root: root),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            send: { announcement, _ in try listener.hear(announcement) }
        )
    }

    @Test func `are told of each release once and in order, also by a process that starts anew`() async throws
    {
        let listener = Listener()
        try announcer(listener, newest: { _ in 0 }).begin([hook], datasets: ["a"])
        #expect(await announcer(listener, newest: { _ in 3 }).announce(hook, datasets: ["a"]).isEmpty)
        #expect(await announcer(listener, newest: { _ in 4 }).announce(hook, datasets: ["a"]).isEmpty)
        #expect(listener.heard.withLock { $0 } == ["a 1", "a 2", "a 3", "a 4"])
    }

    @Test func `hear no later release before the one they refused, and those of other data sets at once`()
        async throws
    {
        let listener = Listener()
        let announcer = announcer(listener, newest: { _ in 2 })
        try self.announcer(listener, newest: { _ in 0 }).begin([hook], datasets: ["a", "b"])
        listener.refuses.withLock { $0 = ["a 1"] }
        #expect(await announcer.announce(hook, datasets: ["a", "b"]).map(\.subject) == ["a"])
        listener.refuses.withLock { $0 = [] }
        #expect(await announcer.announce(hook, datasets: ["a", "b"]).isEmpty)
        #expect(listener.heard.withLock { $0 } == ["b 1", "b 2", "a 1", "a 2"])
    }

    @Test func `are told again where a process ended before it could note that they had heard`() async throws
    {
        let listener = Listener()
        try announcer(listener, newest: { _ in 0 }).begin([hook], datasets: ["a"])
        let marks = try HookMarks(root: root).read("cms")
        _ = await announcer(listener, newest: { _ in 1 }).announce(hook, datasets: ["a"])
        try HookMarks(root: root).write(marks, of: "cms")
        _ = await announcer(listener, newest: { _ in 1 }).announce(hook, datasets: ["a"])
        #expect(listener.heard.withLock { $0 } == ["a 1", "a 1"])
    }

    @Test func `begin at the newest release where they are new, and pass over what was removed`() async throws
    {
        let listener = Listener()
        try announcer(listener, newest: { _ in 7 }).begin([hook], datasets: ["a"])
        _ = await announcer(listener, newest: { _ in 9 }, gone: [8]).announce(hook, datasets: ["a"])
        #expect(listener.heard.withLock { $0 } == ["a 7", "a 9"])
    }

    @Test func `hear of the data sets alone that they name`() async throws {
        let listener = Listener()
        let hook = Configuration.Hook(name: "some", datasets: ["b"], way: .command("/bin/true"))
        try announcer(listener, newest: { _ in 1 }).begin([hook], datasets: ["a", "b"])
        _ = await announcer(listener, newest: { _ in 1 }).announce(hook, datasets: ["a", "b"])
        #expect(listener.heard.withLock { $0 } == ["b 1"])
    }

    @Test func `are tried again after pauses that grow, and that are short again once they have heard`()
        async throws
    {
        struct Enough: Error {}
        let listener = Listener()
        try announcer(listener, newest: { _ in 0 }).begin([hook], datasets: ["a"])
        listener.refuses.withLock { $0 = ["a 1"] }
        let pauses = Mutex<[Int]>([])
        let failures = Mutex<[Int]>([])
        await announcer(listener, newest: { _ in 1 }).serve(
            hook,
            datasets: ["a"],
            pause: { seconds in
                let count = pauses.withLock { all in
                    all.append(seconds)
                    return all.count
                }
                if count == 11 { listener.refuses.withLock { $0 = [] } }
                if count == 12 { throw Enough() }
            },
            heard: { failed, _ in failures.withLock { $0.append(failed.count) } }
        )
        #expect(pauses.withLock { $0 } == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 1])
        #expect(failures.withLock { $0 } == Array(repeating: 1, count: 11) + [0])
        #expect(listener.heard.withLock { $0 } == ["a 1"])
    }

    @Test func `fail by the name of the file where their marks cannot be read`() throws {
        try HookMarks(root: root).prepare()
        try "[1]".write(toFile: root + "/cms.json", atomically: true, encoding: .utf8)
        #expect(throws: HookMarks.Unreadable.self) { try HookMarks(root: root).read("cms") }
    }

    @Test func `are signed by HMAC-SHA256, as RFC 4231 has it`() {
        // Test case 2 of RFC 4231; the end of the line of a secret file is not part of the secret.
        let signature = HookSender.signature(
            of: Array("what do ya want for nothing?".utf8),
            secret: Array("Jefe\n".utf8)
        )
        #expect(signature == "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }
}
