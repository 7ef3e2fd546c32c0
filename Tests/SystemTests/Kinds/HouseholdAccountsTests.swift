import Foundation
import TestSupport
import Testing

/// The accounting of every row of households, in receipts and in the manifest.
@Suite struct `the accounts of households` {
    private static let header =
        "jaar;huishouden_id;buurtcode;pc4;welvaartsdeciel;opleiding_huishouden;arbeidsverleden;huishoudenstype;"
        + "inkomen_bekend;opleiding_hkw"

    /// Rows of some buurten of Ameland; every reason for leaving rows out occurs.
    private func rows(_ count: Int, _ random: inout SplitMix64) -> [String] {
        (1...count).map { id -> String in
            func draw(_ last: Int) -> Int { Int.random(in: 0...last, using: &random) }
            let buurt = draw(20) == 0 ? "" : "BU0060000\(draw(3))"
            let level = draw(3) == 0 ? "" : "\(1 + draw(4))"
            let wealth = draw(25) == 0 ? "" : "\(1 + draw(9))"
            let work = draw(25) == 0 ? "" : "\(1 + draw(6))"
            let type = draw(15) == 0 ? 8 : 1 + draw(6)
            let income = draw(30) == 0 ? 0 : 1
            return
                "2019;\(id);\(buurt);\(9160 + draw(5));\(wealth);\(level);\(work);\(type);\(income);\(level)"
        }
    }

    private func gzip(_ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(arguments: 1...1 as ClosedRange<UInt64>)
    func `add up to the rows of every delivery, whatever became of it`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let here = try Installation(isProved: false)
        for number in 0..<10 {
            // The year comes first; corrections, and deliveries that are refused, come in any order.
            let drop = number == 0 || number == 7 ? "jaar" : "correctie"
            let count = number == 0 ? 2_000 : Int.random(in: 1...600, using: &random)
            var rows = rows(count, &random)
            if number > 0, Int.random(in: 0..<3, using: &random) == 0 {
                rows[Int.random(in: 0..<count, using: &random)] +=
                    [";", "1", "\"", ";;;"].randomElement(using: &random) ?? ";"
            }
            let isBlank = Bool.random(using: &random)
            let text = ([Self.header] + rows).joined(separator: isBlank ? "\n\n" : "\n") + "\n"
            var name = "\(number).csv"
            let path = "\(here.root)/\(name)"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            if Bool.random(using: &random) {
                try gzip(path)
                name += ".gz"
            }
            try FileManager.default.moveItem(
                atPath: "\(here.root)/\(name)",
                toPath: "\(here.root)/\(drop)/\(name)"
            )
            try here.peil("once")
            let written = try here.receipt(name, in: drop)
            let receipt = try #require(written)
            #expect(receipt["rows"] as? Int == count, "\(name)")
            let counts = try #require(receipt["counts"] as? [String: Any])
            try checkSum(counts["taken"], counts["left-out"], count)
            if receipt["state"] as? String == "rejected" { #expect(counts["taken"] as? Int == 0) }
        }
        let manifest = try #require(here.current("manifest.json"))
        let content = try JSONSerialization.jsonObject(with: manifest) as? [String: Any]
        let deliveries = try #require(content?["deliveries"] as? [[String: Any]])
        #expect(!deliveries.isEmpty)
        // A release names deliveries by number alone: what became of rows is for receipts.
        #expect(deliveries.allSatisfy { Set($0.keys) == ["delivery"] })
    }

    private func checkSum(_ taken: Any?, _ leftOut: Any?, _ rows: Int) throws {
        let taken = try #require(taken as? Int)
        let leftOut = try #require(leftOut as? [String: Int])
        #expect(taken + leftOut.values.reduce(0, +) == rows)
        #expect(leftOut.values.allSatisfy { $0 > 0 })
    }
}
