import Disclosure
import ConfigurationFiles
import Ledger
import Pages
import ReleaseService
import Telemetry
import Website

extension Peil {
    /// The pages of this service.
    var website: Site {
        Site(
            Site.Sources(
                configuration: { self.configuration },
                catalogue: { self.catalogue },
                ledger: ledger,
                now: now,
                troubles: {
                    TroubleFile.all(self.configuration).sorted { $0.key < $1.key }.flatMap { part, setbacks in
                        setbacks.map { (part: part, subject: $0.subject, reason: $0.reason) }
                    }
                },
                progress: { self.readings.part(of: $0) },
                receipt: { try Reporting(peil: self).receipt(of: $0, language: $1) },
                effects: { delivery in
                    Reporting.hasEffects(delivery)
                        ? ReceiptEffects(of: delivery, root: self.configuration.publish) : nil
                },
                cost: { release in
                    ReleaseAccount(release.account).map { account in
                        let cost = account.cost
                        return Plot.Cost(
                            release: release.number,
                            rows: cost.rows,
                            reasons: [cost.small, cost.withheldForOthers, cost.merged]
                        )
                    }
                }
            ),
            version: Version.number
        )
    }
}
