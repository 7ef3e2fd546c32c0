import Classification
import ClassificationFiles
import Foundation
import Statistics
import Testing

@Suite struct `a file of boundaries` {
    private func read(_ text: String) throws -> Boundaries {
        let path = NSTemporaryDirectory() + "peil-boundaries-\(UUID().uuidString).geojson"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try BoundaryFile.read(path: path) { "digest of \($0.count)" }
    }

    private func feature(_ properties: String, _ geometry: String) -> String {
        #"{"type": "Feature", "properties": {\#(properties)}, "geometry": \#(geometry)}"#
    }

    private func collection(_ features: String..., crs: String = "") -> String {
        #"{"type": "FeatureCollection", \#(crs) "features": ["# + features.joined(separator: ",\n") + "]}"
    }

    private let square = #"{"type": "Polygon", "coordinates": [[[4, 52], [5, 52], [5, 53.5], [4, 52]]]}"#
    private let grid = """
        {"coordinates": [[[[1e5, 4e5], [2e5, 4e5], [2e5, 5e5], [1e5, 4e5]]]], "type": "MultiPolygon"}
        """
    private let rd = #""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},"#

    @Test func `has the polygons of regions by their codes`() throws {
        let boundaries = try read(
            collection(
                feature(
                    #""statnaam": "A \"b\"", "nested": {"a": [1, null, true]}, "statcode": "GM0001""#,
                    square
                ),
                feature(#""gemeentecode": "GM0001", "buurtcode": "BU00010000""#, square),
                feature(#""statcode": "GM0002""#, "null")
            )
        )
        #expect(boundaries.reference == .wgs84)
        #expect(Set(boundaries.shapes.keys) == [RegionCode("GM0001"), RegionCode("BU00010000")])
        let ring = try #require(boundaries.shapes[RegionCode("GM0001")]?.first?.first)
        #expect(ring.map(\.x) == [4, 5, 5, 4] && ring.map(\.y) == [52, 52, 53.5, 52])
    }

    @Test func `may be in the Dutch grid, if it says so`() throws {
        let boundaries = try read(collection(feature(#""code": "GM0001""#, grid), crs: rd))
        #expect(boundaries.reference == .rdNew)
        #expect(boundaries.shapes[RegionCode("GM0001")]?.first?.first?.first == .init(x: 100_000, y: 400_000))
    }

    @Test(arguments: [
        ("", "no GeoJSON"), ("{\"features\": [", "no GeoJSON"), ("[1, 2]", "no GeoJSON"),
        ("{\"features\": []}", "no feature with a region"),
        (#"{"features": [{"properties": {"name": "x"}, "geometry": null}]}"#, "no code of a region"),
        (
            """
            {"features": [{"properties": {"code": "A"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}
            """,
            "a geometry is 'Point'"
        ),
        (
            """
            {"features": [{"properties": {"code": "A"},
            "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}}]}
            """,
            "a ring is not closed"
        ),
        (
            #"{"crs": {"properties": {"name": "EPSG:3857"}}, "features": []}"#,
            "the coordinates are in 'EPSG:3857'"
        ),
    ])
    func `is refused with what is wrong`(text: String, message: String) throws {
        let flaw = #expect(throws: (any Error).self) { try read(text) }
        #expect("\(try #require(flaw))".contains(message), "\(flaw.map { "\($0)" } ?? "")")
    }

    @Test func `is refused where a region stands twice, or outside its system of coordinates`() throws {
        let twice = collection(feature(#""code": "A""#, square), feature(#""code": "A""#, square))
        let flaw = #expect(throws: (any Error).self) { try read(twice) }
        let text = "\(try #require(flaw))"
        #expect(text.contains("A stands twice") && text.contains(":2:"), "\(text)")
        let outside = #expect(throws: (any Error).self) {
            try read(collection(feature(#""code": "A""#, grid)))
        }
        #expect("\(try #require(outside))".contains("need a member crs"))
        #expect(throws: (any Error).self) {
            try read(collection(feature(#""code": "A""#, square), crs: rd))
        }
    }

    @Test func `that nests without end is refused`() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: (any Error).self) { try read("{\"other\": \(deep)") }
    }
}
