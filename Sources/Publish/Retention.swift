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
    public func prune(dataset: String, keeping retention: Retention, nowMilliseconds: Int64) throws {
        guard let current = currentNumber(dataset: dataset) else { return }
        let folder = releases(of: dataset)
        let base = manifest(dataset: dataset, number: current)?.base
        let numbers = ReleaseFiles.names(in: folder).compactMap { Int($0) }.sorted(by: >)
        for number in numbers.dropFirst(max(1, retention.releases)) where number < current && number != base {
            if let days = retention.days, let made = manifest(dataset: dataset, number: number)?.time,
                let time = try? Date(made, strategy: .iso8601)
            {
                let age = Double(nowMilliseconds) / 1000 - time.timeIntervalSince1970
                if age < Double(days) * 86_400 { continue }
            }
            try remove(dataset: dataset, number: number)
        }
    }
}
