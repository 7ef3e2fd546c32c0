import ConfigurationFiles
import Ledger
import Pages
import Statistics
import Telemetry
import Web
import Workflow

extension Site {
    private struct Deliveries {
        struct Delivery {
            let number: String
            let state: String
            let tone: String
            let file: String
            let drop: String
            let received: String
            let findings: String
        }
        let frame: Visit.Frame
        let query: String
        let states: [ChosenFigure.Option]
        let listed: String
        let deliveries: [Delivery]
        /// The page with earlier ones; nil where there are none.
        let earlier: String?
        /// The page with the newest; nil on that page.
        let newest: String?
    }

    /// How many deliveries one page lists.
    private static let listed = 100

    /// The receipts, newest first, by what is searched for.
    func deliveries(_ visit: Visit) throws -> WebResponse {
        if let refusal = visit.refusal { return refusal }
        let query = (visit.request.query("q") ?? "").trimmed
        let state = visit.request.query("state") ?? ""
        let fate: DeliverySearch.Fate? =
            switch state {
            case "accepted": .accepted
            case "rejected": .rejected
            case "reverted": .reverted
            default: nil
            }
        let before = DeliveryID(visit.request.query("before") ?? "")
        let found = try sources.ledger.deliveries(
            DeliverySearch(query, fate: fate, before: before),
            limit: Self.listed
        )
        func address(before: DeliveryID?) -> String {
            let query = [("q", query), ("state", state), ("before", before?.description ?? "")]
                .filter { !$0.1.isEmpty }
            return "/deliveries" + (query.isEmpty ? "" : "?" + URLText.address(query))
        }
        let options = [
            ("", visit.say("alle", "all")), ("accepted", visit.say("overgenomen", "accepted")),
            ("rejected", visit.say("afgewezen", "rejected")),
            ("reverted", visit.say("teruggenomen", "taken back")),
        ]
        let view = Deliveries(
            frame: visit.frame(visit.say("Ontvangstbewijzen", "Receipts"), in: "/deliveries", live: true),
            query: query,
            states: options.map { ChosenFigure.Option(value: $0.0, words: $0.1, isChosen: $0.0 == state) },
            listed: Self.listed(found, visit),
            deliveries: found.deliveries.map { delivery in
                Deliveries.Delivery(
                    number: delivery.id.description,
                    state: visit.outcome(delivery),
                    tone: visit.tone(delivery),
                    file: Self.shortened(delivery.claim.file),
                    drop: delivery.claim.drop,
                    received: moment(delivery.received, visit.language),
                    findings: visit.words.whole(delivery.report?.findings.total ?? 0)
                )
            },
            earlier: found.next.map { address(before: $0) },
            newest: before.map { _ in address(before: nil) }
        )
        return visit.page("deliveries", view)
    }

    /// How many were found, in a sentence.
    private static func listed(_ found: DeliveriesFound, _ visit: Visit) -> String {
        let count = visit.words.whole(found.deliveries.count)
        guard let next = found.next else {
            return visit.say("\(count) gevonden.", "\(count) found.")
        }
        return found.deliveries.count == listed
            ? visit.say("\(count) staan hieronder.", "\(count) are below.")
            : visit.say(
                "\(count) gevonden vanaf nummer \(next).",
                "\(count) found from number \(next) on."
            )
    }

    /// A name of a file, of which the middle is left out where it is long: its receipt has the whole name.
    private static func shortened(_ name: String) -> String {
        name.count > 100 ? name.prefix(70) + " … " + name.suffix(25) : name
    }

    private struct DeliveryView {
        let frame: Visit.Frame
        let number: String
        let receipt: Any?
        let hasLetter: Bool
        let excerpts: [Excerpt.View]
    }

    /// A delivery: its receipt, and the lines that findings are about.
    func delivery(_ visit: Visit) throws -> WebResponse {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit) else { return noDelivery(visit) }
        guard delivery.outcome != nil else {
            return visit.missing(
                visit.say(
                    "Deze aanlevering is nog in behandeling: \(visit.stage(delivery)).",
                    "This delivery is still in progress: \(visit.stage(delivery))."
                )
            )
        }
        let receipt = try sources.receipt(delivery, visit.language)
        let view = DeliveryView(
            frame: visit.frame(
                visit.say("Aanlevering \(delivery.id)", "Delivery \(delivery.id)"),
                in: "/deliveries",
                crumbs: [("/deliveries", visit.say("Ontvangstbewijzen", "Receipts"))]
            ),
            number: delivery.id.description,
            receipt: receipt.view(effects: try sources.effects(delivery)),
            hasLetter: receipt.letter != nil,
            excerpts: Excerpt.of(delivery, configuration: sources.configuration()).map { $0.view(visit) }
        )
        return visit.page("delivery", view)
    }

    /// The findings of a delivery as CSV.
    func findings(_ visit: Visit) throws -> WebResponse? {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit), delivery.outcome != nil else { return nil }
        let receipt = try sources.receipt(delivery, visit.language)
        var text = "\u{FEFF}code;severity;line;column;field;region;message;repair\r\n"
        for finding in receipt.findings {
            let fields = [
                finding.code, finding.severity.rawValue, finding.line.map(String.init) ?? "",
                finding.column.map(String.init) ?? "", finding.field?.header ?? finding.field?.letter ?? "",
                finding.region ?? "", finding.message, finding.repair,
            ]
            text += fields.map(Self.field).joined(separator: ";") + "\r\n"
        }
        return file(text, "text/csv; charset=utf-8", "\(delivery.id)-findings.csv")
    }

    /// A field of a CSV file.
    ///
    /// A spreadsheet must not take the words of a stranger for a formula.
    static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The validation report of a delivery.
    func validation(_ visit: Visit) throws -> WebResponse? {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit), delivery.outcome != nil else { return nil }
        let report = try sources.receipt(delivery, visit.language).validationReport(
            generator: "peil \(version)"
        )
        return file(
            String(decoding: report, as: UTF8.self),
            "application/json",
            "\(delivery.id)-validation.json"
        )
    }

    /// The letter to the supplier of a delivery.
    func letter(_ visit: Visit) throws -> WebResponse? {
        if let refusal = visit.refusal { return refusal }
        guard let delivery = try asked(visit), delivery.outcome != nil,
            let letter = try sources.receipt(delivery, visit.language).letter
        else { return nil }
        // Its style is within, since it is sent away as one file.
        return .html(String(decoding: letter, as: UTF8.self))
    }

    private func file(_ text: String, _ type: String, _ name: String) -> WebResponse {
        var answer = WebResponse.text(text, type: type)
        answer.headers += [
            ("content-disposition", "attachment; filename=\"\(name)\""), ("cache-control", "no-store"),
        ]
        return answer
    }

    private func asked(_ visit: Visit) throws -> Delivery? {
        try DeliveryID(visit.request["number"]).flatMap { try sources.ledger.delivery($0) }
    }

    private func noDelivery(_ visit: Visit) -> WebResponse {
        visit.missing(visit.say("Die aanlevering is er niet.", "There is no such delivery."))
    }
}
