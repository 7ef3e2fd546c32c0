public import Statistics

/// A table of the same regions and periods that somebody else has made public.
///
/// Its figures are public, whatever a release withholds.
public struct PublishedElsewhere: Hashable, Sendable {
    /// The name of the table and its publisher, for people.
    public var title: Text
    /// The file, as a path below the directory of the codebook.
    public var file: String
    /// Its numbers, in units of the topic's last decimal, by period, region and rank of the published topic; empty
    /// until the file is read.
    public var numbers: [Period: [RegionCode: [Int: Int64]]] = [:]

    /// Names a table.
    public init(title: Text, file: String) {
        self.title = title
        self.file = file
    }
}

extension Codebook {
    /// The numbers that others published of a region and period, by rank of the topic: one for each table.
    public func elsewhere(_ period: Period, _ region: RegionCode) -> [[Int: Int64]] {
        publishedElsewhere.compactMap { $0.numbers[period]?[region] }
    }
}
