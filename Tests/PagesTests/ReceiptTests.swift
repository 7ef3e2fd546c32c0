import Foundation
import Pages
import Statistics
import Telemetry
import Testing
import Workflow

@Suite struct `a receipt` {
    @Test(arguments: ReceiptSamples.all.map(\.name))
    func `is the same bytes as its golden files`(name: String) throws {
        let receipt = try #require(ReceiptSamples.all.first { $0.name == name }).receipt
        for (bytes, suffix) in [(receipt.json, ".json"), (receipt.page(), ".html")] {
            let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Golden/\(name)\(suffix)")
            if ProcessInfo.processInfo.environment["PEIL_UPDATE_GOLDEN"] != nil {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(bytes).write(to: url)
            }
            #expect(bytes == [UInt8](try Data(contentsOf: url)), "PEIL_UPDATE_GOLDEN=1 writes it anew")
        }
    }

    @Test func `has every field of the contract, null where there is nothing`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(ReceiptSamples.rejected(.en).json))
        let receipt = try #require(object as? [String: Any])
        for field in [
            "delivery", "file", "sha256", "drop", "dataset", "mode", "received", "finished", "state",
            "format", "rows",
            "periods", "regions", "counts", "findings", "findingsTotal", "findingsShown", "changed",
            "release",
        ] {
            #expect(receipt[field] != nil, "\(field)")
        }
        #expect(receipt["release"] is NSNull)
        #expect(receipt["state"] as? String == "rejected")
        #expect(receipt["received"] as? String == "2023-04-25T14:45:37Z")
        #expect((receipt["counts"] as? [String: Any])?["left-out"] as? [String: Int] == ["rejected": 17_680])
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        for finding in findings {
            #expect(
                Set(finding.keys) == ["code", "severity", "line", "column", "region", "message", "repair"]
            )
        }
    }

    @Test func `has every cost of protection that the contract names, and reads it again`() throws {
        let cost = Receipt.Protection.Cost(
            rows: 9,
            small: 1,
            withheldForOthers: 2,
            unitsForOthers: 300,
            merged: 4,
            frozen: 5,
            coarser: 6
        )
        let json = try JSONEncoder().encode(cost)
        let object = try JSONSerialization.jsonObject(with: json) as? [String: Int]
        #expect(
            object == [
                "rows": 9, "small": 1, "withheldForOthers": 2, "unitsForOthers": 300, "merged": 4, "held": 5,
                "coarser": 6,
            ]
        )
        #expect(try JSONDecoder().decode(Receipt.Protection.Cost.self, from: json) == cost)
    }

    @Test func `tells the true total whatever is listed, in file order`() {
        let receipt = ReceiptSamples.rejected(.nl)
        #expect(receipt.findingsTotal == 9_984)
        #expect(receipt.findingsShown == receipt.findings.count)
        #expect(receipt.findingsShown == Findings.keptOfEachKind + 3)
        let lines = receipt.findings.compactMap(\.line)
        #expect(lines == lines.sorted())
        #expect(receipt.summary.map(\.total).reduce(0, +) == receipt.findingsTotal)
        #expect(receipt.summary.map(\.severity) == [.rejection, .rejection, .warning, .note])
    }

    @Test func `lists the worst findings where there are more than its cap`() {
        var report = DeliveryReport()
        for number in 0..<60 {
            for line in 0..<Findings.keptOfEachKind {
                report.findings.add(finding("note-\(number)", .note, line: line + 1))
            }
        }
        report.findings.add(finding("bad", .rejection, line: 5000))
        let receipt = receipt(of: report)
        #expect(receipt.findings.count == Receipt.cap)
        #expect(receipt.findings.last?.code == "bad")
        #expect(receipt.findingsTotal == 1201)
    }

    @Test func `survives being written and read`() throws {
        for (_, receipt) in ReceiptSamples.all {
            let read = try JSONDecoder().decode(Receipt.self, from: Data(receipt.json))
            #expect(read.json == receipt.json)
        }
    }

    @Test func `says of a repeated delivery that it changed nothing`() {
        #expect(ReceiptSamples.seen(.nl).changed?.regions == 0)
    }

    @Test(arguments: [
        (-1000, "1969-12-31T23:59:59Z"), (0, "1970-01-01T00:00:00Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (1_767_225_599_999, "2025-12-31T23:59:59Z"), (4_107_542_399_000, "2100-02-28T23:59:59Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00Z"),
    ])
    func `writes moments in UTC`(milliseconds: Int64, text: String) {
        #expect(receipt(of: DeliveryReport(), received: milliseconds).received == text)
    }

    private func finding(_ code: String, _ severity: Finding.Severity, line: Int) -> Finding {
        let none = Text(nl: "", en: "")
        let place = Place(line: line, column: 1)
        return Finding(code: code, severity: severity, place: place, message: none, repair: none)
    }

    private func receipt(of report: DeliveryReport, received: Int64 = 0) -> Receipt {
        Receipt(
            Receipt.Facts(
                delivery: "000001",
                file: "a.csv",
                sha256: nil,
                drop: "drop",
                dataset: "sample",
                mode: .year,
                received: received,
                finished: received,
                outcome: .rejected
            ),
            report: report,
            language: .en,
            releasePath: nil
        )
    }
}
