import Bytes
package import Codebook
package import Statistics

/// The sentences about a file whose columns are not those of a data set: they name the columns that are, and where files
/// of the data set come from.
package struct SourceWords {
    private let codebook: Codebook
    /// The topics that a sentence names at most.
    private static let named = 6

    /// The words for a data set.
    package init(_ codebook: Codebook) { self.codebook = codebook }

    /// The findings with the words of the data set in place of general ones.
    package func applied(to findings: Findings) -> Findings {
        let kept = findings.kept.map { finding -> Finding in
            guard let fault = ReadingFault(rawValue: finding.code), let repair = repair(of: fault),
                finding.repair == fault.words.repair
            else { return finding }
            var finding = finding
            finding.repair = repair
            return finding
        }
        return Findings(kept: kept, totals: findings.totals)
    }

    private func repair(of fault: ReadingFault) -> Text? {
        let region = codebook.keys.regionCode.first ?? codebook.keys.region.first ?? ""
        let period = codebook.keys.period.first ?? ""
        let portal = codebook.portal
        switch fault {
        case .noHeader, .noTopics:
            let columns = columns
            let needed = Text(
                nl:
                    "Geef de kolommen hun namen: \(codebook.keys.region.first ?? region) voor de regiocode, \(period) voor het jaar, en \(columns.nl).",
                en:
                    "Give the columns their names: \(codebook.keys.region.first ?? region) for the code of the region, \(period) for the year, and \(columns.en)."
            )
            guard let portal else { return needed }
            return Text(
                nl: "Download de tabel uit \(portal) als CSV, of: \(needed.nl.lowercasedFirst)",
                en: "Download the table from \(portal) as CSV, or: \(needed.en.lowercasedFirst)"
            )
        case .noRegionCodes:
            guard let portal else {
                return Text(
                    nl:
                        "Voeg een kolom met de regiocode toe, met als kop '\(region)'.",
                    en:
                        "Add a column with the code of the region, under the header '\(region)'."
                )
            }
            return Text(
                nl: "Kies in \(portal) ook het onderwerp \"\(region)\" en download opnieuw.",
                en: "Choose the topic \"\(region)\" in \(portal) too, and download again."
            )
        case .noPeriod:
            guard let portal else {
                return Text(
                    nl: "Voeg een kolom met het jaar toe, met als kop '\(period)'.",
                    en: "Add a column with the year, under the header '\(period)'."
                )
            }
            return Text(
                nl: "Kies in \(portal) de perioden als kolom en download opnieuw.",
                en: "Choose the periods as a column in \(portal), and download again."
            )
        case .notRecognised:
            guard let portal else {
                return Text(
                    nl: "Sla de tabel op als CSV (UTF-8) en lever dat bestand.",
                    en: "Save the table as CSV (UTF-8), and deliver that file."
                )
            }
            return Text(
                nl: "Download de tabel uit \(portal) als CSV en lever dat bestand ongewijzigd.",
                en: "Download the table from \(portal) as CSV, and deliver that file unchanged."
            )
        default: return nil
        }
    }

    /// The columns of figures, for the middle of a sentence.
    private var columns: Text {
        if let rows = codebook.forms.lazy.compactMap(\.rows).first, let variable = rows.variable.first,
            let category = rows.category.first
        {
            return Text(
                nl: "\(variable), \(category) en \(rows.topic.key)",
                en: "\(variable), \(category) and \(rows.topic.key)"
            )
        }
        let topics =
            codebook.forms.filter { $0.traits.exampleOrder != nil }
            .min { $0.traits.exampleOrder ?? 0 < $1.traits.exampleOrder ?? 0 }?.topics ?? []
        let keys = topics.prefix(Self.named).map(\.key).joined(separator: ", ")
        return Text(nl: "onderwerpen zoals \(keys)", en: "topics such as \(keys)")
    }
}

extension String {
    /// The text with a small first letter, for the middle of a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
