public import Statistics

/// The boundaries of regions, as the operator gave them.
public struct Boundaries: Hashable, Sendable {
    /// A system of coordinates, by its number in the register of EPSG.
    public enum Reference: Int32, Hashable, Sendable {
        /// Longitude and latitude in degrees.
        case wgs84 = 4326
        /// Metres east and north, of the Dutch national grid.
        case rdNew = 28992
    }

    /// A point: east, or longitude; north, or latitude.
    public struct Point: Hashable, Sendable {
        /// East in metres, or longitude in degrees.
        public let x: Double
        /// North in metres, or latitude in degrees.
        public let y: Double

        /// Creates a point.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// The system of the coordinates.
    public let reference: Reference
    /// Digest that identifies the boundaries.
    public let digest: String
    /// By region its polygons, each an outer ring and the rings of its holes; a ring ends where it begins.
    public let shapes: [RegionCode: [[[Point]]]]

    /// Creates boundaries.
    public init(reference: Reference, digest: String, shapes: [RegionCode: [[[Point]]]]) {
        self.reference = reference
        self.digest = digest
        self.shapes = shapes
    }
}
