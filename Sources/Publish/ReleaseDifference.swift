import Foundation
import Glibc

/// What a release shows otherwise than another one: rows of its tables of figures, by what became of them.
public struct ReleaseDifference: Hashable, Sendable {
    /// Rows that are new.
    public var added = 0
    /// Rows with another figure.
    public var changed = 0
    /// Rows that are gone.
    public var removed = 0
    /// Rows that withhold a figure which was there before.
    public var newlyWithheld = 0

    /// The rows that differ.
    public var total: Int { added + changed + removed + newlyWithheld }

    /// Compares two directories of releases of one data set; nil where one of them is gone.
    ///
    /// Files that two releases share are not read. Only the tables of a year are compared, since tables of postcodes
    /// and of developments follow from them.
    public init?(of release: String, since base: String?, dataset: String) {
        let folder = "/statline"
        guard let names = Self.tables(in: release + folder, dataset) else { return nil }
        let before = base.map { Self.tables(in: $0 + folder, dataset) } ?? []
        guard let before else { return nil }
        for name in names.union(before).sorted() {
            let now = names.contains(name) ? release + folder + "/" + name : nil
            let then = before.contains(name) ? base.map { $0 + folder + "/" + name } : nil
            if let now, let then, Self.areOne(now, then) { continue }
            guard let rows = now.map(Self.rows) ?? [:], let old = then.map(Self.rows) ?? [:] else {
                return nil
            }
            compare(rows, with: old)
        }
    }

    private mutating func compare(_ rows: [Substring: Substring], with old: [Substring: Substring]) {
        for (key, line) in rows where !key.isEmpty {
            guard let before = old[key] else {
                added += 1
                continue
            }
            guard line != before else { continue }
            if Self.withholdsMore(line, than: before) { newlyWithheld += 1 } else { changed += 1 }
        }
        removed += old.keys.count { !$0.isEmpty && rows[$0] == nil }
    }

    /// Whether a row has a point where there was a figure.
    private static func withholdsMore(_ line: Substring, than before: Substring) -> Bool {
        zip(cells(line), cells(before)).contains { now, then in
            isPoint(now) && !isPoint(then) && !isBlank(then)
        }
    }

    private static func cells(_ line: Substring) -> [Substring] {
        line.split(separator: ";").dropFirst(3) + []
    }
    private static func isPoint(_ cell: Substring) -> Bool { bare(cell).elementsEqual([0x2E]) }
    private static func isBlank(_ cell: Substring) -> Bool { bare(cell).isEmpty }
    private static func bare(_ cell: Substring) -> [UInt8] { cell.utf8.filter { $0 != 0x20 && $0 != 0x22 } }

    /// The tables of years in a folder; nil where there is none.
    private static func tables(in folder: String, _ dataset: String) -> Set<String>? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
        let tables = names.filter { name in
            guard name.hasPrefix(dataset + "_"), name.hasSuffix(".csv") else { return false }
            let period = name.dropFirst(dataset.count + 1).dropLast(4)
            return period.utf8.count == 4 && period.utf8.allSatisfy { (48...57).contains($0) }
        }
        return Set(tables)
    }

    /// Whether two names are of one file.
    private static func areOne(_ a: String, _ b: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard unsafe stat(a, &first) == 0, unsafe stat(b, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// The rows of a table by the code of their region, under an empty key the headers; nil where it cannot be read.
    private static func rows(_ path: String) -> [Substring: Substring]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        var rows: [Substring: Substring] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let fields = line.split(separator: ";", maxSplits: 3)
            rows[number == 0 || fields.count < 3 ? "" : fields[2]] = line
        }
        return rows
    }
}
