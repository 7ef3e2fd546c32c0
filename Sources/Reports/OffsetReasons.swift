import Codebook
import Disclosure
import Ledger
import Statistics

/// What the published values of a row show of its protection.
struct OffsetReasons {
    /// Whether figures are shown.
    let isShown: Bool
    /// Why figures are coarse, recoded or absent, and what would lift it, a sentence each.
    var reasons: [Text] = []
    /// The groups that are published as one.
    var merged: [Text] = []

    /// Reads them.
    init(_ version: OffsetVersion, _ codebook: Codebook) {
        var shown: [Measure: Bool] = [:]
        for (column, value) in zip(version.columns, version.values) {
            shown[codebook.topics[column].measure] = value.number != nil
        }
        isShown = shown.contains { $0.value && $0.key != .population }
        let unit = codebook.unit
        guard isShown else {
            reasons = [
                Text(
                    nl:
                        "geheim: er zijn minder \(unit.nl) dan waarover mag worden gepubliceerd; met meer \(unit.nl) worden de cijfers getoond",
                    en:
                        "withheld: it has fewer \(unit.en) than may be published about; with more \(unit.en) its figures are shown"
                )
            ]
            return
        }
        if shown.contains(where: { if case .score = $0.key { !$0.value } else { false } }) {
            reasons.append(
                Text(
                    nl:
                        "scores ontbreken: ook in de grofste eenheid zouden zij een te klein deelgebied verraden; dat eindigt als dat deelgebied groter wordt",
                    en:
                        "scores are absent: in the coarsest unit too they would give a part away that is too small; that ends when the part grows"
                )
            )
        } else if let unit = version.scoreUnit, unit > 1 {
            reasons.append(
                Text(
                    nl:
                        "scores zijn grover en met een geheime verschuiving afgerond: er ligt een te klein deelgebied in; dat eindigt in een nieuw jaar zonder zulke deelgebieden",
                    en:
                        "scores are coarser and rounded with a secret offset: a part of it is too small; that ends with a new year without such parts"
                )
            )
        }
        for (rank, variable) in codebook.variables.enumerated() {
            let title = variable.title
            let alone = variable.groups.indices.filter { shown[.share(variable: rank, group: $0)] == true }
            guard shown[.share(variable: rank, group: 0)] != nil, alone.count < variable.groups.count else {
                continue
            }
            let together = shown.keys.compactMap { measure -> [Int]? in
                guard case .mergedShare(rank, let groups) = measure, shown[measure] == true else {
                    return nil
                }
                return groups
            }
            guard let groups = together.first else {
                reasons.append(
                    Text(
                        nl:
                            "\(title.nl): percentages ontbreken: een groep is te klein, en samenvoegen beschermt haar niet genoeg; dat eindigt als de groep groeit of leeg is",
                        en:
                            "\(title.en): percentages are absent: a group is too small, and merging does not protect it enough; that ends when the group grows or is empty"
                    )
                )
                continue
            }
            reasons.append(
                Text(
                    nl:
                        "\(title.nl): samengevoegd, omdat een groep te klein is om alleen te staan, hier of in een deelgebied; dat eindigt als de groep groeit of leeg is",
                    en:
                        "\(title.en): recoded, since a group is too small to stand alone, here or in a part; that ends when the group grows or is empty"
                )
            )
            func names(_ language: Language) -> String {
                groups.map { variable.groups[$0].title[language] }.joined(separator: " + ")
            }
            merged.append(
                Text(nl: "\(title.nl): \(names(.nl))", en: "\(title.en): \(names(.en))")
            )
        }
    }
}
