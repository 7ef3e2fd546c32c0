import Codebook
import ConfigurationFiles
import Ledger
import Logging
import Publish
import ReleaseService
import Statistics

/// Carries out decisions about releases that wait for approval.
///
/// Its answers are sentences for whoever decided.
struct ReleaseDecisions {
    let peil: Peil

    /// Publishes a release that waits, at once or not before the moment of the decision.
    func approve(_ dataset: String, _ number: Int, _ decision: ReleaseDecision) throws -> ControlAnswer {
        if let refusal = try refusal(dataset, number) { return .refused(refusal) }
        if let refusal = try own(dataset, decision.person) { return .refused(refusal) }
        let isSettled = try peil.exclusively(dataset) {
            try peil.ledger.settleWaiting(dataset: dataset, number: number, as: .approved, by: decision)
        }
        guard isSettled else { return .refused(try refusal(dataset, number) ?? Self.gone(number)) }
        peil.logger.notice(
            "a release is approved",
            metadata: [
                "dataset": "\(dataset)", "release": "\(number)", "person": "\(decision.person.name)",
                "at": "\(decision.stated ?? "once")",
            ]
        )
        if decision.publishAt.map({ $0.milliseconds > peil.ageing }) != true,
            try peil.publishApproved(dataset) == nil
        {
            return .refused(
                "release \(number) is not what was built; it is not published, and another is made and waits"
            )
        }
        return .done(release: number)
    }

    /// Takes a release that waits away for good.
    func reject(_ dataset: String, _ number: Int, _ decision: ReleaseDecision) throws -> ControlAnswer {
        if let refusal = try refusal(dataset, number) { return .refused(refusal) }
        guard try peil.reject(dataset, number, decision) else {
            return .refused(try refusal(dataset, number) ?? Self.gone(number))
        }
        peil.logger.notice(
            "a release is rejected",
            metadata: [
                "dataset": "\(dataset)", "release": "\(number)", "person": "\(decision.person.name)",
            ]
        )
        try peil.tellDeliverers(dataset)
        return .done(release: try peil.ledger.releases(dataset: dataset, limit: 1).first?.number)
    }

    /// Why a release cannot be decided about; nil where it can.
    private func refusal(_ dataset: String, _ number: Int) throws -> String? {
        guard let waiting = try peil.ledger.waitingRelease(dataset: dataset) else {
            return "no release of \(dataset) waits; `peil releases \(dataset)` lists those that are published"
        }
        if waiting.number == number, waiting.isOpen { return nil }
        if waiting.isOpen {
            return number < waiting.number
                ? "release \(number) waits no more: release \(waiting.number) holds what came after as well; "
                    + "look at it with `peil releases \(dataset) --waiting`"
                : "there is no release \(number) of \(dataset); release \(waiting.number) waits"
        }
        return Self.gone(number)
    }

    private static func gone(_ number: Int) -> String {
        "release \(number) waits no more: it was superseded or rejected"
    }

    /// Why somebody may not approve, where the codebook asks for another than whoever delivered; nil where they may.
    private func own(_ dataset: String, _ person: Person) throws -> String? {
        guard peil.catalogue.codebooks[dataset]?.approval?.needsAnother == true,
            let waiting = try peil.ledger.waitingRelease(dataset: dataset)
        else { return nil }
        for id in waiting.release.deliveries {
            guard let delivery = try peil.ledger.delivery(id), delivery.reverted == nil else { continue }
            guard let owner = delivery.claim.owner else {
                return "nobody knows who delivered \(id), so nobody can be told to be another; "
                    + "take it back with `peil revert \(id)` and deliver it again"
            }
            if owner == person.user || SystemUser.name(of: owner) == person.name {
                return "\(person.name) delivered \(id); the codebook asks that somebody else approves it"
            }
        }
        return nil
    }
}
