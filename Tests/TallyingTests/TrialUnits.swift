import Codebook
import Statistics
import TestSupport
import Testing

@testable import Tallying

/// Deliveries of single units for trials: households with a level of wealth of their own and of two persons.
enum TrialUnits {
    /// The columns, in the order of the fields of ``form(_:)``.
    static let header = "jaar;id;buurt;pc4;welvaart;werk;soort;welvaart_een;partner;welvaart_twee"

    /// The codebook of the kit, with units as its only form.
    static func codebook(_ mode: ImputationSetting.Mode) -> Codebook {
        var codebook = SampleCodebook.codebook
        codebook.forms = [form(mode)]
        return codebook
    }

    private static func form(_ mode: ImputationSetting.Mode) -> Form {
        let levels: [RecordField.Code] = [
            .init(key: "1", spellings: ["laag"]), .init(key: "2", spellings: ["midden"]),
            .init(key: "3", spellings: ["hoog inkomen"]),
        ]
        let fields: [RecordField] = [
            .init(key: "jaar", role: .period), .init(key: "id", role: .id),
            .init(key: "buurt", role: .region(level: "buurt"), prefix: "BU"),
            .init(key: "pc4", role: .postcode, isRequired: false),
            .init(key: "welvaart", role: .variable(0), codes: levels),
            .init(
                key: "werk",
                role: .variable(1),
                codes: [.init(key: "1", spellings: ["J"]), .init(key: "2")]
            ),
            .init(key: "soort", role: .codes, codes: ["1", "2", "3", "4"].map { .init(key: $0) }),
            .init(key: "welvaart_een", role: .codes, codes: levels),
            .init(key: "partner", role: .codes, codes: [.init(key: "0"), .init(key: "1")]),
            .init(key: "welvaart_twee", role: .codes, codes: levels),
        ]
        let hasPartner = RecordCondition(field: 8, codes: [2])
        let layout = RecordLayout(
            separator: UInt8(ascii: ";"),
            fields: fields,
            leaveOut: [
                LeaveOutRule(reason: "institutional", when: RecordCondition(field: 6, codes: [4])),
                LeaveOutRule(reason: "region-unknown", when: RecordCondition(field: 2, codes: [0])),
                LeaveOutRule(reason: "work-unknown", when: RecordCondition(field: 5, codes: [0])),
            ],
            consistency: [.only(fields: [9], when: hasPartner), .highest(field: 4, of: [7, 9])],
            imputation: ImputationSetting(
                variable: 0,
                mode: mode,
                seed: 5,
                replicates: 2,
                persons: [
                    .init(key: "een", level: 7, covariates: [6]),
                    .init(key: "twee", level: 9, present: hasPartner, covariates: [6]),
                ]
            )
        )
        return Form(
            key: "units",
            title: Text(nl: "eenheden", en: "units"),
            layout: .records,
            topics: [],
            records: layout
        )
    }

    /// The plan for reading deliveries with the columns of ``header``.
    static func plan(_ mode: ImputationSetting.Mode = .none) throws -> RecordPlan {
        let codebook = codebook(mode)
        return try #require(
            RecordPlan(
                codebook.forms[0],
                codebook: codebook,
                columns: Array(0..<10),
                separator: UInt8(ascii: ";"),
                header: Array(header.utf8)
            )
        )
    }

    /// Lets scans take pieces of lines, one after the other.
    ///
    /// - Parameters:
    ///   - plan: The plan for reading rows.
    ///   - pieces: The lines of each piece.
    ///   - scans: The number of scans.
    ///   - task: The task of the pass.
    ///   - scan: The scan that takes a piece.
    /// - Returns: The scans.
    static func scans(
        _ plan: RecordPlan,
        _ pieces: [[String]],
        scans: Int = 1,
        task: RecordTask = .count(idPrefix: IDPrefix(of: "h0".utf8), patternYear: nil),
        by scan: (Int) -> Int = { _ in 0 }
    ) -> [RecordScan] {
        let all = (0..<scans).map { _ in RecordScan(plan, task: task) }
        for (number, piece) in pieces.enumerated() { take(piece, number, all[scan(number)]) }
        return all
    }

    /// Lets a scan take a piece.
    static func take(_ lines: [String], _ number: Int, _ scan: RecordScan) {
        let text = Array(lines.map { $0 + "\n" }.joined().utf8)
        let room = text + [UInt8](repeating: UInt8(ascii: "#"), count: RecordScan.padding)
        // Safe: the room is not empty, outlives the call, and has as many bytes behind the piece as must be readable.
        let taken = unsafe room.withUnsafeBufferPointer { room in
            unsafe scan.take(room.baseAddress!, count: text.count, piece: number)
        }
        #expect(taken == lines.count)
    }

    /// The result of a delivery of these lines, which begin at the second line of their file.
    static func totals(
        _ lines: [String],
        _ mode: ImputationSetting.Mode = .none
    ) throws -> RecordTotals {
        RecordTotals(try scans(plan(mode), [lines]), lines: [lines.count], firstLine: 2)
    }

    /// Random rows, none of them wrong, in several years, buurten and postcodes.
    static func rows(_ count: Int, _ random: inout SplitMix64) -> [String] {
        (0..<count).map { number in
            func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
            func text(_ code: Int) -> String { code == 0 ? "" : "\(code)" }
            let partner = some(0...1)
            let (one, two) = (some(0...3), partner == 1 ? some(0...3) : 0)
            let isKnown = one > 0 && (partner == 0 || two > 0)
            let buurt = some(0...12)
            return [
                "\(2019 + some(0...2))", "h\(number)", buurt == 0 ? "" : "BU0363000\(buurt % 10)",
                some(0...2) == 0 ? "" : "\(1000 + some(0...3))",
                isKnown && some(0...1) == 0 ? "\(max(one, two))" : "", text(some(0...2)), "\(some(1...4))",
                text(one), "\(partner)", text(two),
            ].joined(separator: ";")
        }
    }
}

/// Counts of rows, counted one by one in the plainest way.
struct PlainCount {
    /// The units of each cell, by region and year.
    var cells: [String: [Int: Int64]] = [:]
    /// The units left out, by reason.
    var leftOut: [String: Int] = [:]
    /// The years and regions in the order of the file.
    var years: [Int] = []
    var regions: [String] = []
    /// The units without a level, by year.
    var open: [Int: Int] = [:]

    /// - Parameters:
    ///   - rows: Rows without faults, as ``TrialUnits`` writes them.
    ///   - width: The distance between the cells of one postcode and the next.
    init(_ rows: [String], width: Int) {
        for row in rows {
            let fields = row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            let year = Int(fields[0]) ?? 0
            if !years.contains(year) { years.append(year) }
            if !fields[2].isEmpty, !regions.contains(fields[2]) { regions.append(fields[2]) }
            if fields[6] == "4" {
                leftOut["institutional", default: 0] += 1
            } else if fields[2].isEmpty {
                leftOut["region-unknown", default: 0] += 1
            } else if fields[5].isEmpty {
                leftOut["work-unknown", default: 0] += 1
            } else {
                let levels = [Int(fields[7]) ?? 0] + (fields[8] == "1" ? [Int(fields[9]) ?? 0] : [])
                let highest = levels.max() ?? 0
                let isCertain = !levels.contains(0) || highest == 3
                let level = Int(fields[4]) ?? (isCertain ? highest : 0)
                guard level > 0 else {
                    open[year, default: 0] += 1
                    continue
                }
                let slot = Int(fields[3]).map { $0 - 999 } ?? 0
                let rank = slot * width + (level - 1) * 2 + (Int(fields[5]) ?? 0) - 1
                cells["\(fields[2]) \(year)", default: [:]][rank, default: 0] += 1
            }
        }
    }
}

extension RecordTotals {
    /// The tally of each region and year that is not empty.
    var tallies: [String: Tally] {
        Dictionary(
            uniqueKeysWithValues: records(0..<recordCount).filter { !$0.tally.isEmpty }.map {
                ("\(regions[$0.region].code) \(periods[$0.period].year)", $0.tally)
            }
        )
    }

    /// The faults, as kind, field, line and column of the first of each.
    var firstFaults: [String] {
        faults.map { fault in
            let place = fault.places.first
            return "\(fault.kind) \(fault.field ?? "-") \(place?.line ?? 0):\(place?.column ?? 0)"
        }
    }
}
