import Files
import Codebook
import ConfigurationFiles
import Drops
import Ledger
import Pages
import Statistics
import Web
import Workflow

extension Site {
    private struct Overview {
        struct Drop {
            let name: String
            let dataset: String
            let datasetTitle: String
            let mode: String
            let waiting: String
            let oldest: String
            let last: String
            /// The number of that delivery; nil for none.
            let lastNumber: String?
        }
        struct Open { let number: String, drop: String, stage: String, percent: String? }
        struct Release { let dataset: String, title: String, number: String, made: String, rows: String }

        let frame: Visit.Frame
        let tone: String
        let verdict: String
        let alarms: [Alarm]
        let drops: [Drop]
        let open: [Open]
        let releases: [Release]
    }

    /// The overview: drops, what is in progress, last releases, and what needs attention.
    func overview(_ visit: Visit) throws -> WebResponse {
        let configuration = sources.configuration()
        let catalogue = sources.catalogue()
        let now = sources.now()
        let names = DropNames(temporary: configuration.temporarySuffixes)
        let drops = try configuration.drops.map { drop in
            let waiting = try? DropDirectory(path: drop.path, names: names).entries(knowsWriters: false)
            let last = try sources.ledger.lastDelivery(drop: drop.name)
            return Overview.Drop(
                name: drop.name,
                dataset: drop.dataset,
                datasetTitle: catalogue.codebooks[drop.dataset]?.title[visit.language] ?? drop.dataset,
                mode: visit.mode(drop.mode)
                    + (drop.checksOnly ? visit.say(", alleen controle", ", checks only") : ""),
                waiting: waiting.map { visit.words.whole($0.count) } ?? visit.say("onleesbaar", "unreadable"),
                oldest: waiting?.first.map { visit.age(now.milliseconds - $0.stamp.changed) } ?? "–",
                last: last.map { visit.outcome($0) + ", " + moment($0.received, visit.language) } ?? "–",
                // How many files came is told to nobody without a token.
                lastNumber: visit.request.person == nil ? nil : last?.id.description
            )
        }
        let releases = try catalogue.codebooks.sorted { $0.key < $1.key }.compactMap { dataset, codebook in
            try sources.ledger.releases(dataset: dataset, limit: 1).first.map { release in
                Overview.Release(
                    dataset: dataset,
                    title: codebook.title[visit.language],
                    number: String(release.number),
                    made: moment(release.time, visit.language),
                    rows: visit.words.whole(release.changedRows.values.reduce(0, +))
                )
            }
        }
        let alarms = try alarms(visit)
        let view = Overview(
            frame: visit.frame(visit.say("Overzicht", "Overview"), in: "/", live: true),
            tone: alarms.isEmpty ? "good" : "bad",
            verdict: alarms.isEmpty
                ? visit.say("Alles gaat goed.", "All is well.")
                : visit.say("Er is iets dat aandacht vraagt.", "Something needs attention."),
            alarms: alarms,
            drops: drops,
            open: try sources.ledger.unfinishedDeliveries().map { delivery in
                let part = delivery.state == .claimed ? sources.progress(delivery.id) : nil
                return Overview.Open(
                    number: delivery.id.description,
                    drop: delivery.claim.drop,
                    stage: visit.stage(delivery),
                    percent: part.map { String(Int(min(1, max(0, $0)) * 100)) }
                )
            },
            releases: releases
        )
        return visit.page("overview", view)
    }

    /// A matter that needs somebody, in words, and the page where it is seen to; nil where there is none.
    struct Alarm {
        let words: String
        var address: String?
    }

    /// The matters that need somebody.
    ///
    /// Names of files are told to nobody without a token.
    func alarms(_ visit: Visit) throws -> [Alarm] {
        let configuration = sources.configuration()
        let names = DropNames(temporary: configuration.temporarySuffixes)
        let now = sources.now()
        var alarms: [Alarm] = []
        func alarm(_ words: String, at address: String? = nil) {
            alarms.append(Alarm(words: words, address: address))
        }
        for drop in configuration.drops {
            guard let entries = try? DropDirectory(path: drop.path, names: names).entries(knowsWriters: false)
            else {
                alarm(
                    visit.say(
                        "De map \(drop.name) kan niet worden gelezen.",
                        "The drop \(drop.name) cannot be read."
                    )
                )
                continue
            }
            // Longer than a steward waits without wondering.
            if let oldest = entries.first(where: { $0.isReadable && $0.kind == .regular }),
                now.milliseconds - oldest.stamp.changed > 15 * 60_000
            {
                let age = visit.age(now.milliseconds - oldest.stamp.changed)
                alarm(
                    visit.say(
                        "In de map \(drop.name) wacht een bestand al \(age).",
                        "In the drop \(drop.name) a file has waited for \(age)."
                    )
                )
            }
        }
        for trouble in sources.troubles() {
            alarm(
                visit.request.person == nil
                    ? visit.say(
                        "\(trouble.part): iets kan niet worden afgehandeld en wordt opnieuw geprobeerd.",
                        "\(trouble.part): something cannot be done and is tried again."
                    )
                    : "\(trouble.part): \(trouble.subject): \(trouble.reason)"
            )
        }
        for (dataset, codebook) in sources.catalogue().codebooks.sorted(by: { $0.key < $1.key }) {
            if let waiting = try sources.ledger.waitingRelease(dataset: dataset), waiting.isOpen {
                alarm(
                    "\(codebook.title[visit.language]): "
                        + (visit.request.person == nil
                            // How many releases came before is nobody's matter, nor is whether somebody approved.
                            ? visit.say("een publicatie wacht.", "a release waits.")
                            : state(visit, waiting)),
                    at: visit.request.person.map { _ in "/datasets/\(dataset)/releases/\(waiting.number)" }
                )
            }
            if let since = try sources.ledger.heldBack(dataset: dataset) {
                let (title, time) = (codebook.title[visit.language], moment(since, visit.language))
                alarm(
                    visit.say(
                        "De volgende publicatie van \(title) wordt sinds \(time) tegengehouden: niet alles wat geheim moet blijven, is bewezen veilig.",
                        "The next release of \(title) is held back since \(time): not all that has to stay secret is proved to be safe."
                    )
                )
            }
        }
        for missing in try expectations(visit) where missing.isMissing {
            alarm(
                visit.say(
                    "Niet ontvangen: \(missing.title) over \(missing.period), in de map \(missing.drop); uiterlijk \(missing.due).",
                    "Not received: \(missing.title) of \(missing.period), in the drop \(missing.drop); due \(missing.due)."
                )
            )
        }
        return alarms
    }

    /// A stream of events that ends after one; a browser asks again by itself, and no thread waits for it.
    func events(_ request: WebRequest) throws -> WebResponse {
        let last = try sources.ledger.deliveries(dataset: nil, limit: 1).first
        let open = try sources.ledger.unfinishedDeliveries()
        var state = open.map { "\($0.id) \($0.state.rawValue) \(Int((sources.progress($0.id) ?? 0) * 20))" }
        state.append("\(last.map { "\($0.id) \($0.state.rawValue)" } ?? "-")")
        for drop in sources.configuration().drops {
            let names = DropNames(temporary: sources.configuration().temporarySuffixes)
            let entries = try? DropDirectory(path: drop.path, names: names).entries(knowsWriters: false)
            state.append(String(entries?.count ?? -1))
        }
        for dataset in sources.catalogue().codebooks.keys.sorted() {
            state.append(String(try sources.ledger.releases(dataset: dataset, limit: 1).first?.number ?? 0))
        }
        let text =
            "retry: \(open.isEmpty ? 5000 : 1000)\nevent: state\ndata: \(state.joined(separator: ","))\n\n"
        return .text(text, type: "text/event-stream; charset=utf-8")
    }
}

extension Visit {
    /// How long something lasts, in the largest unit that fits.
    func age(_ milliseconds: Int64) -> String {
        let minutes = max(0, milliseconds / 60_000)
        if minutes < 1 { return say("minder dan een minuut", "less than a minute") }
        if minutes < 120 { return say("\(minutes) min", "\(minutes) min") }
        if minutes < 48 * 60 { return say("\(minutes / 60) uur", "\(minutes / 60) hours") }
        return say("\(minutes / 1440) dagen", "\(minutes / 1440) days")
    }

    /// The outcome of a delivery in a word.
    func outcome(_ delivery: Delivery) -> String {
        if delivery.reverted != nil { return say("teruggenomen", "taken back") }
        if delivery.duplicateOf != nil { return say("al eerder aangeleverd", "delivered before") }
        return switch delivery.outcome {
        case .accepted: say("overgenomen", "accepted")
        case .rejected: say("afgewezen", "rejected")
        case nil: say("in behandeling", "in progress")
        }
    }

    /// The colour of that word.
    func tone(_ delivery: Delivery) -> String {
        if delivery.reverted != nil || delivery.duplicateOf != nil { return "plain" }
        return switch delivery.outcome {
        case .accepted: "good"
        case .rejected: "bad"
        case nil: "care"
        }
    }

    /// The step that a delivery is in.
    func stage(_ delivery: Delivery) -> String {
        switch delivery.state {
        case .claimed: say("wordt gelezen en gecontroleerd", "is read and checked")
        case .accepted: say("overgenomen; de publicatie wordt gemaakt", "accepted; the release is made")
        case .rejected, .duplicate, .released, .finished:
            say("het ontvangstbewijs wordt geschreven", "the receipt is written")
        }
    }
}
