public import Codebook
public import Statistics

/// The remarks that the method requires beside the figures of a release.
public enum ReleaseNotes {
    /// The notes of a data set, by language.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - protections: How the periods are proved safe that are, where one of several ways belongs to each.
    /// - Returns: By the key of the language, the notes in order.
    public static func all(for codebook: Codebook, protections: [Period: PeriodProtection] = [:])
        -> [String: [String]]
    {
        let own = codebook.kind.notes
        let notes = [
            rounding, own.threshold, proved(codebook, protections), offsets(protections, codebook),
            ways(protections), own.method, spread(codebook), postcodes(codebook), development(codebook),
            own.units, carried(codebook), elsewhere(codebook),
        ]
        let texts = notes.compactMap(\.self) + own.sources + codebook.caveats
        return ["nl": texts.map(\.nl), "en": texts.map(\.en)]
    }

    private static let rounding: Text? = Text(
        nl: "Cijfers zijn met hele getallen berekend en op de helft naar boven afgerond, ook onder nul.",
        en: "Figures are computed in whole numbers and rounded half up, below zero too."
    )

    /// The remark on figures that are withheld for others: in words, without a parameter of the rule.
    private static func proved(_ codebook: Codebook, _ protections: [Period: PeriodProtection]) -> Text? {
        guard protections.values.contains(.suppression) else { return nil }
        return Text(
            nl: """
                Een punt (.) staat ook waar een cijfer dat van een ander gebied zou verraden. Waar een groep te klein is \
                om alleen te staan, is zij met een andere samengevoegd: dan staat er een punt bij de delen, en staan de \
                groepen samen als een eigen onderwerp waar dat er is; de scores van die variabele en van alle samen \
                ontbreken dan. Percentages van gebieden met weinig \(codebook.unit.nl) zijn gehele getallen. Een rij kan \
                een latere correctie nog niet tonen zolang die weinig verandert.
                """,
            en: """
                A point (.) also stands where a figure would give that of another area away. Where a group is too small \
                to stand alone, it is published together with another: then a point stands at the parts, and the groups \
                together are a topic of their own where there is one; the scores of that variable and of all together \
                are missing then. Percentages of areas with few \(codebook.unit.en) are whole numbers. A row may not \
                show a later correction as long as it changes little.
                """
        )
    }

    /// The remark on figures that are rounded with offsets: in words, without a parameter of the rule.
    private static func offsets(_ protections: [Period: PeriodProtection], _ codebook: Codebook) -> Text? {
        guard protections.values.contains(.offsets) else { return nil }
        if codebook.provesUnscored { return numbers(codebook) }
        let rounded = rounded(
            codebook,
            off: Text(
                nl: "de eenheid die voor hun rij is opgegeven van het juiste af",
                en: "the unit that is stated for their row"
            )
        )
        return Text(
            nl: """
                Scores, percentages en spreidingen van een gebied met een te klein deelgebied zijn \(rounded.nl). Trek ze niet van \
                elkaar af: delen tellen niet precies op, ook niet tot 100. Waar de eenheid een eigen onderwerp is, staat zij \
                daarbij. Waar een groep te klein is om alleen te staan, is zij met een andere samengevoegd: dan staat er een \
                punt bij de delen, en ontbreken de spreidingen van die variabele en van alle samen. Percentages van gebieden \
                met weinig \(codebook.unit.nl) zijn gehele getallen. Cijfers boven geheime gebieden volgen correcties met \
                vertraging, en een rij toont een correctie nog niet zolang die weinig verandert. Beloofd wordt dat van een \
                geheim cijfer binnen zijn marge geen waarde zeker is; niet dat het niet te schatten is.
                """,
            en: """
                Scores, percentages and measures of spread of an area with a part that is too small are \(rounded.en). Do not \
                subtract them: parts do not add up exactly, to 100 neither. Where the unit is a topic of its own, it stands \
                there. Where a group is too small to stand alone, it is published together with another: then a point stands \
                at the parts, and the spreads of that variable and of all together are missing. Percentages of areas with few \
                \(codebook.unit.en) are whole numbers. Figures above withheld areas follow corrections with delay, and a row \
                does not show a correction as long as it changes little. What is promised is that of a withheld figure no \
                value within the interval is certain, not that it cannot be estimated.
                """
        )
    }

    /// How figures with a part that is too small are rounded; with offsets, by less than what they were off.
    private static func rounded(_ codebook: Codebook, off: Text) -> Text {
        if codebook.protection.offsets.rounding == .plain {
            return Text(
                nl: "naar het dichtstbijzijnde veelvoud van een grovere eenheid afgerond",
                en: "rounded to the nearest multiple of a coarser unit"
            )
        }
        return Text(
            nl:
                "met een geheime verschuiving afgerond, en in een grovere eenheid waar dat nodig is: bij publicatie lagen zij "
                + "minder dan \(off.nl)",
            en:
                "rounded with a secret offset, and in a coarser unit where that is needed: when they were published they were "
                + "off by less than \(off.en)"
        )
    }

    /// The same where numbers of units are the figures, and there are no scores.
    private static func numbers(_ codebook: Codebook) -> Text {
        let rounded = rounded(
            codebook,
            off: Text(nl: "een eenheid van het juiste aantal af", en: "one unit")
        )
        return Text(
            nl: """
                Waar een groep klein is, of een gebied erbinnen te klein, zijn de aantallen van die variabele \(rounded.nl). Een 0 \
                kan daar ook enkele \(codebook.unit.nl) zijn. Percentages volgen er uit de gepubliceerde aantallen, en zijn \
                niet fijner dan die. Trek aantallen niet van elkaar af: zij tellen niet precies op. Waar de eenheid een eigen \
                onderwerp is, staat zij daarbij. Waar ook dat te veel zou zeggen, staat een punt (.). Percentages van \
                gebieden met weinig \(codebook.unit.nl) zijn gehele getallen. Zulke aantallen volgen correcties met \
                vertraging, en een rij toont een correctie nog niet zolang die weinig verandert. Beloofd wordt dat van een \
                geheim cijfer binnen zijn marge geen waarde zeker is; niet dat het niet te schatten is.
                """,
            en: """
                Where a group is small, or an area within is too small, the numbers of that variable are \(rounded.en). A 0 there may \
                be a few \(codebook.unit.en) too. Percentages there follow from the published numbers, and are no finer. Do \
                not subtract numbers: they do not add up exactly. Where the unit is a topic of its own, it stands there. \
                Where even that would tell too much, a point (.) stands. Percentages of areas with few \(codebook.unit.en) \
                are whole numbers. Such numbers follow corrections with delay, and a row does not show a correction as long \
                as it changes little. What is promised is that of a withheld figure no value within the interval is certain, \
                not that it cannot be estimated.
                """
        )
    }

    /// The remark on periods that are protected in another way than others.
    private static func ways(_ protections: [Period: PeriodProtection]) -> Text? {
        guard Set(protections.values).count > 1 else { return nil }
        func names(_ protection: PeriodProtection) -> String {
            protections.filter { $0.value == protection }.keys.sorted().map(\.name).joined(separator: ", ")
        }
        let (suppressed, offset) = (names(.suppression), names(.offsets))
        return Text(
            nl: """
                \(suppressed): hier staat een punt waar een cijfer dat van een ander gebied zou verraden, zoals in de eerdere \
                publicaties daarvan. \(offset): hier zijn de cijfers boven een te klein gebied grover.
                """,
            en: """
                \(suppressed): here a point stands where a figure would give that of another area away, as in the earlier \
                releases of it. \(offset): here the figures above an area that is too small are coarser.
                """
        )
    }

    private static func spread(_ codebook: Codebook) -> Text? {
        let hasSpread = codebook.topics.contains { topic in
            if case .scoreDistribution = topic.traits.dependence { true } else { false }
        }
        guard hasSpread else { return nil }
        return Text(
            nl: """
                De standaardafwijking is die van de populatie; het gemiddeld verschil is het gemiddelde absolute \
                verschil over alle geordende paren. Beide staan op de schaal van de scores.
                """,
            en: """
                The standard deviation is that of the population; the mean difference is the mean absolute \
                difference over all ordered pairs. Both are on the scale of the scores.
                """
        )
    }

    private static func postcodes(_ codebook: Codebook) -> Text? {
        guard let postcodes = codebook.postcodes else { return nil }
        return Text(
            nl: """
                Van \(postcodes.title.nl) zijn er cijfers waar de aanleveringen een postcode noemen; wat geen \
                postcode heeft, telt alleen in de andere gebieden mee.
                """,
            en: """
                Of \(postcodes.title.en) there are figures where deliveries name a postcode; what has none counts \
                in the other areas only.
                """
        )
    }

    private static func development(_ codebook: Codebook) -> Text? {
        guard codebook.development != nil else { return nil }
        return Text(
            nl: """
                Veranderingen zijn verschillen van gepubliceerde scores, op dezelfde gebiedsindeling; zij ontbreken \
                (.) waar de twee jaren niet dezelfde coëfficiënten hebben. De standaardfout dekt de imputatie van \
                ontbrekende waarden en het model daarvan, van beide jaren, als onafhankelijk; hij dekt geen \
                steekproeffout, want de hele populatie is geteld, geen fouten in de registers en geen afronding. \
                Hij ontbreekt (.) waar een van de jaren niet als geïmputeerde eenheden is aangeleverd.
                """,
            en: """
                Changes are differences of published scores, on the same classification of areas; they are missing \
                (.) where the two years do not have the same coefficients. The standard error covers the imputation \
                of missing values and its model, of both years, as independent; it covers no sampling error, since \
                the whole population is counted, no errors of the registers and no rounding. It is missing (.) \
                where one of the years was not delivered as units with imputation.
                """
        )
    }

    /// The remark on what others have made public: protection can withhold nothing that follows from it.
    private static func elsewhere(_ codebook: Codebook) -> Text? {
        let tables = codebook.publishedElsewhere.filter { !$0.numbers.isEmpty }
        guard !tables.isEmpty else { return nil }
        func named(_ language: Language) -> String {
            tables.map { table in
                let periods = table.numbers.keys.sorted().map(\.name).joined(separator: ", ")
                return "\(table.title[language]) (\(periods))"
            }.joined(separator: "; ")
        }
        return Text(
            nl: """
                Van dezelfde gebieden en perioden zijn ook elders cijfers openbaar: \(named(.nl)). Wat daaruit volgt, ook \
                samen met deze tabel, kan deze tabel niet beschermen; zij beschermt alleen wat nergens anders staat.
                """,
            en: """
                Figures of the same areas and periods are public elsewhere too: \(named(.en)). What follows from those, \
                also together with this table, this table cannot protect; it protects only what stands nowhere else.
                """
        )
    }

    private static func carried(_ codebook: Codebook) -> Text? {
        let carried = codebook.topics.filter { $0.measure == .carried }
        guard !carried.isEmpty else { return nil }
        let nl = carried.map(\.title.nl).joined(separator: "; ")
        let en = carried.map(\.title.en).joined(separator: "; ")
        return Text(
            nl: "Onveranderd overgenomen waar zij zo zijn aangeleverd, en anders leeg (.): \(nl).",
            en: "Carried through unchanged where they were delivered like that, and else empty (.): \(en)."
        )
    }
}
