import ArgumentParser
import Codebook
import ConfigurationFiles
import Foundation
import Kinds
import Ledger
import ReleaseService
import Reports
import Statistics

/// `peil protect-report`: what protection costs, against the rule alone and against other settings.
struct ProtectReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protect-report",
        abstract: "Show what protection of a period costs.",
        discussion: """
            Counts rows and units by why they are not shown whole, and figures by sort, against the published rule \
            alone; and tries other settings, so that an office can choose. It needs read access to the ledger, and its \
            output is not to be passed on: the settings are secret.
            """
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String
    @Argument(help: ArgumentHelp("The period, for example 2019.", valueName: "PERIOD"))
    var period: String

    @Flag(name: .customLong("only-now"), help: "Try no other settings: quicker.")
    var onlyNow = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let key = configuration.drops.first { $0.dataset == dataset }?.edition ?? configuration.edition
            let edition = try catalogue.edition(key)
            guard let period = Period(period) else {
                throw CommandFailure(
                    .unusableInput,
                    "'\(self.period)' is no period; write for example 2019"
                )
            }
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let trial = ProtectionTrial(period, edition: edition, ledger: ledger)
            guard let rule = try trial.ruleAlone(codebook),
                let now = try PublishedFigures.of(
                    period,
                    codebook: codebook,
                    edition: edition,
                    ledger: ledger
                )?
                .tables.first
            else {
                throw CommandFailure(
                    .unusableInput,
                    "\(dataset): no figures are made of \(period.name); `peil status` names what is stored"
                )
            }
            let baseline = ProtectionBaseline(rule, codebook: codebook, edition: edition)
            var settings = [
                baseline.setting("rule", rule, isProved: true), baseline.setting("now", now, isProved: true),
            ]
            for (name, variant) in onlyNow ? [] : ProtectionVariants.all(of: codebook) {
                Terminal.standardError.progress("\(dataset) \(period.name): \(name)")
                guard let outcome = try trial.protected(variant), let table = outcome.tables.first else {
                    continue
                }
                settings.append(baseline.setting(name, table, isProved: outcome.isSafe))
            }
            Terminal.standardError.endProgress()
            let report = ProtectionReport(
                dataset: dataset,
                period: period.name,
                levels: baseline.levels(now),
                figures: baseline.figures(now),
                settings: settings,
                elsewhere: baseline.elsewhere(now)
            )
            if printing.json { return try printJSON(report) }
            report.write(to: .standardOutput, language: configuration.language)
        }
    }
}
