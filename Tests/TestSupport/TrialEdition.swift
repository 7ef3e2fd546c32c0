public import Classification
public import Statistics

/// Small classifications for trials, and the parts that they are made of.
public enum TrialEdition {
    /// The levels land, gemeente, wijk and buurt, whose lists are complete.
    public static let levels = [
        level("land", "NL", 2), level("gemeente", "GM", 4), level("wijk", "WK", 6), level("buurt", "BU", 8),
    ]

    /// The levels from gemeente on.
    public static let levelsBelowLand = Array(levels.dropFirst())

    /// A level.
    ///
    /// - Parameters:
    ///   - key: The key, which is its title too.
    ///   - prefix: The letters that its codes begin with.
    ///   - digits: The number of digits behind them.
    ///   - letters: The number of these that may be letters.
    ///   - completeness: The completeness of its list.
    /// - Returns: The level.
    public static func level(
        _ key: String,
        _ prefix: String,
        _ digits: Int,
        letters: Int = 0,
        _ completeness: Level.Completeness = .complete
    ) -> Level {
        Level(
            key: key,
            title: Text(nl: key, en: key),
            prefix: prefix,
            digits: digits,
            lettersAllowed: letters,
            officialCount: nil,
            completeness: completeness
        )
    }

    /// An entry of a list.
    ///
    /// - Parameters:
    ///   - code: The code.
    ///   - name: The name; the code itself where none is given.
    ///   - level: The position of its level.
    ///   - parent: The code of the region that it is part of.
    ///   - trust: The trust in its name.
    /// - Returns: The entry.
    public static func entry(
        _ code: String,
        _ name: String? = nil,
        level: Int,
        parent: String?,
        trust: Region.NameTrust = .edition
    ) -> Edition.Entry {
        Edition.Entry(
            code: RegionCode(code),
            name: name ?? code,
            nameTrust: trust,
            level: level,
            parent: parent.map { RegionCode($0) }
        )
    }

    /// An edition of these entries; lists that contradict themselves stop the test.
    public static func of(
        _ entries: [Edition.Entry],
        key: String = "trial",
        year: Int? = 2021,
        levels: [Level] = levels,
        aliases: [RegionCode: RegionCode] = [:],
        otherYears: [OtherYear] = []
    ) -> Edition {
        do {
            return try Edition(
                key: key,
                year: year,
                attribution: Text(nl: "", en: ""),
                levels: levels,
                entries: entries,
                aliases: aliases,
                otherYears: otherYears
            )
        } catch {
            fatalError("the trial lists contradict themselves: \(error)")
        }
    }

    /// One gemeente of two wijken, of two and one buurten, and one of a single wijk that has no parts.
    ///
    /// By position: 0 the land, 1 the first gemeente, 2 its first wijk, 3 and 4 its buurten, 5 the second
    /// wijk, 6 its buurt, 7 the second gemeente, 8 its wijk.
    public static let small = make([[2, 1], [0]])

    /// A country with that many buurten in each wijk of each gemeente.
    public static func make(_ buurten: [[Int]]) -> Edition {
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
        return of(entries, aliases: [RegionCode("NL01"): RegionCode("NL00")])
    }

    /// A country of one to four gemeenten of one to three wijken of none to four buurten.
    public static func random(_ random: inout SplitMix64) -> Edition {
        make(
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in Int.random(in: 0...4, using: &random) }
            }
        )
    }
}
