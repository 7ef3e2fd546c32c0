import Codebook
import ConfigurationFiles
import Files
import Ledger
import Logging
import Publish
import ReleaseService
import Statistics

/// Carries out decisions about releases that wait for approval.
///
/// Its answers are sentences for whoever decided, each of what is so now.
struct ReleaseDecisions {
    let peil: Peil
    /// Called while it waits for its turn with the data set, and where work moves.
    var moved: @Sendable () -> Void = {}

    /// Publishes a release that waits, at once or not before the moment of the decision.
    ///
    /// The decision stands once it is recorded: where the machine keeps the release from being published, the answer
    /// says what is current, and it is tried again.
    func approve(_ dataset: String, _ number: Int, _ decision: ReleaseDecision) throws -> ControlAnswer {
        let refusal = try peil.exclusively(dataset, moved: moved) { () -> Text? in
            guard let waiting = try peil.ledger.waitingRelease(dataset: dataset, number: number) else {
                return try Self.unknown(dataset, number, peil.ledger)
            }
            // A process may have ended between the decision and its answer.
            if waiting.decision == decision, waiting.state == .published || waiting.state == .approved {
                return nil
            }
            if let refusal = try over(waiting) { return refusal }
            if let refusal = try own(waiting, decision.person) { return refusal }
            // Who approved it for that moment stays the one who did.
            if waiting.state == .approved, waiting.decision?.publishAt == decision.publishAt { return nil }
            _ = try peil.ledger.settleWaiting(dataset: dataset, number: number, as: .approved, by: decision)
            peil.logger.notice(
                "a release is approved",
                metadata: [
                    "dataset": "\(dataset)", "release": "\(number)", "person": "\(decision.person.name)",
                    "at": "\(decision.stated ?? "once")",
                ]
            )
            return nil
        }
        if let refusal { return .refused(refusal) }
        do {
            try peil.publishApproved(dataset, moved: moved)
        } catch {
            try throwUnlessAlone(error)
            peil.logger.error(
                "a release that is approved cannot be published now, and is tried again",
                metadata: ["dataset": "\(dataset)", "release": "\(number)", "error": "\(error)"]
            )
        }
        let after = try peil.ledger.waitingRelease(dataset: dataset, number: number)
        // Of one that was superseded nothing is left once the next is recorded.
        guard let after, after.state != .superseded else {
            return .refused(
                Text(
                    nl:
                        "publicatie \(number) is niet meer wat er gemaakt werd, of bevat een teruggenomen aanlevering; "
                        + "ze verschijnt niet, en er wordt een andere gemaakt",
                    en: "release \(number) is not what was built, or holds a delivery that was taken back; "
                        + "it is not published, and another is made"
                )
            )
        }
        return .done(release: after.state == .published ? number : try current(dataset))
    }

    /// Takes a release that waits away for good.
    func reject(_ dataset: String, _ number: Int, _ decision: ReleaseDecision) throws -> ControlAnswer {
        guard let waiting = try peil.ledger.waitingRelease(dataset: dataset, number: number) else {
            return .refused(try Self.unknown(dataset, number, peil.ledger))
        }
        if waiting.decision != decision || waiting.state != .rejected {
            if let refusal = try over(waiting) { return .refused(refusal) }
            guard try peil.reject(dataset, number, decision, moved: moved) else {
                // It was published, or another took its place, meanwhile.
                let now = try peil.ledger.waitingRelease(dataset: dataset, number: number) ?? waiting
                return .refused(try over(now) ?? Self.superseded(dataset, number, by: nil))
            }
            peil.logger.notice(
                "a release is rejected",
                metadata: [
                    "dataset": "\(dataset)", "release": "\(number)", "person": "\(decision.person.name)",
                ]
            )
        }
        try peil.tellDeliverersLater(dataset, moved)
        return .done(release: try current(dataset))
    }

    private func current(_ dataset: String) throws -> Int? {
        try peil.ledger.releases(dataset: dataset, limit: 1).first?.number
    }

    /// Why nothing can be decided about a number of which it is not known that a release waited under it.
    private static func unknown(_ dataset: String, _ number: Int, _ ledger: any LedgerStore) throws -> Text {
        if try ledger.release(dataset: dataset, number: number) != nil { return published(dataset, number) }
        let last = try ledger.waitingRelease(dataset: dataset)
        // A number that was given and of which nothing is left: what waited under it was superseded.
        if number > 0, try number < ledger.nextReleaseNumber(dataset: dataset) {
            return superseded(dataset, number, by: last)
        }
        if let waiting = last, waiting.isOpen {
            return Text(
                nl: "er is geen publicatie \(number) van \(dataset); publicatie \(waiting.number) wacht",
                en: "there is no release \(number) of \(dataset); release \(waiting.number) waits"
            )
        }
        return Text(
            nl: "er is geen publicatie \(number) van \(dataset), en er wacht er geen; "
                + "`peil releases \(dataset)` noemt die verschenen zijn",
            en: "there is no release \(number) of \(dataset), and none waits; "
                + "`peil releases \(dataset)` lists those that are published"
        )
    }

    /// Why nothing can be decided about a release any more; nil where something can.
    private func over(_ waiting: WaitingRelease) throws -> Text? {
        let (dataset, number) = (waiting.release.dataset, waiting.number)
        let last = try peil.ledger.waitingRelease(dataset: dataset)
        switch waiting.state {
        case .waiting, .approved:
            return last?.number == number ? nil : Self.superseded(dataset, number, by: last)
        case .superseded: return Self.superseded(dataset, number, by: last)
        case .published: return Self.published(dataset, number)
        case .rejected:
            let person = waiting.decision?.person.name
            return Text(
                nl:
                    "publicatie \(number) wacht niet meer: ze is afgewezen\(person.map { " door \($0)" } ?? "") "
                    + "en verschijnt nooit",
                en: "release \(number) waits no more: it was rejected\(person.map { " by \($0)" } ?? "") "
                    + "and is never published"
            )
        }
    }

    private static func published(_ dataset: String, _ number: Int) -> Text {
        Text(
            nl:
                "publicatie \(number) van \(dataset) is al verschenen; wat erin staat verandert met de volgende, "
                + "bijvoorbeeld na `peil revert`",
            en:
                "release \(number) of \(dataset) is published already; what it says changes with the next one, "
                + "for example after `peil revert`"
        )
    }

    private static func superseded(_ dataset: String, _ number: Int, by last: WaitingRelease?) -> Text {
        guard let last, last.isOpen, last.number > number else {
            return Text(
                nl:
                    "publicatie \(number) wacht niet meer: een latere kwam in haar plaats; zie `peil releases \(dataset)`",
                en:
                    "release \(number) waits no more: a later one took its place; see `peil releases \(dataset)`"
            )
        }
        return Text(
            nl: "publicatie \(number) wacht niet meer: publicatie \(last.number) bevat ook wat daarna kwam; "
                + "bekijk die met `peil releases \(dataset) --waiting`",
            en: "release \(number) waits no more: release \(last.number) holds what came after as well; "
                + "look at it with `peil releases \(dataset) --waiting`"
        )
    }

    /// Why somebody may not approve, where the codebook asks for another than whoever delivered; nil where they may.
    ///
    /// Who comes with a token is the user of this machine that the token is named after; where there is none, nobody can
    /// tell them from whoever delivered. docs/decisions/0106-who-comes-with-a-token.md says why.
    private func own(_ waiting: WaitingRelease, _ person: Person) throws -> Text? {
        guard peil.catalogue.codebooks[waiting.release.dataset]?.approval?.needsAnother == true else {
            return nil
        }
        let user = person.user ?? SystemUser.number(of: person.name)
        for id in waiting.release.deliveries {
            guard let delivery = try peil.ledger.delivery(id), delivery.reverted == nil else { continue }
            guard let owner = delivery.claim.owner else {
                return Text(
                    nl:
                        "niemand weet wie \(id) aanleverde, dus van niemand is te zeggen dat het een ander is; "
                        + "neem haar terug met `peil revert \(id)` en lever opnieuw aan",
                    en: "nobody knows who delivered \(id), so nobody can be told to be another; "
                        + "take it back with `peil revert \(id)` and deliver it again"
                )
            }
            guard let user else {
                return Text(
                    nl:
                        "het codeboek vraagt dat een ander goedkeurt dan wie \(id) aanleverde, en \(person.name) is geen "
                        + "gebruiker van deze machine; noem het token naar de gebruiker, of gebruik `peil approve`",
                    en:
                        "the codebook asks that another approves than whoever delivered \(id), and \(person.name) is no "
                        + "user of this machine; name the token after the user, or use `peil approve`"
                )
            }
            if owner == user {
                return Text(
                    nl: "\(person.name) leverde \(id) aan; het codeboek vraagt dat een ander goedkeurt",
                    en: "\(person.name) delivered \(id); the codebook asks that somebody else approves it"
                )
            }
        }
        return nil
    }
}
