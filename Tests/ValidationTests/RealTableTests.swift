import Classification
import Codebook
import Foundation
import Statistics
import TestSupport
import Testing
import Validation

/// The real table of Amsterdam, where it is present: `../shared` beside the package, or `PEIL_SHARED`.
private enum RealTable {
    static func lines(_ name: String) -> [String] {
        guard let text = try? String(contentsOfFile: PackageFiles.shared("data/" + name), encoding: .utf8)
        else { return [] }
        return text.split(whereSeparator: \.isNewline).map(String.init)
    }

    static let edition: Edition = {
        var entries = [
            Edition.Entry(
                code: RegionCode("NL00"),
                name: "Nederland",
                nameTrust: .edition,
                level: 0,
                parent: nil
            )
        ]
        for (level, file) in ["gemeenten", "wijken", "buurten"].enumerated() {
            let lines = lines("classification-2021/\(file).csv")
            let separator: Character = lines.first?.contains(";") == true ? ";" : ","
            let header = lines[0].split(separator: separator, omittingEmptySubsequences: false).map(
                String.init
            )
            for line in lines.dropFirst() {
                let fields = line.split(separator: separator, omittingEmptySubsequences: false).map(
                    String.init
                )
                // The wijken and buurten of one gemeente are enough, and quick to build.
                guard level == 0 || fields[0].dropFirst(2).hasPrefix("0363") else { continue }
                let source = header.firstIndex(of: "name_source").map { fields[$0] }
                entries.append(
                    Edition.Entry(
                        code: RegionCode(fields[0]),
                        name: fields[1],
                        nameTrust: fields[1].isEmpty
                            ? .none : source == "2017" ? .earlier(year: 2017) : .edition,
                        level: level + 1,
                        parent: RegionCode(level == 0 ? "NL00" : fields[2])
                    )
                )
            }
        }
        return TrialEdition.of(
            entries,
            key: "2021",
            levels: [
                TrialEdition.level("land", "NL", 2), TrialEdition.level("gemeente", "GM", 4),
                TrialEdition.level("wijk", "WK", 6, letters: 2),
                TrialEdition.level("buurt", "BU", 8, letters: 4),
            ],
            otherYears: [
                OtherYear(
                    year: 2022,
                    added: [RegionCode("GM1980"), RegionCode("WK036399")],
                    removed: [RegionCode("GM0370")]
                )
            ]
        )
    }()

    /// The table of Amsterdam of 2019: units, three shares, the total score and the spread.
    static let amsterdam: TrialDelivery = {
        let columns = [0, 1, 2, 3, 4, 8]
        let decimals = [0: 0, 1: 1, 2: 1, 3: 1, 4: 3, 8: 3]
        let rows = lines("statline-csv/SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv").dropFirst().map
        { line in
            let fields = line.dropFirst().dropLast().components(separatedBy: "\";\"")
            var values: [Int: Value] = [:]
            for (rank, field) in zip(columns, fields.dropFirst(3)) {
                let text = field.trimmingCharacters(in: .whitespaces)
                let number = Double(text).map { Int64(($0 * pow(10, Double(decimals[rank]!))).rounded()) }
                values[rank] = number.map { .number($0) } ?? .missing(.unknown)
            }
            return TrialDelivery.Row(
                code: fields[2].trimmingCharacters(in: .whitespaces),
                name: fields[1],
                period: fields[0],
                values: values
            )
        }
        return TrialDelivery("published", columns: columns, rows: rows)
    }()
}

@Suite(.enabled(if: PackageFiles.hasShared("data/statline-csv"))) struct `the real table of Amsterdam` {
    private func findings(_ delivery: TrialDelivery, replaces: Bool = false) -> [Finding] {
        Trial(edition: RealTable.edition, replacesPeriods: replaces).validate(delivery).findings.inFileOrder
    }

    @Test func `is accepted`() {
        #expect(RealTable.amsterdam.rows.count == 579)
        for finding in findings(RealTable.amsterdam) {
            print(finding.severity, finding.code, finding.message.nl)
        }
        #expect(findings(RealTable.amsterdam).allSatisfy { $0.severity == .note })
        #expect(
            Set(findings(RealTable.amsterdam, replaces: true).filter { $0.severity > .note }.map(\.code)) == [
                "coverage"
            ]
        )
    }

    @Test func `shows its corruptions at their lines`() {
        func corrupted(_ row: Int, _ change: (inout TrialDelivery.Row) -> Void) -> TrialDelivery {
            var delivery = RealTable.amsterdam
            change(&delivery.rows[row])
            return delivery
        }
        func expect(_ code: String, _ delivery: TrialDelivery, line: Int, comment: Comment) {
            let found = findings(delivery).filter { $0.severity > .note }
            #expect(found.contains { $0.code == code && $0.place?.line == line }, comment)
        }
        let row = RealTable.amsterdam.rows.firstIndex { $0.code == "BU03630201" }!
        expect(
            "region-known",
            corrupted(row) { $0.code = "WK036399" },
            line: row + 2,
            comment: "a code of 2022"
        )
        expect("region-letters", corrupted(row) { $0.code = "BU0363AA01" }, line: row + 2, comment: "letters")
        expect(
            "all-or-nothing",
            corrupted(0) { $0.values[2] = .missing(.unknown) },
            line: 2,
            comment: "a point"
        )
        expect(
            "count-present",
            corrupted(0) { $0.values[0] = .missing(.unknown) },
            line: 2,
            comment: "a point"
        )
        var doubled = RealTable.amsterdam
        doubled.rows.append(doubled.rows[row])
        expect("one-row", doubled, line: 581, comment: "a doubled row")

        for index in RealTable.amsterdam.rows.indices where index.isMultiple(of: 9) {
            guard RealTable.amsterdam.rows[index].code.hasPrefix("WK") else { continue }
            var delivery = RealTable.amsterdam
            let wijk = delivery.rows.remove(at: index)
            #expect(
                findings(delivery).contains { $0.region?.description == wijk.code && $0.severity >= .warning }
            )
        }
    }

    @Test func `shows every exchange of two neighbouring digits of a code`() {
        let edition = RealTable.edition
        for index in RealTable.amsterdam.rows.indices.filter({ $0.isMultiple(of: 11) }) {
            for place in 6..<9 {
                var bytes = Array(RealTable.amsterdam.rows[index].code.utf8)
                guard place + 1 < bytes.count, bytes[place] != bytes[place + 1] else { continue }
                bytes.swapAt(place, place + 1)
                var delivery = RealTable.amsterdam
                delivery.rows[index].code = String(decoding: bytes, as: UTF8.self)
                let validation = Trial(edition: edition, replacesPeriods: false).validate(delivery)
                #expect(
                    validation.findings.kept.contains {
                        $0.severity >= .warning && $0.place?.line == index + 2
                    },
                    "\(delivery.rows[index].code) at line \(index + 2)"
                )
            }
        }
    }
}
