import Codebook
import Disclosure
import Foundation
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `an extract` {
    /// Everything that a cell can be, in regions whose names are hard to write.
    private func sample(_ trial: TrialRelease) -> ProtectedTable {
        trial.table(
            [
                1: [.number(457_400), .number(208), .number(792), .number(-100), .number(1010)],
                2: [.number(100), .number(0), .number(1000), .number(-1), .number(0)],
                3: [.number(0), .missing(.unknown), .missing(.blank), .missing(.null), .missing(.secret)],
                4: [
                    .number(12_345_678), .number(123_456_789), .number(5), .number(-12_345_678),
                    .number(99_999),
                ],
                6: [.number(-999_999), .number(-5), .number(999_999), .number(9_999_999), .number(-999_999)],
            ],
            year: 2022,
            status: .provisional
        )
    }

    @Test(arguments: [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `is the same bytes as its golden file`(suffix: String) throws {
        let trial = try TrialRelease()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(sample(trial))]))
        let bytes = try #require(trial.extracts()["statline/sample_2022\(suffix)"])
        #expect(
            try bytes == Golden.bytes("sample_2022\(suffix)", now: bytes),
            "PEIL_UPDATE_GOLDEN=1 writes it anew"
        )
    }

    @Test func `has a manifest of the same bytes as its golden file`() throws {
        let trial = try TrialRelease()
        trial.codebook.attribution = Text(nl: "Bron: \"verzonnen\"", en: "Source: \"invented\"")
        _ = try trial.publisher().publish(trial.plan(1, [.whole(sample(trial))]))
        let bytes = try #require(trial.current()["manifest.json"])
        #expect(try bytes == Golden.bytes("manifest.json", now: bytes))
    }

    @Test func `is well-formed XML`() throws {
        let trial = try TrialRelease()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(sample(trial))]))
        for suffix in ["_TypedDataSet.xml", "_UntypedDataSet.xml"] {
            let text = String(
                decoding: try #require(trial.extracts()["statline/sample_2022\(suffix)"]),
                as: UTF8.self
            )
            var open: [Substring] = []
            for piece in text.split(separator: "<").dropFirst() {
                let tag = try #require(piece.split(separator: ">", omittingEmptySubsequences: false).first)
                let name = tag.prefix { $0 != " " && $0 != "/" }
                if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
                if tag.hasPrefix("/") {
                    #expect(open.popLast() == tag.dropFirst())
                } else {
                    open.append(name)
                }
            }
            #expect(open.isEmpty)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `writes numbers as they are written by hand`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let trial = try TrialRelease()
        let values = (0..<5).map { _ in
            Int64.random(in: -1...1, using: &random)
                * Int64.random(in: 0...(1 << Int64.random(in: 0...52, using: &random)), using: &random)
        }
        _ = try trial.publisher().publish(
            trial.plan(1, [.whole(trial.table([1: values.map { .number($0) }]))])
        )
        let csv = String(decoding: try #require(trial.extracts()["statline/sample_2019.csv"]), as: UTF8.self)
        let cells = try #require(csv.split(separator: "\n").last).split(separator: ";").suffix(5)
        let untyped = String(
            decoding: try #require(trial.extracts()["statline/sample_2019_UntypedDataSet.xml"]),
            as: UTF8.self
        )
        for (column, cell) in cells.enumerated() {
            let text = byHand(values[column], decimals: trial.codebook.topics[column].decimals)
            let padded = String(repeating: " ", count: max(0, 8 - text.count)) + text
            #expect(cell == "\"\(padded)\"")
            let key = trial.codebook.topics[column].key
            let space = padded == text ? "" : " xml:space=\"preserve\""
            #expect(untyped.contains("<d:\(key)\(space)>\(padded)</d:\(key)>"))
        }
    }

    private func byHand(_ number: Int64, decimals: Int) -> String {
        guard decimals > 0 else { return "\(number)" }
        let digits = String(String(number.magnitude).reversed()).padding(
            toLength: max(decimals + 1, String(number.magnitude).count),
            withPad: "0",
            startingAt: 0
        )
        let text = String(digits.reversed())
        return (number < 0 ? "-" : "") + text.dropLast(decimals) + "." + text.suffix(decimals)
    }

    @Test(arguments: [("2019JJ00", "2019-01-01"), ("2019KW03", "2019-07-01"), ("2012MM11", "2012-11-01")])
    func `bears the first day of its period as its only date`(key: String, day: String) throws {
        let trial = try TrialRelease()
        let period = try #require(Period(key))
        let table = protect(
            FiguresTable(period: period, status: .definitive, columns: [0], rows: []),
            with: trial.codebook
        )
        _ = try trial.publisher().publish(trial.plan(1, [.whole(table)]))
        let feed = try #require(trial.extracts()["statline/sample_\(period.name)_TypedDataSet.xml"])
        #expect(String(decoding: feed, as: UTF8.self).contains("<updated>\(day)T00:00:00Z</updated>"))
    }
}

/// Files that outputs are compared with.
enum Golden {
    /// The golden bytes; with `PEIL_UPDATE_GOLDEN` set, what is made now becomes golden.
    static func bytes(_ name: String, now: Data) throws -> Data {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Golden/\(name)"
        )
        if ProcessInfo.processInfo.environment["PEIL_UPDATE_GOLDEN"] != nil { try now.write(to: url) }
        return try Data(contentsOf: url)
    }
}
