import Classification
import Statistics
import TestSupport

/// Small countries: land, gemeenten, wijken, buurten.
enum TrialEdition {
    /// One gemeente of two wijken, of two and one buurten, and one of a single wijk that has no parts.
    ///
    /// By position: 0 the land, 1 the first gemeente, 2 its first wijk, 3 and 4 its buurten, 5 the second
    /// wijk, 6 its buurt, 7 the second gemeente, 8 its wijk.
    static let small = make([[2, 1], [0]])

    /// A country with that many buurten in each wijk of each gemeente.
    static func make(_ buurten: [[Int]]) -> Edition {
        var entries = [entry("NL00", level: 0, parent: nil)]
        for (g, wijken) in buurten.enumerated() {
            let gemeente = "GM\(1001 + g)"
            entries.append(entry(gemeente, level: 1, parent: "NL00"))
            for (w, count) in wijken.enumerated() {
                let wijk = "WK\(1001 + g)\(10 + w)"
                entries.append(entry(wijk, level: 2, parent: gemeente))
                for b in 0..<count {
                    entries.append(entry("BU\(1001 + g)\(10 + w)\(10 + b)", level: 3, parent: wijk))
                }
            }
        }
        let levels = [("land", "NL", 2), ("gemeente", "GM", 4), ("wijk", "WK", 6), ("buurt", "BU", 8)]
        let edition = try? Edition(
            key: "trial",
            year: 2021,
            attribution: Text(nl: "", en: ""),
            levels: levels.map { key, prefix, digits in
                Level(
                    key: key,
                    title: Text(nl: key, en: key),
                    prefix: prefix,
                    digits: digits,
                    lettersAllowed: 0,
                    officialCount: nil,
                    completeness: .complete
                )
            },
            entries: entries,
            aliases: [RegionCode("NL01"): RegionCode("NL00")]
        )
        guard let edition else { fatalError("the lists contradict themselves") }
        return edition
    }

    /// A country of one to four gemeenten of one to three wijken of none to four buurten.
    static func random(_ random: inout SplitMix64) -> Edition {
        make(
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in Int.random(in: 0...4, using: &random) }
            }
        )
    }

    private static func entry(_ code: String, level: Int, parent: String?) -> Edition.Entry {
        .init(
            code: RegionCode(code),
            name: code,
            nameTrust: .edition,
            level: level,
            parent: parent.map { RegionCode($0) }
        )
    }
}

extension Array where Element == RegionIndex {
    /// The positions, for comparing with literals.
    var positions: [Int] { map(\.position) }
}
