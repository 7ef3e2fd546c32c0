import Codebook
import Workflow
import ConfigurationFiles
import Ledger
import Pages
import Statistics
import Telemetry
import Web

extension Site {
    /// A delivery that the configuration says is to come.
    struct Expectation {
        let drop: String
        let dataset: String
        let title: String
        let period: String
        let due: String
        let received: Timestamp?
        let isMissing: Bool
    }

    private struct Calendar {
        struct Entry {
            let period: String, dataset: String, title: String, due: String, state: String, tone: String
        }
        struct Drop { let name: String, entries: [Entry] }

        let frame: Visit.Frame
        let alarms: [Alarm]
        let drops: [Drop]
    }

    /// Expected deliveries, each with its arrival: an accepted delivery in that drop that holds the period.
    func expectations(_ visit: Visit) throws -> [Expectation] {
        let configuration = sources.configuration()
        guard configuration.drops.contains(where: { !$0.expects.isEmpty }) else { return [] }
        let today = ReceiptMoment(milliseconds: sources.now().milliseconds).iso8601.prefix(10)
        let catalogue = sources.catalogue()
        return try configuration.drops.flatMap { drop in
            try drop.expects.sorted { $0.due < $1.due }.map { expected in
                let came = try Period(expected.period).flatMap {
                    try sources.ledger.firstDelivery(
                        of: $0,
                        drop: drop.name,
                        dataset: drop.dataset,
                        mode: drop.mode
                    )
                }
                let due = ReceiptMoment(expected.due + "T00:00:00Z")?.day(visit.language) ?? expected.due
                return Expectation(
                    drop: drop.name,
                    dataset: drop.dataset,
                    title: catalogue.codebooks[drop.dataset]?.title[visit.language] ?? drop.dataset,
                    period: expected.period,
                    due: due,
                    received: came?.received,
                    isMissing: came == nil && expected.due < today
                )
            }
        }
    }

    /// The number of deliveries that are overdue, by drop.
    package func overdue() throws -> [(drop: String, count: Int)] {
        let all = try expectations(Visit(WebRequest(), self))
        return sources.configuration().drops.filter { !$0.expects.isEmpty }
            .map { drop in (drop.name, all.count { $0.drop == drop.name && $0.isMissing }) }
    }

    /// The calendar of expected deliveries.
    func calendar(_ visit: Visit) throws -> WebResponse {
        let all = try expectations(visit)
        let drops = sources.configuration().drops.compactMap { drop -> Calendar.Drop? in
            let own = all.filter { $0.drop == drop.name }
            guard !own.isEmpty else { return nil }
            return Calendar.Drop(
                name: drop.name,
                entries: own.map { entry in
                    let (state, tone) =
                        entry.received.map {
                            (visit.say("ontvangen op ", "received on ") + moment($0, visit.language), "good")
                        }
                        ?? (entry.isMissing
                            ? (visit.say("niet ontvangen", "not received"), "bad")
                            : (visit.say("nog niet verstreken", "not due yet"), "plain"))
                    return Calendar.Entry(
                        period: entry.period,
                        dataset: entry.dataset,
                        title: entry.title,
                        due: entry.due,
                        state: state,
                        tone: tone
                    )
                }
            )
        }
        let missing = all.filter(\.isMissing).map { entry in
            visit.say(
                "Niet ontvangen: \(entry.title) over \(entry.period), in de map \(entry.drop); uiterlijk \(entry.due).",
                "Not received: \(entry.title) of \(entry.period), in the drop \(entry.drop); due \(entry.due)."
            )
        }
        return visit.page(
            "calendar",
            Calendar(
                frame: visit.frame(
                    visit.say("Verwachte aanleveringen", "Expected deliveries"),
                    in: "/calendar",
                    live: true
                ),
                alarms: missing.map { Alarm(words: $0) },
                drops: drops
            )
        )
    }
}
