import Foundation

/// The retention of releases that are not current any more.
public struct Retention: Hashable, Sendable {
    /// The minimum number of newest releases that are kept.
    public var releases: Int
    /// The number of days for which every release is kept; nil if only the number counts.
    public var days: Int?

    /// Creates a rule.
    public init(releases: Int, days: Int?) {
        self.releases = releases
        self.days = days
    }
}

extension Publisher {
    /// Removes releases beyond their retention: never the current one, nor its base.
    ///
    /// - Returns: The numbers of the releases that were removed, rising.
    @discardableResult
    public func prune(dataset: String, keeping retention: Retention, nowMilliseconds: Int64) throws -> [Int] {
        guard let current = currentNumber(dataset: dataset) else { return [] }
        let folder = releases(of: dataset)
        try removeLeftovers(in: folder)
        let base = manifest(dataset: dataset, number: current)?.base
        var removed: [Int] = []
        for number in releases(dataset: dataset).dropLast(max(1, retention.releases))
        where number < current && number != base {
            if let days = retention.days, let age = age(of: number, in: dataset, nowMilliseconds),
                age < Double(days) * 86_400
            {
                continue
            }
            try remove(dataset: dataset, number: number)
            removed.append(number)
        }
        return removed
    }

    /// The numbers of the releases that are on the disk, rising.
    public func releases(dataset: String) -> [Int] {
        // An entry with another name belongs to somebody else.
        ReleaseFiles.names(in: releases(of: dataset)).compactMap { name in
            Int(name).flatMap { $0 >= 0 && Self.name($0) == name ? $0 : nil }
        }.sorted()
    }

    /// The age of a release in seconds; nil if its manifest has no time.
    private func age(of number: Int, in dataset: String, _ nowMilliseconds: Int64) -> Double? {
        manifest(dataset: dataset, number: number)
            .flatMap { try? Date($0.time, strategy: .iso8601) }
            .map { Double(nowMilliseconds) / 1000 - $0.timeIntervalSince1970 }
    }
}
