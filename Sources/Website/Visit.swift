import ConfigurationFiles
import Pages
import Statistics
import Web

/// One look at a page: the request, and the language of whoever looks.
struct Visit {
    let request: WebRequest
    let language: Language
    let site: Site
    /// How often configuration and catalogue had been read when the look began; what is worked out for it is kept under this.
    let knowledge: Int

    init(_ request: WebRequest, _ site: Site) {
        // Before anything else is read: what replaces it meanwhile is kept under the number that nobody asks for any more,
        // and never what was replaced under the new one.
        knowledge = site.sources.knowledge()
        self.request = request
        self.site = site
        language = Self.language(
            request.headers["accept-language"] ?? "",
            otherwise: site.sources.configuration().language
        )
    }

    /// Selects the text of the language.
    func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

    var words: NumberWords { NumberWords(language) }

    /// The language of `Accept-Language` that is wanted most and that there is.
    static func language(_ header: String, otherwise: Language) -> Language {
        var best: (language: Language, weight: Double)?
        for item in header.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let tag = parts.first?.lowercased(),
                let language = Language(rawValue: String(tag.prefix { $0 != "-" }))
            else { continue }
            let weight =
                parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > 0, best.map({ weight > $0.weight }) ?? true { best = (language, weight) }
        }
        return best?.language ?? otherwise
    }

    /// Frame of every page around its content.
    struct Frame {
        struct Link { let address: String, words: String, isHere: Bool }
        struct Crumb { let address: String, words: String }

        let language: String
        let title: String
        let version: String
        let isLive: Bool
        let links: [Link]
        let crumbs: [Crumb]
    }

    /// The frame of a page.
    func frame(_ title: String, in section: String, live: Bool = false, crumbs: [(String, String)] = [])
        -> Frame
    {
        let links = [
            ("/", say("Overzicht", "Overview")), ("/calendar", say("Verwacht", "Expected")),
            ("/datasets", say("Gegevenssets", "Data sets")),
            ("/deliveries", say("Ontvangstbewijzen", "Receipts")),
            ("/check", say("Bestand controleren", "Check a file")),
        ]
        return Frame(
            language: language.rawValue,
            title: title,
            version: site.version,
            isLive: live,
            links: links.map { Frame.Link(address: $0.0, words: $0.1, isHere: $0.0 == section) },
            crumbs: crumbs.map { Frame.Crumb(address: $0.0, words: $0.1) }
        )
    }

    /// The answer with a page; it may load nothing but what this server has.
    func page(_ template: String, _ view: Any, status: Int = 200) -> WebResponse {
        var answer = WebResponse.html(PageTemplates.render(template, view, language), status: status)
        answer.headers += [
            (
                "content-security-policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            ("vary", "accept-language, authorization"), ("content-language", language.rawValue),
        ]
        return answer
    }

    /// The answer to somebody without a token who asks for what is confidential; nil for who has one.
    var refusal: WebResponse? {
        guard request.person == nil else { return nil }
        struct View { let frame: Frame, words: String }
        var answer = page(
            "missing",
            View(
                frame: frame(say("Aanmelden", "Login"), in: "/deliveries"),
                words: say(
                    "Ontvangstbewijzen, bevindingen en controles van bestanden zijn vertrouwelijk. Meld u aan met uw naam en token; de beheerder van Peil geeft ze uit.",
                    "Receipts, findings and checks of files are confidential. Log in with your name and token; the operator of Peil hands them out."
                )
            ),
            status: 401
        )
        answer.headers.append(("www-authenticate", "Basic realm=\"peil\", charset=\"UTF-8\""))
        return answer
    }

    /// The answer where there is nothing.
    func missing(_ words: String) -> WebResponse {
        struct View { let frame: Frame, words: String }
        return page(
            "missing",
            View(frame: frame(say("Niet gevonden", "Not found"), in: ""), words: words),
            status: 404
        )
    }
}
