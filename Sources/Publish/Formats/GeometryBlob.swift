import Classification

/// A geometry as a GeoPackage keeps it: a header with its bounds, and Well-Known Binary of a multipolygon.
///
/// Source: OGC GeoPackage 1.3, clause 2.1.3.
struct GeometryBlob {
    /// The bytes.
    private(set) var bytes: [UInt8] = []
    /// The least and largest coordinates: west, east, south, north.
    let bounds: (west: Double, east: Double, south: Double, north: Double)

    /// The geometry of polygons, which have at least one ring of points.
    init(_ polygons: [[[Boundaries.Point]]], _ reference: Boundaries.Reference) {
        var (west, east) = (Double.infinity, -Double.infinity)
        var (south, north) = (west, east)
        for point in polygons.lazy.flatMap(\.self).flatMap(\.self) {
            (west, east) = (min(west, point.x), max(east, point.x))
            (south, north) = (min(south, point.y), max(north, point.y))
        }
        bounds = (west, east, south, north)
        // GP, version 1, an envelope of four numbers, the lowest byte first.
        bytes += [0x47, 0x50, 0, 0b0000_0011]
        append(UInt32(bitPattern: reference.rawValue))
        for bound in [west, east, south, north] { append(bound) }
        begin(type: 6, count: polygons.count)
        for rings in polygons {
            begin(type: 3, count: rings.count)
            for ring in rings {
                append(UInt32(ring.count))
                for point in ring {
                    append(point.x)
                    append(point.y)
                }
            }
        }
    }

    private mutating func begin(type: UInt32, count: Int) {
        bytes.append(1)
        append(type)
        append(UInt32(count))
    }

    private mutating func append(_ number: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private mutating func append(_ number: Double) {
        let bits = number.bitPattern
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }
}
