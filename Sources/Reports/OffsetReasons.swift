import Codebook
import Disclosure
import Ledger
import Statistics

/// Reasons that the published values of a row show: why figures are coarse, recoded, delayed or absent, and
/// what would lift it, a sentence each.
struct OffsetReasons {
    /// Whether figures are shown.
    let isShown: Bool
    /// The sentences.
    private(set) var reasons: [Text] = []
    /// The groups that are published as one.
    private(set) var merged: [Text] = []

    private let codebook: Codebook
    private let shown: [Measure: Bool]
    /// The ranks of the variables that the office lists as such that must go.
    private let listed: Set<Int>

    /// Reads them.
    init(
        _ version: OffsetVersion,
        _ codebook: Codebook,
        _ model: OffsetModel,
        _ delay: PublicationDelay,
        listed: Set<Int>
    ) {
        self.codebook = codebook
        self.listed = listed
        var shown: [Measure: Bool] = [:]
        for (column, value) in zip(version.columns, version.values) {
            let measure = codebook.topics[column].measure
            if case .unit = measure { continue }
            shown[measure] = value.number != nil
        }
        self.shown = shown
        isShown = shown.contains { $0.value && $0.key != .population }
        let unit = codebook.unit
        guard isShown else {
            if delay.waits, delay.isLarge {
                sayDelay(delay)
                return
            }
            say(
                "geheim: er zijn minder \(unit.nl) dan waarover mag worden gepubliceerd; met meer \(unit.nl) worden de cijfers getoond",
                "withheld: it has fewer \(unit.en) than may be published about; with more \(unit.en) its figures are shown"
            )
            return
        }
        sayScores(version)
        for rank in codebook.variables.indices { sayShares(rank, version, model) }
        sayDelay(delay)
    }

    private mutating func say(_ nl: String, _ en: String) { reasons.append(Text(nl: nl, en: en)) }

    /// A unit in the last decimal of topics as a number.
    private func words(_ unit: Int, _ isOne: (Topic) -> Bool) -> (nl: String, en: String) {
        let decimals = codebook.topics.first(where: isOne)?.decimals ?? 0
        let text = decimalText(Int64(unit), decimals: decimals)
        // Digits behind the unit's own say nothing.
        var short = text
        if short.contains(".") {
            while short.hasSuffix("0") { short.removeLast() }
            if short.hasSuffix(".") { short.removeLast() }
        }
        return (short.replacing(".", with: ","), short)
    }

    private mutating func sayScores(_ version: OffsetVersion) {
        if shown.contains(where: { if case .score = $0.key { !$0.value } else { false } }) {
            say(
                "scores ontbreken: ook in de grofste eenheid zouden zij een te klein deelgebied verraden; dat eindigt als dat deelgebied groter wordt",
                "scores are absent: in the coarsest unit too they would give a part away that is too small; that ends when the part grows"
            )
            return
        }
        guard let unit = version.scoreUnit else { return }
        let words = words(unit) { if case .score = $0.measure { true } else { false } }
        if unit > 1 {
            say(
                "scores zijn grover, in eenheden van \(words.nl), en met een geheime verschuiving afgerond: er ligt een te klein deelgebied in; dat eindigt in een nieuw jaar zonder zulke deelgebieden",
                "scores are coarser, in units of \(words.en), and rounded with a secret offset: a part of it is too small; that ends with a new year without such parts"
            )
        } else if version.row?.layout.hasOffset.contains(true) == true {
            say(
                "scores zijn met een geheime verschuiving afgerond, minder dan \(words.nl) ernaast: een deelgebied is te klein of voegt een kleine groep samen; dat eindigt in een nieuw jaar zonder zulke deelgebieden",
                "scores are rounded with a secret offset, off by less than \(words.en): a part is too small, or recodes a small group; that ends with a new year without such parts"
            )
        }
    }

    private mutating func sayShares(_ rank: Int, _ version: OffsetVersion, _ model: OffsetModel) {
        let variable = codebook.variables[rank]
        let title = variable.title
        guard shown[.share(variable: rank, group: 0)] != nil else { return }
        let alone = variable.groups.indices.filter { shown[.share(variable: rank, group: $0)] == true }
        if let step = version.row?.layout.variables[rank].unit, model.shareLadder[step] > finestShare(version)
        {
            let unit = model.shareLadder[step]
            let words = words(unit) {
                if case .share(rank, _) = $0.measure { true } else { false }
            }
            say(
                "\(title.nl): percentages zijn grover, in eenheden van \(words.nl): een deelgebied is te klein of voegt een kleine groep samen; dat eindigt in een nieuw jaar zonder zulke deelgebieden",
                "\(title.en): percentages are coarser, in units of \(words.en): a part is too small, or recodes a small group; that ends with a new year without such parts"
            )
        }
        guard alone.count < variable.groups.count else { return }
        let together = shown.filter(\.value).keys.compactMap { measure -> [Int]? in
            if case .mergedShare(rank, let groups) = measure { groups } else { nil }
        }
        guard let groups = together.first else {
            if listed.contains(rank) || version.row?.layout.variables[rank].isWished == true {
                say(
                    "\(title.nl): percentages ontbreken: de lijst van het codeboek noemt ze als wat weg moet",
                    "\(title.en): percentages are absent: the list of the codebook names them as what must go"
                )
                return
            }
            say(
                "\(title.nl): percentages ontbreken: een groep of een deelgebied is te klein, en samenvoegen of een grovere eenheid beschermt niet genoeg; dat eindigt als zij groter worden of leeg zijn",
                "\(title.en): percentages are absent: a group or a part is too small, and neither recoding nor a coarser unit protects it enough; that ends when it grows or is empty"
            )
            return
        }
        say(
            "\(title.nl): samengevoegd, omdat een groep te klein is om alleen te staan, hier of in een deelgebied; dat eindigt als de groep groeit of leeg is",
            "\(title.en): recoded, since a group is too small to stand alone, here or in a part; that ends when the group grows or is empty"
        )
        func names(_ language: Language) -> String {
            groups.map { variable.groups[$0].title[language] }.joined(separator: " + ")
        }
        merged.append(Text(nl: "\(title.nl): \(names(.nl))", en: "\(title.en): \(names(.en))"))
    }

    /// The unit of percentages of a row that nothing makes coarser, in their last decimal.
    private func finestShare(_ version: OffsetVersion) -> Int {
        let units = zip(version.columns, version.values).first {
            codebook.topics[$0.0].measure == .population
        }
        guard codebook.protection.hasWholePercents(units?.1.number) else { return 1 }
        let decimals =
            codebook.topics.first { if case .share = $0.measure { true } else { false } }?.decimals ?? 0
        return (0..<decimals).reduce(1) { unit, _ in unit * 10 }
    }

    private mutating func sayDelay(_ delay: PublicationDelay) {
        if delay.waits {
            say(
                "wacht: sinds de laatste publicatie veranderde te weinig om te tonen zonder iets over enkele \(codebook.unit.nl) te zeggen; dat eindigt als er meer verandert",
                "waits: since the last publication too little changed to show it without telling of a few \(codebook.unit.en); that ends when more changes"
            )
        }
        if delay.isBehind {
            say(
                "vertraagd: een cijfer boven een te klein deelgebied bleef zoals het was, omdat de verandering iets zou verraden; het volgt bij een latere correctie of in een nieuw jaar",
                "delayed: a figure above a part that is too small stayed as it was, since its change would tell something; it follows with a later correction, or in a new year"
            )
        }
    }
}
