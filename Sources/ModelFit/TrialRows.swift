import ArgumentParser
import Foundation
import Imputation

/// The rows of a file that have a level, with their covariates as codes; categories are the values that
/// occur, in order.
struct TrialRows {
    /// The design of the covariates; nil if it exceeds the limits of a model.
    let design: PersonDesign?
    /// The rows in the order of the file.
    let rows: [Row]

    /// A row.
    struct Row {
        let name: String
        let level: Int
        let codes: [UInt8]
    }

    /// Reads a file.
    init(path: String, level: String, covariates: [String], present: [String]) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let lines = bytes.split(separator: 10)
        func fields(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
            line.split(separator: 59, omittingEmptySubsequences: false)
        }
        let header = lines.first.map { fields($0).map { String(decoding: $0, as: UTF8.self) } } ?? []
        func column(_ name: String) throws -> Int {
            guard let column = header.firstIndex(of: name) else {
                throw ValidationError("no column '\(name)'")
            }
            return column
        }
        let wanted = try ([level] + covariates).map(column)
        let needed = try ([level] + present).map(column)
        var seen = wanted.map { _ in [ArraySlice<UInt8>: Int]() }
        var raw: [(String, [Int])] = []
        for line in lines.dropFirst() {
            let fields = fields(line)
            guard needed.allSatisfy({ !fields[$0].isEmpty }) else { continue }
            let codes = wanted.indices.map { position -> Int in
                let text = fields[wanted[position]]
                if text.isEmpty { return 0 }
                if let code = seen[position][text] { return code }
                seen[position][text] = seen[position].count + 1
                return seen[position].count
            }
            raw.append((fields.count > 1 ? String(decoding: fields[1], as: UTF8.self) : "", codes))
        }
        let ordered = seen.map { $0.sorted { Self.precedes($0.key, $1.key) } }
        let ranks = ordered.map { list in
            var ranks = [Int](repeating: 0, count: list.count + 1)
            for (rank, entry) in list.enumerated() { ranks[entry.value] = rank + 1 }
            return ranks
        }
        let keys = ordered.map { $0.map { String(decoding: $0.key, as: UTF8.self) } }
        design = PersonDesign(
            key: level,
            levels: keys[0],
            covariates: covariates.indices.map { .init(key: covariates[$0], categories: keys[$0 + 1]) }
        )
        rows = raw.map { name, codes in
            let codes = codes.indices.map { ranks[$0][codes[$0]] }
            return Row(name: name, level: codes[0] - 1, codes: codes.dropFirst().map { UInt8($0) })
        }
    }

    /// Orders numbers before words, and numbers by size.
    private static func precedes(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        let (a, b) = (String(decoding: a, as: UTF8.self), String(decoding: b, as: UTF8.self))
        return (Int(a) ?? .max, a) < (Int(b) ?? .max, b)
    }
}
