package import ConfigurationFiles
package import Files
import Glibc
package import Ledger
import Logging
import Statistics

/// Carries out the requests of commands to a running daemon: they are in the ledger, and a file wakes the
/// daemon.
package struct ControlDesk: Sendable {
    package let peil: Peil
    /// Called where work moves, and while it waits for its turn with a data set.
    private let moved: @Sendable () -> Void

    package init(peil: Peil, moved: @escaping @Sendable () -> Void = {}) {
        self.peil = peil
        self.moved = moved
    }

    /// Carries out every open request; one that the machine keeps from being done stops no other, and stays open.
    ///
    /// - Throws: Why the first of them could not be done.
    package func answerAll() throws {
        var failure: (any Error)?
        for (number, request) in try peil.ledger.openRequests() {
            do {
                try peil.ledger.answer(number, with: carryOut(request))
                peil.answers.told(number)
            } catch {
                try throwUnlessAlone(error)
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Reverts a delivery, or makes a release, at once.
    package func carryOut(_ request: ControlRequest) throws -> ControlAnswer {
        switch request {
        case .revert(let id):
            guard let delivery = try peil.ledger.delivery(id) else {
                return .refused(RevertRefusal.unknown.words(id))
            }
            do {
                try peil.exclusively(delivery.claim.dataset, moved: moved) {
                    try peil.ledger.revert(id, at: peil.now())
                }
            } catch let refusal as RevertRefusal {
                return .refused(refusal.words(id))
            }
            peil.logger.notice("delivery taken back", metadata: ["delivery": "\(id)"])
            let answer = try release(delivery.claim.dataset)
            do {
                try Reporting(peil: peil).reportReversal(of: id)
            } catch {
                // The figures are taken back, whether its steward can be told or not.
                peil.logger.error(
                    "the receipt of a delivery that was taken back cannot be written",
                    metadata: ["delivery": "\(id)", "error": "\(error)"]
                )
            }
            return answer
        case .release(let dataset):
            try peil.ledger.requestRelease(dataset: dataset)
            return try release(dataset)
        case .approve(let dataset, let number, let decision):
            return try ReleaseDecisions(peil: peil, moved: moved).approve(dataset, number, decision)
        case .reject(let dataset, let number, let decision):
            return try ReleaseDecisions(peil: peil, moved: moved).reject(dataset, number, decision)
        }
    }

    private func release(_ dataset: String) throws -> ControlAnswer {
        let made = try peil.release(dataset, moved: moved)
        if made == nil, try peil.ledger.heldBack(dataset: dataset) != nil {
            return .refused(
                Text(
                    nl:
                        "er is geen publicatie gemaakt: dat wat ze zou weglaten veilig is, was niet te bewijzen; de vorige "
                        + "blijft staan",
                    en:
                        "no release is made: what it would withhold could not be proved safe; the release before stays"
                )
            )
        }
        // A number that waits is no release yet: what is current is told.
        return .done(
            release: try made?.number ?? peil.ledger.releases(dataset: dataset, limit: 1).first?.number
        )
    }

    /// Wakes the daemon that serves a state directory.
    package static func wakeDaemon(_ configuration: Configuration, request: Int64) throws(MachineFault) {
        try Durable.write([], to: configuration.requests + "/\(request)", mode: 0o600)
    }
}

extension RevertRefusal {
    /// The reason why a delivery cannot be reverted, and the repair.
    fileprivate func words(_ id: DeliveryID) -> Text {
        switch self {
        case .unknown:
            return Text(
                nl: "er is geen aanlevering \(id); `peil deliveries` noemt ze",
                en: "there is no delivery \(id); `peil deliveries` lists them"
            )
        case .notAccepted:
            return Text(
                nl: "aanlevering \(id) is niet aangenomen, dus er is niets terug te nemen",
                en: "delivery \(id) was not accepted, so there is nothing to take back"
            )
        case .settled:
            return Text(
                nl:
                    "aanlevering \(id) is van langer geleden dan `retention.ledger-days`; wat zij verving is er niet meer",
                en:
                    "delivery \(id) is older than `retention.ledger-days`; what it replaced is not there any more"
            )
        case .standsUnder(let later):
            let list = later.map(\.description).joined(separator: ", ")
            return Text(
                nl: "latere aanleveringen rusten op aanlevering \(id); neem die eerst terug: \(list)",
                en: "later deliveries stand on delivery \(id); take them back first: \(list)"
            )
        }
    }
}
