import Cores
import Statistics

/// Written extracts that are synced together: the disk is most efficient with many at once.
struct UnsyncedExtracts {
    /// The maximum number of open files; a process may have few open, and a data set many periods.
    private static let most = 48

    private var writers: [ExtractWriter] = []
    /// The number of written bytes.
    private(set) var bytes: Int64 = 0
    /// The time spent waiting for the disk.
    private(set) var waited = Duration.zero

    /// Adds extracts; if there are many, they are synced.
    mutating func add(_ more: [ExtractWriter]) throws {
        writers += more
        bytes += more.reduce(0) { $0 + Int64($1.size) }
        if writers.count >= Self.most { try sync() }
    }

    /// Waits until every extract is on the disk, all of them at once, and closes them.
    mutating func sync() throws {
        let writers = self.writers
        self.writers = []
        waited += try ContinuousClock().measure {
            _ = try Spreading.overCores.results(of: writers.count) { try writers[$0].sync() }
        }
    }
}
