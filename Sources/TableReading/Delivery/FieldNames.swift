package import Bytes
public import Statistics

/// Names the columns of a delimited file that findings lie in, by looking at their lines again.
public struct FieldNames: Sendable {
    private let source: any ByteSource
    private let separator: UInt8
    private let headers: [String]
    private let limits: ReadingLimits

    /// The lines that are looked at: what stands further on keeps its line and position.
    private static let lines = 200_000

    /// Prepares a file.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - separator: What separates its fields.
    ///   - headers: The headers, by position.
    ///   - limits: How large everything may be.
    package init(_ source: any ByteSource, separator: UInt8, headers: [String], limits: ReadingLimits) {
        self.source = source
        self.separator = separator
        self.headers = headers
        self.limits = limits
    }

    /// The findings, each with the column that its place lies in.
    ///
    /// - Throws: ``MachineFault`` when the file cannot be read again.
    public func named(_ findings: Findings) throws -> Findings {
        // What is wrong with the limits stands in another file.
        func isHere(_ finding: Finding) -> Bool {
            finding.field == nil && finding.code != ReadingFault.limitsFaulty.rawValue
        }
        let wanted = Set(findings.kept.compactMap { isHere($0) ? $0.place?.line : nil })
        guard let last = wanted.filter({ $0 <= Self.lines }).max() else { return findings }
        var fields: [Int: [(column: Int, position: Int)]] = [:]
        do {
            var records = try CSVRecords(source.open(), separator: separator, limits: limits)
            while try records.next(), let first = records.fields.first, Int(first.line) <= last {
                for (position, field) in records.fields.enumerated() where wanted.contains(Int(field.line)) {
                    fields[Int(field.line), default: []].append((Int(field.column), position))
                }
            }
        } catch is ReadingStop {
            // What cannot be read has no columns; the lines before it do.
        }
        let kept = findings.kept.map { finding -> Finding in
            guard let place = finding.place, isHere(finding), let fields = fields[place.line],
                fields.count > 1,
                let field = fields.last(where: { $0.column <= place.column })
            else { return finding }
            var finding = finding
            let header = headers.indices.contains(field.position) ? headers[field.position] : nil
            finding.field = FieldName(position: field.position, header: header)
            return finding
        }
        return Findings(kept: kept, totals: findings.totals)
    }
}
