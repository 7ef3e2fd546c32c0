package import Statistics

/// The facts in the lines above a table: the period of its figures and the year of its regional
/// classification.
package struct TitleFacts: Hashable, Sendable {
    /// The year in the titles with its status mark, if all agree on one.
    package var period: (text: String, place: Place)? {
        years.count == 1 ? years.first.map { ($0.key, $0.value) } : nil
    }
    /// The year of the regional classification.
    package var edition: (year: Int, place: Place)? {
        editions.min { $0.value < $1.value }.map { ($0.key, $0.value) }
    }

    private var years: [String: Place] = [:]
    private var editions: [Int: Place] = [:]

    package init() {
    }

    /// Notes the facts of a title.
    package mutating func note(_ title: String, at place: Place) {
        let words = title.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "*" }.map(String.init)
        for (position, word) in words.enumerated() {
            let bare = word.prefix { $0 != "*" }
            guard bare.count == 4, let year = Int(bare), (1900...2199).contains(year) else { continue }
            if position > 0, Self.classification.contains(words[position - 1]) {
                editions[year] = editions[year] ?? place
            } else {
                years[word] = years[word] ?? place
            }
        }
    }

    /// The words before the year of a classification: `regio-indeling 2021`.
    private static let classification: Set<String> = [
        "indeling", "regioindeling", "classification", "division",
    ]
}
