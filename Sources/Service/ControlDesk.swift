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

    package init(peil: Peil) {
        self.peil = peil
    }

    /// Carries out every open request.
    package func answerAll() throws {
        for (number, request) in try peil.ledger.openRequests() {
            let answer = try carryOut(request)
            try peil.ledger.answer(number, with: answer)
            peil.answers.told(number)
        }
    }

    /// Reverts a delivery, or makes a release, at once.
    package func carryOut(_ request: ControlRequest) throws -> ControlAnswer {
        switch request {
        case .revert(let id):
            guard let delivery = try peil.ledger.delivery(id) else {
                return .refused("there is no delivery \(id); `peil deliveries` lists them")
            }
            do {
                try peil.exclusively(delivery.claim.dataset) { try peil.ledger.revert(id, at: peil.now()) }
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
            return try ReleaseDecisions(peil: peil).approve(dataset, number, decision)
        case .reject(let dataset, let number, let decision):
            return try ReleaseDecisions(peil: peil).reject(dataset, number, decision)
        }
    }

    private func release(_ dataset: String) throws -> ControlAnswer {
        let made = try peil.release(dataset)
        if made == nil, try peil.ledger.heldBack(dataset: dataset) != nil {
            return .refused(
                "no release is made: what it would withhold could not be proved safe; the release before stays"
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
    fileprivate func words(_ id: DeliveryID) -> String {
        switch self {
        case .unknown: "there is no delivery \(id); `peil deliveries` lists them"
        case .notAccepted: "delivery \(id) was not accepted, so there is nothing to take back"
        case .standsUnder(let later):
            "later deliveries stand on delivery \(id); take them back first: "
                + later.map(\.description).joined(separator: ", ")
        }
    }
}
