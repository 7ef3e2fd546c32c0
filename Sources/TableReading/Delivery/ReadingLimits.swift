/// How large a delivery and its parts may be; what is larger is refused, so that no file can make reading
/// slow or large.
public struct ReadingLimits: Hashable, Sendable {
    /// Bytes of the delivered file.
    public var fileBytes: Int64 = 4 << 30
    /// Bytes that a compressed delivery may unpack to, all of its files together.
    public var unpackedBytes: Int64 = 4 << 30
    /// How many bytes one compressed byte may unpack to, looked at from 16 MB on.
    public var ratio: Int64 = 250
    /// Files and directories in an archive.
    public var archiveEntries = 1_000
    /// Bytes of one field.
    public var fieldBytes = 1 << 16
    /// Bytes of one row.
    public var rowBytes = 1 << 23
    /// Fields of one row, of which there are as many as regions in a table that has those as columns.
    public var rowFields = 400_000
    /// Columns that hold topics or dimensions.
    public var columns = 4_096
    /// Records: pairs of a region and a period.
    public var records = 1_000_000
    /// Distinct regions.
    public var regions = 200_000
    /// Distinct periods.
    public var periods = 1_000
    /// How deep XML elements may be nested.
    public var depth = 64

    /// The limits for deliveries of which nothing more is known.
    public init() {}
}
