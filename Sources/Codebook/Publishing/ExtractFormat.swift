/// A form in which the figures of a release are published; each has a folder of its own in the release.
public enum ExtractFormat: String, Hashable, Sendable, CaseIterable {
    /// "CSV met statistische symbolen" of StatLine.
    case statlineCSV = "statline-csv"
    /// OData v3 feeds, with types and as text.
    case atom
    /// The same feeds, compressed by gzip.
    case atomGzip = "atom-gzip"
    /// One observation a row, with its status; described by CSVW and as a data package.
    case tidyCSV = "tidy-csv"
    /// The bundle of the OData v4 service: observations and code lists.
    case odataV4 = "odata-v4"
    /// SDMX-CSV 2.0 with an SDMX 3.0 structure message.
    case sdmxCSV = "sdmx-csv"
    /// JSON-stat 2.
    case jsonStat = "json-stat"
    /// PX, of the PC-Axis family.
    case px
    /// A GeoPackage, with boundaries where the operator has some, or of attributes alone.
    case geoPackage = "geopackage"
    /// GeoJSON, with boundaries where the operator has some, or of attributes alone.
    case geoJSON = "geojson"
    /// A note for readers: what the release changes, and why.
    case note
    /// A DCAT-AP-NL 3 record of the whole release.
    case dcat

    /// The folder in a release.
    public var folder: String {
        switch self {
        case .statlineCSV, .atom, .atomGzip: "statline"
        case .tidyCSV, .odataV4, .sdmxCSV, .jsonStat, .px, .geoPackage, .geoJSON, .note, .dcat: rawValue
        }
    }

    /// True where boundaries of regions are written, if the operator has any.
    public var hasGeometry: Bool { self == .geoPackage || self == .geoJSON }

    /// The forms that a data set is published in where its codebook names none.
    public static let usual: [Self] = [.statlineCSV, .atom]
}
