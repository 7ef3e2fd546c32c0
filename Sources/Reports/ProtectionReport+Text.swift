package import Statistics

extension ProtectionReport {
    /// Writes the report for people, at most 80 columns wide.
    package func write(to terminal: Terminal, language: Language) {
        let words = ProtectionReportWords(language: language)
        terminal.line(terminal.styled("\(dataset) \(period)", .bold))
        terminal.line()
        var rows = TextTable(words.levels, rightAligned: Set(1...7))
        for level in levels {
            rows.add(
                [level.level]
                    + [
                        level.rows, level.whole, level.small, level.withheldForOthers, level.recoded,
                        level.coarser, level.incomplete,
                    ].map(String.init)
            )
        }
        rows.write(to: terminal)
        for sentence in words.explained { terminal.line(sentence) }
        terminal.line()
        var units = TextTable(words.units, rightAligned: Set(1...6))
        for level in levels {
            let own = level.units
            units.add(
                [level.level]
                    + [
                        own.whole, own.small, level.unitsForOthers, own.recoded, own.coarser, own.incomplete,
                    ].map(String.init)
            )
        }
        units.write(to: terminal)
        terminal.line()
        var table = TextTable(words.figures, rightAligned: [1, 2, 3, 4])
        for figure in figures {
            table.add([
                words.sort(figure.figure), "\(figure.byRule)", "\(figure.lost)", "\(figure.coarser)",
                "\(figure.units)",
            ])
        }
        table.write(to: terminal)
        if !settings.isEmpty {
            terminal.line()
            var table = TextTable(words.settings, rightAligned: [1, 2, 3, 4, 5])
            for setting in settings {
                table.add([
                    words.setting(setting.name), "\(setting.whole)", "\(setting.withheldForOthers)",
                    "\(setting.recoded)", "\(setting.coarser + setting.incomplete)", "\(setting.figuresLost)",
                ])
            }
            table.write(to: terminal)
            for setting in settings where !setting.isProved { terminal.line(words.unproved(setting.name)) }
            terminal.line(words.trials)
        }
        guard let elsewhere else { return }
        terminal.line()
        for line in words.elsewhere(elsewhere) { terminal.line(line) }
    }
}

/// The words of the protection report in one language.
struct ProtectionReportWords {
    let language: Language

    private func text(_ nl: String, _ en: String) -> String { Text(nl: nl, en: en)[language] }

    var levels: [String] {
        language == .nl
            ? ["niveau", "rijen", "heel", "te klein", "voor ander", "samen", "grover", "deels"]
            : ["level", "rows", "whole", "small", "for others", "recoded", "coarser", "partial"]
    }

    /// The meaning of the columns.
    var explained: [String] {
        language == .nl
            ? [
                "te klein: onder de drempel. voor ander: weggelaten omdat zij anderen verraadt.",
                "samen: kleine groepen samengevoegd. grover: in een grovere eenheid of later.",
                "deels: sommige cijfers ontbreken.",
            ]
            : [
                "small: under the threshold. for others: withheld, since it would give others away.",
                "recoded: small groups published together. coarser: in a coarser unit, or late.",
                "partial: some figures are missing.",
            ]
    }

    var figures: [String] {
        language == .nl
            ? ["cijfers", "volgens regel", "weg", "grover", "eenheden"]
            : ["figures", "by the rule", "lost", "coarser", "units"]
    }

    var settings: [String] {
        language == .nl
            ? ["instelling", "heel", "voor ander", "samen", "minder", "cijfers weg"]
            : ["setting", "whole", "for others", "recoded", "less", "figures lost"]
    }

    /// The headers of the rounded units in those rows.
    var units: [String] {
        language == .nl
            ? ["eenheden", "heel", "te klein", "voor ander", "samen", "grover", "deels"]
            : ["units", "whole", "small", "for others", "recoded", "coarser", "partial"]
    }

    func sort(_ key: String) -> String {
        switch key {
        case "total-score": text("totaalscore", "total score")
        case "part-scores": text("deelscores", "part scores")
        case "percentages": text("percentages", "percentages")
        case "spreads": text("spreiding", "spreads")
        case "counts": text("aantallen", "counts")
        case "classes": text("klassen", "classes")
        case "index": text("index", "index")
        case "imputation": text("imputatie", "imputation")
        default: text("overige", "other")
        }
    }

    func setting(_ name: String) -> String {
        let parts = name.split(separator: " ", maxSplits: 1)
        let value = parts.count > 1 ? " \(parts[1])" : ""
        return switch parts.first {
        case "now": text("nu", "now")
        case "rule": text("alleen de regel", "rule alone")
        case "interval": text("interval", "interval") + value
        case "factor": text("factor", "factor") + value
        case "rounding": text("gewone afronding", "plain rounding")
        case "minimum": text("groepsminimum", "group minimum") + value
        case "threshold": text("drempel", "threshold") + value
        case "score-interval": text("score-interval", "score interval") + value
        default: name
        }
    }

    func unproved(_ name: String) -> String {
        text(
            "\(setting(name)): niet alles is veilig te bewijzen; zo komt er geen publicatie.",
            "\(setting(name)): not everything can be proved safe; no release would be made."
        )
    }

    var trials: String {
        text(
            "Instellingen zijn beproefd alsof er nog geen publicatie is.",
            "Settings are tried as if there were no release yet."
        )
    }

    func elsewhere(_ found: ProtectionReport.Elsewhere) -> [String] {
        [
            text("Ook elders openbaar: ", "Public elsewhere too: ") + found.titles.joined(separator: "; "),
            text(
                "\(found.figures) weggelaten cijfers van \(found.regions) gebieden staan daar: die zijn niet te beschermen.",
                "\(found.figures) withheld figures of \(found.regions) areas stand there: nothing can protect them."
            ),
            text(
                "\(found.above) gebieden boven een weggelaten gebied staan daar anders: aftrekken komt dichterbij.",
                "\(found.above) areas above a withheld one stand there otherwise: subtraction gets nearer."
            ),
        ]
    }
}
