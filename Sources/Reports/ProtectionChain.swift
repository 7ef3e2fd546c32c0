package import Codebook
import Disclosure
package import Ledger
package import Statistics

/// The published state of a region whose figures are proved safe, and its reasons: confidential.
package struct ProtectionChain: Encodable {
    /// True if figures are shown.
    package let isShown: Bool
    /// The reasons, in words.
    package let reasons: [String]
    /// The groups that are published as one, or the variables that are withheld.
    package let merged: [String]
    /// The exact units and groups that its row was made of, where it stays as it was; nil where it is new.
    let frozenSince: Int?

    /// How its period is protected.
    package let protection: PeriodProtection
    /// The published values, one for each column.
    package let values: [Value]

    private enum CodingKeys: String, CodingKey {
        case isShown, reasons, merged
        case frozenSince = "heldSince"
    }

    /// Looks up a region; nil where nothing is proved, or no release says anything of it.
    ///
    /// `parts` are the regions in it, and itself, and `counts` what is stored of it by cell: with these it tells what waits.
    package init?(
        of code: RegionCode,
        in period: Period,
        form: Form,
        columns: [Int],
        codebook: Codebook,
        ledger: any LedgerStore,
        language: Language,
        below parts: [RegionCode] = [],
        counts: [Int64]? = nil
    ) throws {
        guard codebook.protection.method.isProved,
            let last = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.number
        else { return nil }
        let layout = VersionLayout(codebook, columns: columns)
        let versions = try ledger.versions(
            dataset: codebook.dataset,
            period: period,
            regions: [code],
            before: last + 1
        )
        guard let current = versions.last, current.until == nil else { return nil }
        if OffsetVersion.isIn(current.bytes) {
            let model = OffsetModel(
                codebook: codebook,
                period: period,
                columns: columns,
                isJoint: form.traits.isJoint
            )
            guard let model, let version = OffsetVersion(current.bytes, of: layout, model: model),
                version.columns == columns
            else { return nil }
            let delay = try counts.map { counts in
                let kept = try ledger.versions(
                    dataset: codebook.dataset,
                    period: period,
                    regions: parts,
                    before: last + 1
                ).filter { $0.until == nil }.compactMap { OffsetVersion($0.bytes, of: layout, model: model) }
                return version.delay(parts: kept, counts: counts, model: model)
            }
            // A region of one part is of the same units, and one row with it.
            let listed = ([code] + (parts.count == 1 ? parts : [])).reduce(into: Set<Int>()) {
                $0.formUnion(model.settings.wishes[$1.description]?.withheld ?? [])
            }
            let why = OffsetReasons(version, codebook, model, delay ?? PublicationDelay(), listed: listed)
            isShown = why.isShown
            protection = .offsets
            values = version.values
            reasons = why.reasons.map { $0[language] }
            merged = why.merged.map { $0[language] }
            frozenSince = nil
            return
        }
        guard let standing = StandingVersion(current.bytes, of: layout), standing.version.columns == columns
        else { return nil }
        protection = .suppression
        let view = standing.version.view
        isShown = view.isShown
        values = standing.version.values
        let words = standing.reasons.sorted { $0.rawValue < $1.rawValue }.map { $0.text(codebook) }
        reasons = words.map { $0[language] }
        merged =
            view.isShown
            ? zip(codebook.variables, view.blocks).flatMap { variable, blocks in
                Self.merged(variable, blocks, language)
            } : []
        // Its first version with these figures is the one that it is held to.
        frozenSince =
            standing.reasons.contains(.frozen)
            ? versions.first { StandingVersion($0.bytes, of: layout)?.version == standing.version }?.first
            : nil
    }

    private static func merged(_ variable: Variable, _ blocks: [Int], _ language: Language) -> [String] {
        if blocks.count > 1, blocks.allSatisfy({ $0 == 0 }) {
            return [
                Text(nl: "\(variable.title.nl): niets", en: "\(variable.title.en): nothing")[language]
            ]
        }
        return Set(blocks).sorted().compactMap { lowest in
            let groups = blocks.indices.filter { blocks[$0] == lowest }
            guard groups.count > 1 else { return nil }
            let names = groups.map { variable.groups[$0].title[language] }.joined(separator: " + ")
            return "\(variable.title[language]): \(names)"
        }
    }

    /// Prints it for people.
    package func write(to terminal: Terminal) {
        guard !(reasons.isEmpty && merged.isEmpty) else { return }
        terminal.line()
        for reason in reasons { terminal.line("  " + terminal.styled(reason, .yellow)) }
        for groups in merged { terminal.line("  published as one: \(groups)") }
        if let frozenSince { terminal.line("  it says what release \(frozenSince) said") }
    }
}

extension ProtectionReason {
    /// The reason in words, without a number of the rule.
    package func text(_ codebook: Codebook) -> Text {
        switch self {
        case .threshold:
            Text(
                nl: "geheim: er zijn minder \(codebook.unit.nl) dan waarover mag worden gepubliceerd",
                en: "withheld: it has fewer \(codebook.unit.en) than may be published about"
            )
        case .withheldEarlier:
            Text(
                nl: "geheim: een eerdere publicatie hield het geheim, en er is nauwelijks iets veranderd",
                en: "withheld: an earlier release withheld it, and hardly anything changed since"
            )
        case .complement:
            Text(
                nl: "geheim: anders was een ander geheim gebied terug te rekenen",
                en: "withheld: else another withheld area could be worked out"
            )
        case .mergeInsufficient:
            Text(
                nl: "geheim: samenvoegen beschermt een kleine groep niet genoeg",
                en: "withheld: publishing groups together would not protect a small group"
            )
        case .merged:
            Text(
                nl: "samengevoegd: een groep is te klein om alleen te staan",
                en: "merged: a group is too small to stand alone"
            )
        case .coarse:
            Text(
                nl: "afgerond met een geheime verschuiving: een groep is te klein voor het juiste getal",
                en: "rounded with a secret offset: a group is too small for the number as it is"
            )
        case .coarseForOthers:
            Text(
                nl:
                    "afgerond met een geheime verschuiving: een gebied erin is geheim of heeft een te kleine groep",
                en: "rounded with a secret offset: an area in it is withheld or has a group that is too small"
            )
        case .mergedForOthers:
            Text(
                nl: "samengevoegd: apart zouden de groepen die van een ander gebied verraden",
                en: "merged: apart the groups would give those of another area away"
            )
        case .frozen:
            Text(
                nl:
                    "onveranderd gelaten: met de vorige cijfers samen zou te zien zijn wat er bij enkele veranderde",
                en: "left as it was: together with the figures before, it would tell what changed of a few"
            )
        case .differencing:
            Text(
                nl: "geheim: met de vorige cijfers samen zou te zien zijn wat er bij enkele veranderde",
                en: "withheld: together with the figures before, it would tell what changed of a few"
            )
        case .auditor:
            Text(
                nl: "geheim: de controle vond dat er anders te veel uit af te leiden was",
                en: "withheld: the auditor found that else too much could be concluded"
            )
        case .listed:
            Text(
                nl: "geheim: de lijst van het codeboek noemt het als wat weg moet",
                en: "withheld: the list of the codebook names it as what must go"
            )
        case .noRow:
            Text(
                nl: "zonder eigen rij, maar door aftrekken te vinden; daarom beschermd",
                en: "without a row of its own, but to be found by subtraction, and so protected"
            )
        }
    }
}
