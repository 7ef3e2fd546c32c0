package import Classification
import Files
import Statistics
import YAMLReading

/// Reads boundaries of regions: GeoJSON, a feature a region, in WGS84 or RD New; docs/formats/regions.md describes it.
package enum BoundaryFile {
    /// The properties that may hold the code of a region, the first of these that is there.
    private static let codes = ["statcode", "code", "region", "buurtcode", "wijkcode", "gemeentecode"]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - digest: What tells its bytes from others.
    /// - Returns: The boundaries.
    /// - Throws: ``FileFlaw`` with the line at fault.
    package static func read(path: String, digest: ([UInt8]) -> String) throws -> Boundaries {
        let bytes: [UInt8]
        do {
            bytes = try ReadFile.bytes(of: path, limit: 1 << 30)
        } catch {
            throw FileFlaw(
                path: path,
                message: "boundaries: the file cannot be read (\(error))",
                hint: "name a readable GeoJSON file, or take `boundaries` out of the configuration"
            )
        }
        var collection = Collection(path: path, json: JSONScanner(bytes))
        try collection.read()
        return Boundaries(
            reference: collection.reference,
            digest: digest(bytes),
            shapes: collection.shapes
        )
    }

    /// A collection of features while it is read.
    private struct Collection {
        let path: String
        let json: JSONScanner
        var reference = Boundaries.Reference.wgs84
        var shapes: [RegionCode: [[[Boundaries.Point]]]] = [:]

        private func flaw(_ message: String, _ hint: String, at place: Int? = nil) -> FileFlaw {
            FileFlaw(
                path: path,
                line: json.line(of: place),
                column: 1,
                message: "boundaries: " + message,
                hint: hint
            )
        }

        mutating func read() throws {
            var hasFeatures = false
            var json = json
            do {
                try json.members { json, name in
                    switch name {
                    case "crs": reference = try crs(&json)
                    case "features":
                        hasFeatures = true
                        try json.elements { try feature(&$0) }
                    default: try json.skip()
                    }
                }
            } catch is JSONScanner.Malformed {
                throw flaw(
                    "the file is no GeoJSON from here on",
                    "export it again as GeoJSON",
                    at: json.position
                )
            }
            guard hasFeatures, !shapes.isEmpty else {
                throw flaw(
                    "there is no feature with a region in it",
                    "name a FeatureCollection with a property statcode, or another of: "
                        + BoundaryFile.codes.joined(separator: ", ")
                )
            }
            for (code, polygons) in shapes.sorted(by: { $0.key < $1.key }) {
                for point in polygons.lazy.flatMap(\.self).flatMap(\.self) where !isInside(point) {
                    let system = reference == .wgs84 ? "WGS84" : "RD New"
                    throw FileFlaw(
                        path: path,
                        message: "boundaries: \(code) lies outside \(system)",
                        hint: reference == .wgs84
                            ? "coordinates in RD New need a member crs that names EPSG::28992"
                            : "take the member crs out where coordinates are in degrees"
                    )
                }
            }
        }

        private func isInside(_ point: Boundaries.Point) -> Bool {
            switch reference {
            case .wgs84: abs(point.x) <= 180 && abs(point.y) <= 90
            // Where the grid is defined, with room for the sea.
            case .rdNew: (-100_000...400_000).contains(point.x) && (200_000...800_000).contains(point.y)
            }
        }

        private func crs(_ json: inout JSONScanner) throws -> Boundaries.Reference {
            var name = ""
            try json.members { json, key in
                guard key == "properties" else { return try json.skip() }
                try json.members { json, key in
                    if key == "name" { name = try json.string() } else { try json.skip() }
                }
            }
            if name.hasSuffix("CRS84") || name.hasSuffix("4326") { return .wgs84 }
            if name.hasSuffix("28992") { return .rdNew }
            throw flaw(
                "the coordinates are in '\(name)'",
                "export the file in WGS84 (EPSG:4326) or RD New (EPSG:28992)",
                at: json.position
            )
        }

        private mutating func feature(_ json: inout JSONScanner) throws {
            let start = json.next()
            var (found, id): ([String: String], String?) = ([:], nil)
            var polygons: [[[Boundaries.Point]]]?
            try json.members { json, name in
                switch name {
                case "id": id = try json.stringOrNil()
                case "properties":
                    if try json.isNull() { return }
                    try json.members { json, key in
                        if BoundaryFile.codes.contains(key) {
                            found[key] = try json.stringOrNil()
                        } else {
                            try json.skip()
                        }
                    }
                case "geometry": polygons = try geometry(&json)
                default: try json.skip()
                }
            }
            guard let code = BoundaryFile.codes.lazy.compactMap({ found[$0] }).first ?? id else {
                throw flaw(
                    "a feature has no code of a region",
                    "give it a property statcode, or another of: "
                        + BoundaryFile.codes.joined(separator: ", "),
                    at: start
                )
            }
            // A geometry without a polygon has no place.
            guard let polygons, !polygons.isEmpty else { return }
            guard shapes.updateValue(polygons, forKey: RegionCode(code)) == nil else {
                throw flaw("\(code) stands twice", "keep one feature for each region", at: start)
            }
        }

        /// The polygons of a geometry; nil for none.
        private func geometry(_ json: inout JSONScanner) throws -> [[[Boundaries.Point]]]? {
            if try json.isNull() { return nil }
            let start = json.next()
            var type = ""
            var coordinates: Int?
            try json.members { json, name in
                switch name {
                case "type": type = try json.string()
                case "coordinates":
                    // The type may follow them.
                    coordinates = json.position
                    try json.skip()
                default: try json.skip()
                }
            }
            guard type == "Polygon" || type == "MultiPolygon", let coordinates else {
                throw flaw(
                    "a geometry is '\(type)'",
                    "export areas, as Polygon or MultiPolygon",
                    at: start
                )
            }
            var inner = json
            inner.position = coordinates
            var polygons: [[[Boundaries.Point]]] = []
            if type == "Polygon" {
                polygons.append(try rings(&inner))
            } else {
                try inner.elements { polygons.append(try rings(&$0)) }
            }
            return polygons
        }

        private func rings(_ json: inout JSONScanner) throws -> [[Boundaries.Point]] {
            var rings: [[Boundaries.Point]] = []
            let start = json.next()
            try json.elements { json in
                var ring: [Boundaries.Point] = []
                try json.elements { json in
                    var numbers: [Double] = []
                    try json.elements { numbers.append(try $0.number()) }
                    guard numbers.count >= 2 else { throw JSONScanner.Malformed() }
                    ring.append(Boundaries.Point(x: numbers[0], y: numbers[1]))
                }
                rings.append(ring)
            }
            guard rings.allSatisfy({ $0.count >= 4 && $0.first == $0.last }), !rings.isEmpty else {
                throw flaw(
                    "a ring is not closed, or has fewer than four points",
                    "repair the geometry and export it again",
                    at: start
                )
            }
            return rings
        }
    }
}
