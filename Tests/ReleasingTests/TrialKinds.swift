import Classification
import Codebook
import Foundation
import Kinds
import Statistics
import TestSupport
import Testing

@testable import Codebooks

/// A data set of each kind, with random tallies of a small country.
struct TrialKind: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: any DataSetKind
    /// The form that periods are stored in.
    let form: String
    let columns: [Int]
    /// How many numbers a tally has, and how large they are at most.
    let ranks: Range<Int>
    let most: Int64
    /// How releases protected the periods before.
    var protection: PeriodProtection?

    var testDescription: String { name }

    static let years = [2019, 2020, 2021]

    static func all() throws -> [Self] {
        var scores = SampleCodebook.codebook
        scores.development = DevelopmentSetting()
        var proved = scores
        proved.protection.method = .proved
        let characteristics = try shipped("achtergrond")
        var index = try shipped("kansarmoede")
        index.levels = ["gemeente", "wijk", "buurt"]
        let size = characteristics.variables.indices.map(characteristics.categoryRanks).last?.upperBound ?? 0
        guard let form = characteristics.forms.first(where: { $0.layout == .characteristics }) else {
            return []
        }
        return [
            Self(name: "scores", kind: scores.kind, form: "joint", columns: [], ranks: 0..<6, most: 60),
            Self(
                name: "scores by suppression",
                kind: proved.kind,
                form: "joint",
                columns: [],
                ranks: 0..<6,
                most: 60,
                protection: .suppression
            ),
            Self(
                name: "scores by offsets",
                kind: proved.kind,
                form: "joint",
                columns: [],
                ranks: 0..<6,
                most: 60
            ),
            Self(
                name: "characteristics",
                kind: characteristics.kind,
                form: form.key,
                columns: Array(form.topics.indices),
                ranks: 0..<size,
                most: 30
            ),
            Self(
                name: "index",
                kind: index.kind,
                form: "counts",
                columns: [0, 1, 2, 3, 4, 5],
                ranks: 0..<6,
                most: 400
            ),
            Self(name: "rates", kind: RatesKind(scores), form: "joint", columns: [], ranks: 0..<2, most: 300),
        ]
    }

    private static func shipped(_ name: String) throws -> Codebook {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return try CodebookFile.read(path: url.path + "/etc/datasets/\(name).yaml")
    }

    /// The outline of what is stored.
    func stored(_ edition: Edition) -> StoredDataSet {
        StoredDataSet(
            codebook: kind.codebook,
            edition: edition,
            periods: Self.years.map {
                PeriodOutline(
                    period: Period(year: $0),
                    status: .definitive,
                    form: form,
                    columns: columns,
                    protection: protection
                )
            }
        )
    }

    /// A tally of one buurt.
    func tally(_ random: inout SplitMix64) -> Tally {
        Tally(ranks.map { (rank: $0, value: .number(Int64.random(in: 0...most, using: &random))) })
    }
}

/// Two gemeenten: one of two wijken with three and one buurten, one of a single wijk of two buurten.
enum TrialEdition {
    static func edition() throws -> Edition {
        let codes: [(String, Int, String?)] = [
            ("NL00", 0, nil), ("GM0001", 1, "NL00"), ("GM0002", 1, "NL00"),
            ("WK000100", 2, "GM0001"), ("WK000101", 2, "GM0001"), ("WK000200", 2, "GM0002"),
            ("BU00010000", 3, "WK000100"), ("BU00010001", 3, "WK000100"), ("BU00010002", 3, "WK000100"),
            ("BU00010100", 3, "WK000101"), ("BU00020000", 3, "WK000200"), ("BU00020001", 3, "WK000200"),
        ]
        let none = Text(nl: "", en: "")
        let levels = [("land", "NL", 2), ("gemeente", "GM", 4), ("wijk", "WK", 6), ("buurt", "BU", 8)]
        return try Edition(
            key: "2021",
            year: 2021,
            attribution: none,
            levels: levels.map { key, prefix, digits in
                Level(
                    key: key,
                    title: none,
                    prefix: prefix,
                    digits: digits,
                    lettersAllowed: 0,
                    officialCount: nil,
                    completeness: .complete
                )
            },
            entries: codes.map { code, level, parent in
                .init(
                    code: RegionCode(code),
                    name: code,
                    nameTrust: .edition,
                    level: level,
                    parent: parent.map { RegionCode($0) }
                )
            }
        )
    }
}
