import Pages
import Statistics
import Telemetry
import Workflow

/// Receipts as they occur: good, bad, dubious, seen before, and hostile.
enum ReceiptSamples {
    /// The samples by the name of their golden files.
    static let all: [(name: String, receipt: Receipt)] = [
        ("accepted-nl", accepted(.nl)), ("warnings-en", warnings(.en)), ("rejected-nl", rejected(.nl)),
        ("rejected-en", rejected(.en)), ("seen-nl", seen(.nl)), ("hostile-en", hostile(.en)),
    ]

    static func accepted(_ language: Language) -> Receipt {
        receipt("scores 2019 (definitief).csv", .accepted, report(), language, release: 12)
    }

    static func warnings(_ language: Language) -> Receipt {
        var report = report()
        for line in [14, 15, 230] {
            report.findings.add(change(line, "BU0363\(line)00", from: .warning))
        }
        report.findings.add(unknownTopic)
        report.leftOut = ["country-row": 1, "region-undecided": 2]
        return receipt("correctie.xml", .accepted, report, language, mode: .correction, release: 13)
    }

    static func rejected(_ language: Language) -> Receipt {
        var report = report()
        for line in 0..<9_981 { report.findings.add(unknownRegion(line + 2)) }
        report.findings.add(decimalComma)
        report.findings.add(change(77, "GM0363", from: .warning))
        report.findings.add(unknownTopic)
        report.leftOut = ["rejected": 17_680]
        report.taken = 0
        return receipt("SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv", .rejected, report, language)
    }

    static func seen(_ language: Language) -> Receipt {
        var report = report()
        report.findings.add(
            Finding(
                code: "duplicate-delivery",
                severity: .note,
                message: Text(
                    nl: "Precies dit bestand is hier al eerder aangeleverd.",
                    en: "Delivered here before."
                ),
                repair: Text(nl: "Niets, als dat zo bedoeld was.", en: "Nothing, if that was meant.")
            )
        )
        return receipt("kopie van scores.csv", .accepted, report, language, duplicateOf: "000003")
    }

    static func hostile(_ language: Language) -> Receipt {
        var report = DeliveryReport()
        report.format = "<b>"
        report.leftOut = ["<script>": 1]
        report.findings.add(
            Finding(
                code: "x\"><script>",
                severity: .rejection,
                place: Place(line: 1, column: 1),
                region: RegionCode("</td><script>alert(1)</script>"),
                message: Text(nl: "", en: "The column '<img src=x onerror=alert(1)>' & co"),
                repair: Text(nl: "", en: "Remove it\u{202E}gnp.exe\u{0007}")
            )
        )
        return receipt("</title><script>alert('x')</script>\u{202E}vsc.\n.csv", .rejected, report, language)
    }

    static func receipt(
        _ file: String,
        _ outcome: DeliveryOutcome,
        _ report: DeliveryReport,
        _ language: Language,
        mode: DeliveryMode = .year,
        duplicateOf: String? = nil,
        release: Int? = nil,
        protection: Receipt.Protection? = nil,
        reasons: [String: Text] = [:]
    ) -> Receipt {
        Receipt(
            Receipt.Facts(
                delivery: "000042",
                file: file,
                sha256: String(repeating: "0123456789abcdef", count: 4),
                drop: "ses-woa-jaar",
                dataset: "ses-woa",
                mode: mode,
                received: 1_682_433_937_000,
                finished: 1_682_433_938_950,
                outcome: outcome,
                duplicateOf: duplicateOf,
                release: release,
                protection: protection
            ),
            report: report,
            language: language,
            releasePath: release.map { "/var/lib/peil/published/ses-woa/releases/0000\($0)" },
            reasons: reasons
        )
    }

    private static func report() -> DeliveryReport {
        var report = DeliveryReport()
        report.format = "csv-symbols"
        report.form = "published"
        report.rows = 17_680
        report.taken = 17_680
        report.periods = ["2018", "2019"]
        report.regions = ["gemeente": 352, "wijk": 3248, "buurt": 14_080]
        report.changedRegions = 1234
        return report
    }

    private static func unknownRegion(_ line: Int) -> Finding {
        let code = "BU\(10_000_000 + line)"
        return Finding(
            code: "region-known",
            severity: .rejection,
            place: Place(line: line, column: 21),
            region: RegionCode(code),
            message: Text(
                nl: "De code \(code) bestaat niet in de indeling van 2021.",
                en: "The code \(code) does not exist in the classification of 2021."
            ),
            repair: Text(
                nl: "Verbeter de code, of laat de rij weg als het gebied niet bestaat.",
                en: "Correct the code, or leave the row out if there is no such area."
            )
        )
    }

    private static let decimalComma = Finding(
        code: "decimal-mark-conflict",
        severity: .rejection,
        place: Place(line: 4021, column: 58),
        message: Text(
            nl: "In dit bestand staan zowel decimale punten als decimale komma’s.",
            en: "Decimal points and decimal commas occur in this file."
        ),
        repair: Text(
            nl: "Gebruik in het hele bestand hetzelfde teken.",
            en: "Use the same sign in the whole file."
        )
    )

    private static func change(_ line: Int, _ region: String, from severity: Finding.Severity) -> Finding {
        Finding(
            code: "change-previous-year",
            severity: severity,
            place: Place(line: line, column: 34),
            region: RegionCode(region),
            message: Text(
                nl: "Het aantal huishoudens verschilt meer dan 20 procent van het jaar ervoor.",
                en: "The number of households differs more than 20 percent from the year before."
            ),
            repair: Text(
                nl: "Controleer de rij; klopt zij, dan hoeft u niets te doen.",
                en: "Check the row; if it is right, there is nothing to do."
            )
        )
    }

    private static let unknownTopic = Finding(
        code: "topic-unknown",
        severity: .note,
        place: Place(line: 1, column: 402),
        message: Text(
            nl: "De kolom ‘Opmerkingen van de redactie’ is niet bekend en is overgeslagen.",
            en: "The column ‘Opmerkingen van de redactie’ is not known and was passed over."
        ),
        repair: Text(
            nl: "Niets, als de kolom gemist kan worden.",
            en: "Nothing, if the column is not needed."
        )
    )
}
