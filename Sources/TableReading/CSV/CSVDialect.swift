import Bytes
import Codebook
import Statistics

/// The separator of a CSV file, by the evidence of its first records.
///
/// The separator under which most headers are known wins; if none is known, the one that splits most records
/// into the same number of fields.
enum CSVDialect {
    /// The possible separators, best first.
    private static let separators: [UInt8] = [0x3B, 0x09, 0x2C, 0x7C]
    /// The number of records that are examined.
    private static let records = 60

    /// Returns the separator of a file that starts with `head`.
    static func separator(of head: [UInt8], names: HeaderNames, limits: ReadingLimits) -> UInt8 {
        var best = (separator: separators[0], score: (0, 0))
        for separator in separators {
            let score = score(head, separator, names, limits)
            if score > best.score { best = (separator, score) }
        }
        return best.separator
    }

    private static func score(
        _ head: [UInt8],
        _ separator: UInt8,
        _ names: HeaderNames,
        _ limits: ReadingLimits
    ) -> (known: Int, regular: Int) {
        var known = 0
        var widths: [Int: Int] = [:]
        let source = MemorySource(bytes: head)
        guard var records = try? CSVRecords(source.open(), separator: separator, limits: limits) else {
            return (0, 0)
        }
        // The head may end within a record, which is no fault then.
        for _ in 0..<Self.records {
            guard (try? records.next()) == true else { break }
            let count = records.fields.count
            guard count > 1 else { continue }
            let headers = (0..<min(count, 1_000)).count { names.knows(records.text($0)) }
            known = max(known, headers)
            widths[count, default: 0] += 1
        }
        return (known, widths.map { $0.value * min($0.key, 100) }.max() ?? 0)
    }
}

extension HeaderNames {
    /// True if a header is the name of a key column, a dimension or a topic in any form.
    package func knows(_ header: String) -> Bool {
        if header.isEmpty { return false }
        return meaning(of: header) != nil || forms.indices.contains { topic(header, inFormAt: $0) != nil }
    }
}
