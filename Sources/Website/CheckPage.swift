import Codebook
import ConfigurationFiles
import Pages
import Statistics
import Telemetry
import Web
import Workflow

extension Site {
    private struct Form {
        struct Drop { let name: String, words: String, isChosen: Bool }
        let frame: Visit.Frame
        let drops: [Drop]
        let largest: String
        let problem: String?
    }

    /// The form by which a file is uploaded to be checked.
    func checkForm(_ visit: Visit) -> WebResponse { checkForm(visit, problem: nil) }

    private func checkForm(_ visit: Visit, problem: String?) -> WebResponse {
        if let refusal = visit.refusal { return refusal }
        let configuration = sources.configuration()
        let catalogue = sources.catalogue()
        let chosen = visit.request.query("drop")
        let view = Form(
            frame: frame(visit),
            drops: configuration.drops.map { drop in
                let title = catalogue.codebooks[drop.dataset]?.title[visit.language] ?? drop.dataset
                return Form.Drop(
                    name: drop.name,
                    words: "\(drop.name) – \(title), \(visit.mode(drop.mode))",
                    isChosen: drop.name == chosen
                )
            },
            largest: visit.words.whole(Int(configuration.largestDelivery >> 20)),
            problem: problem
        )
        return visit.page("check", view, status: problem == nil ? 200 : 400)
    }

    private struct Checked {
        let frame: Visit.Frame
        let receipt: Any?
        let excerpts: [Excerpt.View]
        let drop: String
    }

    /// Answer about the file that came with a form; the file is kept nowhere.
    func checked(_ visit: Visit) throws -> WebResponse {
        guard let upload = visit.request.upload,
            let drop = sources.configuration().drop(named: upload["drop"] ?? "")
        else {
            return checkForm(
                visit,
                problem: visit.say(
                    "Kies de map waarvoor het bestand is.",
                    "Choose the drop that the file is for."
                )
            )
        }
        guard let receipt = try sources.check(upload, drop, visit.language) else {
            return checkForm(
                visit,
                problem: visit.say(
                    "Deze controle duurt te lang voor een pagina; zet het bestand in een map die alleen controleert.",
                    "This check takes too long for a page; put the file into a drop that only checks."
                )
            )
        }
        let excerpts = Excerpt.of(receipt, path: upload.path)
        let view = Checked(
            frame: frame(visit),
            receipt: receipt.view(effects: nil),
            excerpts: excerpts.map { $0.view(visit) },
            drop: drop.name
        )
        var answer = visit.page("checked", view)
        answer.headers.append(("cache-control", "no-store"))
        return answer
    }

    private func frame(_ visit: Visit) -> Visit.Frame {
        visit.frame(visit.say("Bestand controleren", "Check a file"), in: "/check")
    }
}

extension Visit {
    /// Names the mode of a drop in a word.
    func mode(_ mode: DeliveryMode) -> String {
        mode == .year ? say("jaarlevering", "year") : say("correctie", "correction")
    }
}
