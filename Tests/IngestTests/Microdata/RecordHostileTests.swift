import Codebook
import Statistics
import Testing

@testable import Ingest
@testable import TableReading

@Suite struct `a hostile delivery of households` {
    private let good = "2019;1;BU03630000;1;1;1"

    private func read(_ text: String) throws -> DeliveryReading { try Households.read(text) }

    private func places(_ reading: DeliveryReading, _ code: String) -> [Place?] {
        reading.findings.kept.filter { $0.code == code }.map(\.place)
    }

    @Test(arguments: [20_000, 1_100_000, 3_000_000])
    func `with a long line is told where it stands, and the lines behind it are read`(_ length: Int) throws {
        let long = String(repeating: "1", count: length)
        let reading = try read(Households.text(good, long, "2019;2;BU03630000;1;9;1"))
        #expect(places(reading, "field-too-long") == [Place(line: 3, column: 1)])
        #expect(reading.faults(.field).first?.places == [Place(line: 4, column: 21)])
        #expect(reading.table?.rows == 3)
    }

    @Test func `with a long line at its end is told so too`() throws {
        let reading = try read(Households.text(good) + String(repeating: ";", count: 2_500_000))
        #expect(places(reading, "field-too-long") == [Place(line: 3, column: 1)])
    }

    @Test(arguments: [
        ("2019;1;BU0363\u{0}000;1;1;1", "nul-character", 14),
        ("2019;1;\"BU03630000;1;1;1", "unclosed-quote", 8),
        ("2019;1;\"BU03630000\"x;1;1;1", "stray-quote", 20), ("2019;1;BU03630000;1;1;1;1", "field-count", 1),
        ("2019;1;BU03630000", "field-count", 1),
    ])
    func `is told what is wrong with a row`(_ row: String, _ code: String, _ column: Int) throws {
        let reading = try read(Households.text("2019;3;BU03630000;1;1;1", row, "2019;4;BU03630000;1;1;1"))
        #expect(places(reading, code) == [Place(line: 3, column: column)])
        #expect(reading.findings.isRejection)
    }

    @Test func `with 300 columns in a row or in the header is refused`() throws {
        let many = good + String(repeating: ";1", count: 294)
        #expect(try places(read(Households.text(good, many)), "field-count") == [Place(line: 3, column: 1)])
        let wide = Households.header + (0..<294).map { ";k\($0)" }.joined()
        let reading = try read(wide + "\n" + many + "\n")
        #expect(reading.table?.unknownTopics.count == 294 && reading.table?.accounted == 1)
    }

    @Test func `with numbers of 400 digits is told which field holds them`() throws {
        let digits = String(repeating: "7", count: 400)
        let reading = try read(
            Households.text("\(digits);1;BU03630000;1;1;1", "2019;\(digits);BU\(digits);\(digits);1;1")
        )
        let faults = reading.faults(.field)
        #expect(
            faults.map(\.field) == ["jaar", "huishouden_id", "buurtcode", "welvaartsdeciel"]
        )
        #expect(faults.map { $0.places.map(\.line) } == [[2], [3], [3], [3]])
    }

    @Test func `with mixed line ends and blank lines is read`() throws {
        let text =
            "\(Households.header)\r\n\(good)\n\n2019;2;BU03630000;1;1;1\r\n\r\n  \n2019;3;BU03630000;1;1;9"
        let reading = try read(text)
        #expect(reading.table?.rows == 3)
        #expect(reading.faults(.field).first?.places == [Place(line: 7, column: 23)])
        #expect(places(reading, "mixed-line-ends") == [Place(line: 4, column: 1)])
        #expect(!reading.findings.isRejection)
        let alike = try read(String(text.map { $0 == "\r\n" ? "\n" : $0 }))
        #expect(places(alike, "mixed-line-ends").isEmpty)
    }

    @Test func `with a carriage return alone in a line is told so`() throws {
        let reading = try read(Households.text(good + "\r2019;2;BU03630000;1;1;1"))
        #expect(places(reading, "field-count") == [Place(line: 2, column: 1)])
    }

    @Test func `of nothing but faults is counted to the end, and shown at its first places`() throws {
        let rows = (0..<5_000).map { "2019;\($0 + 1);BU03630000;77;1;1" }
        let reading = try read(([Households.header] + rows).joined(separator: "\n"))
        let fault = try #require(reading.faults(.field).first)
        #expect(fault.total == 5_000 && fault.places.count == Findings.keptOfEachKind)
        #expect(fault.places.map(\.line) == Array(2..<22))
    }

    @Test func `that ends within its gzip is told so`() throws {
        let rows = Households.rows(20_000, seed: 3)
        let packed = Packed.gzip(Array(([Households.wide] + rows).joined(separator: "\n").utf8))
        try Temporary.file(Array(packed.dropLast(packed.count / 3))) { path in
            let reading = try DeliveryReader(codebook: Households.codebook).read(path: path)
            #expect(reading.table == nil)
            let finding = try #require(reading.findings.kept.first)
            #expect(["truncated", "archive-damaged"].contains(finding.code))
            #expect(finding.place.map { $0.line > 100 } == true)
        }
        try Temporary.file(packed) { path in
            let reading = try DeliveryReader(codebook: Households.codebook(.none)).read(path: path)
            #expect(reading.table?.accounted == 20_000)
        }
    }

    @Test func `with more regions than any country is refused in bounded memory`() throws {
        let rows = (0..<70_000).map { "2019;\($0 + 1);\(10_000_000 + $0);1;1;1" }
        let bytes = Array(([Households.header] + rows).joined(separator: "\n").utf8)
        for threads in [1, 2] {
            let reading = try Households.read(bytes, threads: threads, piece: 100_000)
            #expect(reading.findings.kept.map(\.code) == ["too-many-rows"] && reading.table == nil)
        }
    }
}
