import Foundation

/// How long releases that are no longer current are kept.
public struct Retention: Hashable, Sendable {
    /// How many of the newest are kept at least.
    public var releases: Int
    /// For how many days every release is kept; nil when only the number counts.
    public var days: Int?

    /// Creates a rule.
    public init(releases: Int, days: Int?) {
        self.releases = releases
        self.days = days
    }
}

extension Publisher {
    /// Removes releases that need not be kept: never the current one, nor the one it was made from.
    ///
    /// - Returns: The numbers of the releases that were removed, rising.
    @discardableResult
    public func prune(dataset: String, keeping retention: Retention, nowMilliseconds: Int64) throws -> [Int] {
        guard let current = currentNumber(dataset: dataset) else { return [] }
        let folder = releases(of: dataset)
        try removeLeftovers(in: folder)
        let base = manifest(dataset: dataset, number: current)?.base
        // What bears another name was put there by somebody else, and is theirs.
        let numbers = ReleaseFiles.names(in: folder).compactMap { name in
            Int(name).flatMap { $0 >= 0 && Self.name($0) == name ? $0 : nil }
        }
        var removed: [Int] = []
        for number in numbers.sorted(by: >).dropFirst(max(1, retention.releases)).reversed()
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

    /// How many seconds ago a release was made; nil where it does not say.
    private func age(of number: Int, in dataset: String, _ nowMilliseconds: Int64) -> Double? {
        manifest(dataset: dataset, number: number)
            .flatMap { try? Date($0.time, strategy: .iso8601) }
            .map { Double(nowMilliseconds) / 1000 - $0.timeIntervalSince1970 }
    }
}
