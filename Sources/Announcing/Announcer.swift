package import ConfigurationFiles
package import Logging

/// Tells hooks of releases: each release of a data set after the one before it, each at least once.
package struct Announcer: Sendable {
    /// Where releases come from.
    package struct Source: Sendable {
        /// The number of the newest release of a data set; 0 without one.
        package let newest: @Sendable (_ dataset: String) throws -> Int
        /// Whether a release of that number was ever published: of those that wait, some never are.
        package let wasPublished: @Sendable (_ dataset: String, _ number: Int) throws -> Bool
        /// Reads the announcement of a release; nil where its files are gone.
        package let announcement: @Sendable (_ dataset: String, _ number: Int) throws -> Announcement?

        package init(
            newest: @escaping @Sendable (_ dataset: String) throws -> Int,
            wasPublished: @escaping @Sendable (_ dataset: String, _ number: Int) throws -> Bool = { _, _ in
                true
            },
            announcement: @escaping @Sendable (_ dataset: String, _ number: Int) throws -> Announcement?
        ) {
            self.newest = newest
            self.wasPublished = wasPublished
            self.announcement = announcement
        }
    }

    /// A hook that could not be served, and why.
    package struct Failure: Hashable, Sendable {
        /// The data set, or the hook as a whole.
        package let subject: String
        /// The reason: operation and path, never content.
        package let reason: String
    }

    /// Tells one hook of one release; returns once it has heard.
    package typealias Send =
        @Sendable (_ announcement: Announcement, _ hook: Configuration.Hook) async throws
        -> Void

    private let source: Source
    private let marks: HookMarks
    private let logger: Logger
    private let send: Send

    package init(source: Source, marks: HookMarks, logger: Logger, send: @escaping Send) {
        self.source = source
        self.marks = marks
        self.logger = logger
        self.send = send
    }

    /// Notes where hooks begin that are new, or tell of a data set that is new: at the newest release there is.
    ///
    /// It comes before any release is made, so that none is made unnoticed.
    ///
    /// - Parameters:
    ///   - hooks: The hooks that are configured.
    ///   - datasets: All data sets: those of a hook that names none.
    /// - Throws: Where marks cannot be read or kept, or the ledger cannot be read.
    package func begin(_ hooks: [Configuration.Hook], datasets: [String]) throws {
        guard !hooks.isEmpty else { return }
        try marks.prepare()
        for hook in hooks {
            let before = try marks.read(hook.name)
            var after = before
            for dataset in hook.datasets ?? datasets where after[dataset] == nil {
                after[dataset] = max(0, try source.newest(dataset) - 1)
            }
            if after != before { try marks.write(after, of: hook.name) }
        }
    }

    /// Tells a hook of all it was not told of yet, in order.
    ///
    /// - Returns: What failed: the releases of that data set wait, those of others do not.
    package func announce(_ hook: Configuration.Hook, datasets: [String]) async -> [Failure] {
        var failures: [Failure] = []
        for dataset in hook.datasets ?? datasets {
            do {
                try await announce(dataset, hook)
            } catch {
                failures.append(Failure(subject: dataset, reason: "\(error)"))
            }
        }
        return failures
    }

    private func announce(_ dataset: String, _ hook: Configuration.Hook) async throws {
        var told = try marks.read(hook.name)
        let newest = try source.newest(dataset)
        var last = told[dataset] ?? max(0, newest - 1)
        while last < newest {
            try Task.checkCancellation()
            let number = last + 1
            let said: Logger.Metadata = [
                "hook": "\(hook.name)", "dataset": "\(dataset)", "release": "\(number)",
            ]
            if let announcement = try source.announcement(dataset, number) {
                try await send(announcement, hook)
                logger.info("a hook was told of a release", metadata: said)
            } else if try source.wasPublished(dataset, number) {
                logger.warning("a release was removed before a hook could be told of it", metadata: said)
            }
            last = number
            told[dataset] = last
            try marks.write(told, of: hook.name)
        }
    }

    /// Tells a hook of releases as they come, until the task is cancelled; what fails is tried again after pauses
    /// that grow.
    ///
    /// - Parameters:
    ///   - hook: The hook.
    ///   - datasets: All data sets.
    ///   - pause: Waits so many seconds.
    ///   - heard: Called after each round with what failed in it, and the seconds until the next.
    package func serve(
        _ hook: Configuration.Hook,
        datasets: [String],
        pause: @Sendable (Int) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        heard: @Sendable ([Failure], _ seconds: Int) -> Void
    ) async {
        var rounds = 0
        while !Task.isCancelled {
            let failures = await announce(hook, datasets: datasets)
            if Task.isCancelled { return }
            rounds = failures.isEmpty ? 0 : rounds + 1
            let seconds = Self.pause(after: rounds)
            heard(failures, seconds)
            do { try await pause(seconds) } catch { return }
        }
    }

    /// The pause in seconds after so many rounds that failed: 1 after none, then from 1 to 300.
    package static func pause(after failures: Int) -> Int { min(300, 1 << min(max(0, failures - 1), 9)) }
}
