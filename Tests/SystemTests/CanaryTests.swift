import Foundation
import Testing

/// Confidential values appear nowhere but in the ledger, and in what `peil explain` shows.
@Suite struct `confidential values` {
    /// Counts that no other number of a run is likely to hold, in a region under the threshold.
    private let canaries: [Int64] = [61, 23]

    @Test func `stand in no log, receipt, page, status or extract`() throws {
        let here = try Installation(language: "nl")
        let buurt = "BU00600000"
        let text = JointDelivery.text(
            [
                (buurt, [((10, 5, 1), 9_161), ((1, 1, 6), 8_723)]),
                ("BU00600001", [((3, 2, 1), 61), ((2, 2, 2), 23)]),
            ],
            period: "2019JJ00"
        )
        let daemon = try here.startDaemon(environment: ["PEIL_LOG_LEVEL": "trace"])
        defer { daemon.terminate() }
        try here.drop(text, as: "canary.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("canary.csv", in: "correctie") != nil }, "\(here.journal)")
        // Broken copies, so that findings are made about rows that hold the canaries.
        try here.drop(text.replacingOccurrences(of: "9161", with: "9161,5"), as: "comma.csv", in: "correctie")
        try here.drop(
            text.replacingOccurrences(of: "\"8723\"", with: "\"8723x\""),
            as: "text.csv",
            in: "correctie"
        )
        try here.drop(
            "<feed xmlns='http://www.w3.org/2005/Atom'>8723<entry>",
            as: "broken.xml",
            in: "correctie"
        )
        #expect(try here.wait { try here.receipts("correctie").count == 4 }, "\(here.journal)")
        let status = try here.peil("status")
        let deliveries = try here.peil("deliveries")
        let wrong = try here.peil("explain", "ses-woa", buurt, "2018")

        var seen = [
            here.journal, status.output, status.errors, deliveries.output, wrong.errors, wrong.output,
        ]
        let folder = here.root + "/correctie/_receipts"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            seen.append(try String(contentsOfFile: folder + "/" + name, encoding: .utf8))
        }
        for (_, data) in here.extracts() { seen.append(String(decoding: data, as: UTF8.self)) }
        seen.append(String(decoding: here.current("manifest.json") ?? Data(), as: UTF8.self))
        for whole in seen {
            // Any four digits stand in some digest sooner or later.
            let text = whole.replacing(/[0-9a-f]{12,}/, with: "")
            for canary in ["9161", "8723", "17884"] { #expect(!text.contains(canary)) }
        }
        // Of the small buurt nothing but its rounded households is published.
        let csv = String(decoding: try #require(here.current("statline/ses-woa_2019.csv")), as: UTF8.self)
        let row = try #require(csv.split(separator: "\n").first { $0.contains("BU00600001") })
        #expect(
            row.split(separator: ";").dropFirst(3).map(String.init).joined().contains {
                "123456789".contains($0)
            } == true
        )
        #expect(row.split(separator: ";").dropFirst(4).allSatisfy { $0 == "\"       .\"" })

        let explained = try here.peil("explain", "ses-woa", "BU00600001", "2019")
        for canary in canaries { #expect(explained.output.contains("\(canary)")) }
    }
}
