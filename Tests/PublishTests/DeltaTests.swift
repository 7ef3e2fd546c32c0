import Codebook
import Foundation
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `deltas of releases` {
    private static let path = "sdmx-csv/sample_2019.csv"

    /// A consumer that knows SDMX-CSV alone: figures by key, and code lists for their order.
    private struct Consumer {
        var header = ""
        var figures: [[String]: String] = [:]

        init(_ table: String) { add(table, action: "I") }

        mutating func add(_ text: String, action: String) {
            let lines = text.split(separator: "\n").map(String.init)
            header = lines[0]
            for line in lines.dropFirst() {
                var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                #expect(fields[2] == action)
                let key = Array(fields[3...6])
                guard action != "D" else {
                    figures = key[1].isEmpty ? [:] : figures.filter { $0.key != key }
                    continue
                }
                #expect((figures[key] != nil) == (action == "R") || action == "I")
                fields[2] = "I"
                figures[key] = fields.joined(separator: ",")
            }
        }

        func table(_ structure: String) -> String {
            func codes(_ list: String) -> [String: Int] {
                let part = structure.split(separator: "<str:Codelist id=\"\(list)\"").last ?? ""
                let body = String(part).split(separator: "</str:Codelist>").first ?? ""
                let codes = String(body).split(separator: "<str:Code id=\"").dropFirst().compactMap {
                    $0.split(separator: "\"").first
                }
                return Dictionary(uniqueKeysWithValues: codes.enumerated().map { (String($1), $0) })
            }
            let (areas, topics) = (codes("CL_AREA"), codes("CL_TOPIC"))
            let lines = figures.sorted { one, other in
                (areas[one.key[1]] ?? 0, topics[one.key[2]] ?? 0) < (
                    areas[other.key[1]] ?? 0, topics[other.key[2]] ?? 0
                )
            }
            return ([header] + lines.map(\.value)).map { $0 + "\n" }.joined()
        }
    }

    private func text(_ trial: TrialRelease, _ path: String) -> String? {
        trial.current()[path].map { String(decoding: $0, as: UTF8.self) }
    }

    private func row(_ random: inout SplitMix64) -> [Value] {
        (0..<5).map { column in
            // The last topic has figures in some releases only.
            Int.random(in: 0..<4, using: &random) == 0 || (column == 4 && Bool.random(using: &random))
                ? .missing(.unknown) : .number(Int64.random(in: 0...3, using: &random) * 100)
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `lead from any earlier release to the bytes of the newest`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let trial = try TrialRelease()
        trial.codebook.extracts = [.statlineCSV, .sdmxCSV]
        var rows: [Int: [Value]] = [:]
        var consumers: [Consumer] = []
        for number in 1...5 {
            for region in 1...8 where number == 1 || Bool.random(using: &random) {
                rows[region] = Bool.random(using: &random) ? row(&random) : nil
            }
            rows[1] = [.number(number == 3 ? 0 : Int64(number) * 100)] + row(&random).dropFirst()
            _ = try trial.publisher(cache: number == 4 ? "lost" : "cache").publish(
                trial.plan(number, base: number > 1 ? number - 1 : nil, [.whole(trial.table(rows))])
            )
            let table = try #require(text(trial, Self.path))
            let structure = try #require(text(trial, "sdmx-csv/structure.xml"))
            for place in consumers.indices {
                for (action, letter) in [("delete", "D"), ("replace", "R"), ("append", "A")] {
                    guard let delta = text(trial, "sdmx-csv/delta/sample_2019_\(action).csv") else {
                        continue
                    }
                    consumers[place].add(delta, action: letter)
                }
                #expect(consumers[place].table(structure) == table)
            }
            consumers.append(Consumer(table))
            _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
        }
    }

    @Test func `tell of the figures that changed and of no others`() throws {
        let trial = try TrialRelease()
        trial.codebook.extracts = [.statlineCSV, .sdmxCSV]
        let row: [Value] = [.number(400), .number(1), .number(2), .number(3), .number(4)]
        var other = row
        other[3] = .number(-3)
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row, 2: row, 3: row]))]))
        #expect(trial.current().keys.allSatisfy { !$0.contains("delta") })
        let changed = trial.table([1: other, 4: row])
        let whole = trial.table([1: other, 2: row, 4: row])
        _ = try trial.publisher().publish(
            trial.plan(2, base: 1, [.rows(changed, removed: [3], whole: whole)])
        )
        let replaced = try #require(text(trial, "sdmx-csv/delta/sample_2019_replace.csv"))
        #expect(
            replaced.split(separator: "\n").dropFirst().map(String.init) == [
                "dataflow,PEIL:SAMPLE(1.0.0),R,A,GM0001,GemiddeldeScore_5,2019,-0.003,A,F,published"
            ]
        )
        let counts = ["append", "delete"].map { action in
            text(trial, "sdmx-csv/delta/sample_2019_\(action).csv")?.split(separator: "\n").count
        }
        #expect(counts == [6, 6])
    }

    @Test func `are not there where nothing changed`() throws {
        let trial = try TrialRelease()
        trial.codebook.extracts = [.statlineCSV, .sdmxCSV]
        let table = trial.table([1: [.number(400), .number(1), .number(2), .number(3), .number(4)]])
        _ = try trial.publisher().publish(trial.plan(1, [.whole(table)]))
        _ = try trial.publisher().publish(trial.plan(2, base: 1, [.unchanged(table)]))
        #expect(trial.current().keys.allSatisfy { !$0.contains("delta") })
    }
}
