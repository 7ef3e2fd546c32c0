import Classification
import Codebook
import Statistics

/// A small edition and a codebook like those that are shipped.
enum TrialCountry {
    /// The country, `gemeenten` gemeenten of ten wijken of five buurten.
    static func edition(gemeenten: Int) -> Edition {
        let level = { (key: String, prefix: String, digits: Int) in
            Level(
                key: key,
                title: Text(nl: key, en: key),
                prefix: prefix,
                digits: digits,
                lettersAllowed: 0,
                officialCount: nil,
                completeness: .complete
            )
        }
        var entries: [Edition.Entry] = []
        func add(_ code: String, level: Int, parent: String?) {
            entries.append(
                Edition.Entry(
                    code: RegionCode(code),
                    name: code,
                    nameTrust: .edition,
                    level: level,
                    parent: parent.map { RegionCode($0) }
                )
            )
        }
        add("NL00", level: 0, parent: nil)
        for gemeente in 1000..<1000 + gemeenten {
            add("GM\(gemeente)", level: 1, parent: "NL00")
            for wijk in 10..<20 {
                add("WK\(gemeente)\(wijk)", level: 2, parent: "GM\(gemeente)")
                for buurt in 10..<15 {
                    add("BU\(gemeente)\(wijk)\(buurt)", level: 3, parent: "WK\(gemeente)\(wijk)")
                }
            }
        }
        let levels = [
            level("land", "NL", 2), level("gemeente", "GM", 4), level("wijk", "WK", 6),
            level("buurt", "BU", 8),
        ]
        guard
            let edition = try? Edition(
                key: "trial",
                year: nil,
                attribution: Text(nl: "", en: ""),
                levels: levels,
                entries: entries
            )
        else { fatalError("the trial lists contradict themselves") }
        return edition
    }

    /// Three variables, of 10, 5 and 7 categories.
    static let codebook: Codebook = {
        let coefficients: [[Int64]] = [
            [-21, -18, -8, -1, 3, 4, 6, 8, 10, 12], [-22, -9, 0, 7, 11], [8, -4, -10, -16, -22, -27, -3],
        ]
        let none = Text(nl: "", en: "")
        return Codebook(
            dataset: "trial",
            title: none,
            unit: none,
            attribution: none,
            version: "1",
            keys: KeyColumns(region: [], regionCode: [], regionName: [], period: [], ignored: []),
            years: 2014...2023,
            levels: ["gemeente", "wijk", "buurt"],
            variables: coefficients.enumerated().map { rank, steps in
                Variable(
                    key: "variable\(rank)",
                    title: none,
                    dimension: [],
                    categories: steps.indices.map { .init(key: "\($0 + 1)", title: none, spellings: []) },
                    groups: []
                )
            },
            topics: [],
            forms: [],
            scheme: .coefficients(
                CoefficientScheme(
                    divisor: 3,
                    sets: [
                        CoefficientSet(
                            key: "trial",
                            serves: 2014...2023,
                            provenance: none,
                            decimals: 1,
                            coefficients: coefficients
                        )
                    ]
                )
            ),
            protection: ProtectionRule(threshold: 100, rounding: 100),
            rules: [:]
        )
    }()

    /// The mean score of households by joint cell, on the scale of the published table.
    static func meanScore(_ counts: [Int64]) -> Double {
        let cells = JointCells(codebook.variables)
        guard case .coefficients(let scheme) = codebook.scheme else { return .nan }
        let steps = scheme.sets[0].coefficients
        var sum: Int64 = 0
        for (rank, count) in counts.enumerated() {
            sum += count * steps.indices.reduce(0) { $0 + steps[$1][cells.category(of: $1, in: rank)] }
        }
        return Double(sum) / Double(counts.reduce(0, +)) / 30
    }
}
