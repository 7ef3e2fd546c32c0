import Disclosure
package import Ledger
package import Statistics
package import Telemetry
import Workflow

extension Receipt {
    /// Creates the receipt of a delivery in the ledger.
    ///
    /// - Parameters:
    ///   - delivery: The delivery, examined.
    ///   - language: The language of the texts.
    ///   - releasePath: The path of its release.
    ///   - protection: The account of protection.
    ///   - reasons: The data set's reasons for leaving rows out, in words, by their code.
    package init(
        _ delivery: Delivery,
        language: Language,
        releasePath: String?,
        protection: Protection? = nil,
        reasons: [String: Text] = [:]
    ) {
        self.init(
            Facts(
                delivery: delivery.id.description,
                file: delivery.claim.file,
                sha256: delivery.sha256,
                drop: delivery.claim.drop,
                dataset: delivery.claim.dataset,
                mode: delivery.claim.mode,
                received: delivery.received.milliseconds,
                finished: (delivery.finished ?? delivery.received).milliseconds,
                outcome: delivery.outcome ?? .rejected,
                duplicateOf: delivery.duplicateOf?.description,
                release: delivery.release,
                protection: protection
            ),
            report: delivery.report ?? DeliveryReport(),
            language: language,
            releasePath: releasePath,
            reasons: reasons
        )
    }
}
