/// The limits of a delivery and its parts; larger ones are refused, so that no file can make reading slow or
/// large.
public struct ReadingLimits: Hashable, Sendable {
    /// Bytes of the delivered file.
    public var fileBytes: Int64 = 4 << 30
    /// Bytes that a compressed delivery may unpack to, all of its files together.
    public var unpackedBytes: Int64 = 4 << 30
    /// The maximum ratio of unpacked to packed bytes, checked from 16 MB on.
    public var ratio: Int64 = 250
    /// Files and directories in an archive.
    public var archiveEntries = 1_000
    /// Bytes of one field.
    public var fieldBytes = 1 << 16
    /// Bytes of one row.
    public var rowBytes = 1 << 23
    /// Fields of one row; a table with regions as columns has as many as regions.
    public var rowFields = 400_000
    /// Columns that hold topics or dimensions.
    public var columns = 4_096
    /// Records: pairs of a region and a period.
    public var records = 1_000_000
    /// Distinct regions.
    public var regions = 200_000
    /// Distinct periods.
    public var periods = 1_000
    /// The maximum depth of nested XML elements.
    public var depth = 64

    /// The default limits.
    public init() {}
}
