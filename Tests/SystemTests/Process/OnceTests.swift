import Classification
import Foundation
import Statistics
import Testing

@Suite struct `peil once` {
    /// Three buurten of GM0060 Ameland: 150, 40 and 0 households of known scores.
    private func ameland(_ first: Int64 = 100) -> String {
        let edition = JointDelivery.edition
        guard case .known(let index) = edition.lookUp(RegionCode("GM0060")) else {
            preconditionFailure("Ameland is in the edition")
        }
        let buurten = edition.descendants(of: index).map { edition.regions[$0].code.description }
            .filter { $0.hasPrefix("BU") }
        var regions: [(code: String, cells: [(cell: (Int, Int, Int), count: Int64)])] = []
        for (number, code) in buurten.enumerated() {
            switch number {
            case 0: regions.append((code, [((10, 5, 1), first), ((1, 1, 6), 50)]))
            case 1: regions.append((code, [((5, 3, 7), 40)]))
            // An explicit zero says that nobody lives there.
            default: regions.append((code, [((1, 1, 1), 0)]))
            }
        }
        return JointDelivery.text(regions, period: "2019JJ00")
    }

    @Test func `turns a delivery of one gemeente into a release of hand-computed scores`() throws {
        let here = try Installation(isProved: false)
        try here.drop(ameland(), as: "ameland.csv", in: "correctie")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")

        let receipt = try #require(try here.receipt("ameland.csv", in: "correctie"))
        #expect(receipt["state"] as? String == "accepted")
        #expect(receipt["release"] as? Int == 1)
        #expect(receipt["periods"] as? [String] == ["2019"])

        // The first buurt: 100 households at 3.1 and 50 at -7.0: (310 - 350) / 150 / 3 = -0.0889.
        let csv = String(decoding: try #require(here.current("statline/ses-woa_2019.csv")), as: UTF8.self)
        let rows = csv.split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false)
        }
        let header = try #require(rows.first)
        let score = try #require(header.firstIndex { $0.contains("Totaalscore") })
        let households = try #require(header.firstIndex { $0.contains("Particuliere huishoudens") })
        let buurt = try #require(rows.first { $0[2].contains("BU0060") && $0[households].contains("200") })
        #expect(buurt[score] == "\"  -0.089\"")
        // The gemeente: 40 more at 0.3 + 0.0 - 0.3 = 0: -40 / 190 / 3 = -0.0702.
        let gemeente = try #require(rows.first { $0[2].contains("GM0060") })
        #expect(gemeente[score] == "\"  -0.070\"")
        #expect(gemeente[households] == "\"     200\"")
    }

    @Test func `withholds every figure of a region under the threshold`() throws {
        let here = try Installation()
        try here.drop(ameland(), as: "ameland.csv", in: "correctie")
        try here.peil("once")
        let csv = String(decoding: try #require(here.current("statline/ses-woa_2019.csv")), as: UTF8.self)
        let small = csv.split(separator: "\n").filter {
            $0.contains("\"BU0060") && $0.contains("\"       0\"")
        }
        #expect(!small.isEmpty)
        for row in small {
            #expect(row.split(separator: ";").dropFirst(4).allSatisfy { $0 == "\"       .\"" })
        }
    }

    @Test func `answers the same bytes with the first outcome and changes nothing`() throws {
        let here = try Installation()
        try here.drop(ameland(), as: "a.csv", in: "correctie")
        try here.peil("once")
        try here.drop(ameland(), as: "b.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        let receipt = try #require(try here.receipt("b.csv", in: "correctie"))
        #expect(receipt["state"] as? String == "accepted")
        let codes = (receipt["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
        #expect(codes?.contains("duplicate-delivery") == true)
        let releases = try FileManager.default.contentsOfDirectory(
            atPath: here.published + "/ses-woa/releases"
        )
        #expect(releases.filter { !$0.hasPrefix(".") } == ["000001"])
    }

    @Test func `takes a correction, takes it back, and publishes the same extracts as before`() throws {
        let here = try Installation(isProved: false)
        try here.drop(ameland(), as: "a.csv", in: "correctie")
        try here.peil("once")
        let before = here.extracts()
        try here.drop(ameland(120), as: "b.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        #expect(here.extracts() != before)
        let id = try #require(try here.receipt("b.csv", in: "correctie")?["delivery"])
        let reverted = try here.peil("revert", "\(id)")
        #expect(reverted.code == 0, "\(reverted.errors)")
        #expect(here.extracts() == before)
        #expect(try here.peil("revert", "999").code == 65)
    }

    @Test func `accepts its own published file without findings`() throws {
        let here = try Installation()
        try here.drop(ameland(), as: "a.csv", in: "correctie")
        try here.peil("once")
        for name in ["ses-woa_2019.csv", "ses-woa_2019_TypedDataSet.xml", "ses-woa_2019_UntypedDataSet.xml"] {
            let other = try Installation()
            let bytes = [UInt8](try #require(here.current("statline/" + name)))
            try other.drop(bytes, as: name, in: "correctie")
            #expect(try other.peil("once").code == 0)
            let receipt = try #require(try other.receipt(name, in: "correctie"))
            #expect(receipt["findingsTotal"] as? Int == 0, "\(name): \(receipt["findings"] ?? "")")
            if name.hasSuffix("UntypedDataSet.xml") || name.hasSuffix(".csv") {
                let again = other.current("statline/" + name)
                #expect(again == here.current("statline/" + name), "\(name) is republished as delivered")
            }
        }
    }

    @Test func `refuses what is no file, unopened, and a file whose digest differs`() throws {
        let here = try Installation()
        unsafe mkfifo(here.root + "/jaar/pipe.csv", 0o600)
        try FileManager.default.createSymbolicLink(
            atPath: here.root + "/jaar/link.csv",
            withDestinationPath: "/etc/passwd"
        )
        try here.drop(ameland(), as: "a.csv", in: "correctie")
        let digest = String(repeating: "0", count: 64) + "  a.csv\n"
        try digest.write(toFile: here.root + "/correctie/a.csv.sha256", atomically: true, encoding: .utf8)
        #expect(try here.peil("once").code == 1)
        for (name, drop, code) in [
            ("pipe.csv", "jaar", "not-a-file"), ("link.csv", "jaar", "not-a-file"),
            ("a.csv", "correctie", "digest-mismatch"),
        ] {
            let receipt = try #require(try here.receipt(name, in: drop), "\(name)")
            #expect(receipt["state"] as? String == "rejected")
            let findings = receipt["findings"] as? [[String: Any]]
            #expect(findings?.first?["code"] as? String == code)
            let rejected = try FileManager.default.contentsOfDirectory(
                atPath: here.root + "/\(drop)/_rejected"
            )
            #expect(rejected.contains { $0.hasPrefix(name) })
        }
    }

    @Test func `leaves alone what is hidden or unfinished`() throws {
        let here = try Installation()
        for name in [".hidden.csv", "a.part", "b.tmp", "c.filepart", "d.csv~", "e.csv.sha256"] {
            try "x".write(toFile: here.root + "/jaar/" + name, atomically: true, encoding: .utf8)
        }
        #expect(try here.peil("once").code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: here.root + "/jaar").count == 6)
    }

    @Test(arguments: [
        [UInt8]("hello".utf8), [], [0x25, 0x50, 0x44, 0x46], [UInt8](repeating: 0, count: 100_000),
    ])
    func `refuses what is no delivery, with a finding that says what to do`(bytes: [UInt8]) throws {
        let here = try Installation()
        try here.drop(bytes, as: "x.csv", in: "jaar")
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("x.csv", in: "jaar"))
        #expect(receipt["state"] as? String == "rejected")
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        #expect(findings.contains { ($0["repair"] as? String)?.isEmpty == false })
        #expect(here.current("manifest.json") == nil)
    }
}
