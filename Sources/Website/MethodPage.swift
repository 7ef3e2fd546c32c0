import Codebook
import Pages
import Statistics
import Web

extension Site {
    private struct Method {
        struct Fact { let words: String, value: String }
        struct Section { let heading: String, paragraphs: [String] }
        let frame: Visit.Frame
        let title: String
        let facts: [Fact]
        let sections: [Section]
    }

    /// How the figures of a data set are made, from its codebook.
    func method(_ visit: Visit) -> WebResponse {
        let dataset = visit.request["dataset"]
        guard let codebook = codebook(of: dataset) else { return noDataset(visit) }
        let language = visit.language
        var facts = [
            Method.Fact(words: visit.say("Geteld worden", "Counted are"), value: codebook.unit[language]),
            Method.Fact(words: visit.say("Bron", "Source"), value: codebook.attribution[language]),
            Method.Fact(
                words: visit.say("Verslagjaren", "Report years"),
                value: "\(codebook.years.lowerBound)–\(codebook.years.upperBound)"
            ),
            Method.Fact(
                words: visit.say("Gepubliceerd per", "Published by"),
                value: codebook.levels.joined(separator: ", ")
            ),
            Method.Fact(
                words: visit.say("Versie van de regels", "Version of the rules"),
                value: codebook.statedVersion
            ),
        ]
        if let metadata = codebook.metadata {
            facts += [
                Method.Fact(
                    words: visit.say("Populatie", "Population"),
                    value: metadata.population[language]
                ),
                Method.Fact(words: visit.say("Peildatum", "Reference"), value: metadata.reference[language]),
                Method.Fact(words: visit.say("Licentie", "Licence"), value: metadata.licence),
            ]
        }
        var sections: [Method.Section] = []
        if let scheme = codebook.scheme.coefficients {
            sections.append(
                Method.Section(
                    heading: visit.say("Scores", "Scores"),
                    paragraphs: [
                        visit.say(
                            "Elke eenheid krijgt een score: de som van een coëfficiënt voor elk kenmerk. De score van een regio is het gemiddelde van haar eenheden; de deelscores tellen op tot de totaalscore.",
                            "Each unit gets a score: the sum of a coefficient for each variable. The score of a region is the mean of its units; the part scores add up to the total score."
                        )
                    ]
                        + scheme.sets.map {
                            visit.say(
                                "Coëfficiënten \($0.key), voor \($0.serves.lowerBound)–\($0.serves.upperBound): \($0.provenance.nl)",
                                "Coefficients \($0.key), for \($0.serves.lowerBound)–\($0.serves.upperBound): \($0.provenance.en)"
                            )
                        }
                )
            )
        }
        if codebook.scheme.classes != nil {
            sections.append(
                Method.Section(
                    heading: visit.say("Index", "Index"),
                    paragraphs: [
                        visit.say(
                            "Elke indicator verdeelt de buurten in klassen; de index is het gewogen gemiddelde van de punten van die klassen. Grotere gebieden hebben het gemiddelde van hun buurten, gewogen naar inwoners.",
                            "Each indicator divides the buurten into classes; the index is the weighted mean of the points of these classes. Larger areas have the mean of their buurten, weighted by inhabitants."
                        )
                    ]
                )
            )
        }
        sections.append(
            Method.Section(
                heading: visit.say("Wat niet wordt getoond", "What is not shown"),
                paragraphs: [
                    visit.say(
                        "Aantallen worden afgerond. Cijfers over te weinig eenheden worden niet getoond, en andere cijfers evenmin wanneer zij zulke cijfers zouden verraden. Kleine groepen worden soms samen gepubliceerd.",
                        "Numbers are rounded. Figures of too few units are not shown, nor are other figures that would give such figures away. Small groups are sometimes published together."
                    )
                ]
            )
        )
        let caveats = codebook.caveats.map { $0[language] }
        if !caveats.isEmpty {
            sections.append(Method.Section(heading: visit.say("Let op", "Mind"), paragraphs: caveats))
        }
        return visit.page(
            "method",
            Method(
                frame: visit.frame(
                    visit.say("Methode", "Method") + ": " + codebook.title[language],
                    in: "/datasets",
                    crumbs: crumbs(visit, dataset)
                ),
                title: codebook.title[language],
                facts: facts,
                sections: sections
            )
        )
    }

    private struct CodebookView {
        struct Category { let key: String, words: String, group: String }
        struct Variable { let words: String, key: String, categories: [Category] }
        struct Topic { let words: String, unit: String, key: String }
        let frame: Visit.Frame
        let title: String
        let lead: String
        let variables: [Variable]
        let topics: [Topic]
    }

    /// The variables, categories and figures of a data set.
    func codebook(_ visit: Visit) -> WebResponse {
        let dataset = visit.request["dataset"]
        guard let codebook = codebook(of: dataset) else { return noDataset(visit) }
        let language = visit.language
        let view = CodebookView(
            frame: visit.frame(
                visit.say("Codeboek", "Codebook") + ": " + codebook.title[language],
                in: "/datasets",
                crumbs: crumbs(visit, dataset)
            ),
            title: codebook.title[language],
            lead: visit.say(
                "De codes die aanleveringen hebben, en de cijfers die eruit worden gemaakt.",
                "The codes that deliveries have, and the figures that are made of them."
            ),
            variables: codebook.variables.map { variable in
                CodebookView.Variable(
                    words: variable.title[language],
                    key: variable.key,
                    categories: variable.categories.enumerated().map { rank, category in
                        CodebookView.Category(
                            key: category.key,
                            words: category.title[language],
                            group: variable.groups.first { $0.categories.contains(rank) }?.title[language]
                                ?? "–"
                        )
                    }
                )
            },
            // A data set of many characteristics has a thousand figures, alike for each.
            topics: codebook.topics.filter {
                !($0.measure.groupFigure.map { ($0.groups?.count ?? 2) > 1 } ?? false)
            }
            .prefix(250).map {
                CodebookView.Topic(
                    words: ChosenFigure.spaced($0.title[language]),
                    unit: $0.unit[language],
                    key: $0.key
                )
            }
        )
        return visit.page("codebook", view)
    }

    private struct Templates {
        struct Form { let dataset: String, words: String, key: String, count: String, columns: [String] }
        let frame: Visit.Frame
        let title: String
        let forms: [Form]
    }

    /// The headers of every form of a data set, and an empty file for each.
    func templates(_ visit: Visit) -> WebResponse {
        let dataset = visit.request["dataset"]
        guard let codebook = codebook(of: dataset) else { return noDataset(visit) }
        let title = codebook.title[visit.language]
        let forms = codebook.forms.map { form in
            let headers = codebook.headers(of: form)
            return Templates.Form(
                dataset: dataset,
                words: form.title[visit.language],
                key: form.key,
                count: visit.words.whole(headers.count),
                columns: Array(headers.prefix(200))
            )
        }
        return visit.page(
            "templates",
            Templates(
                frame: visit.frame(
                    visit.say("Sjablonen", "Templates") + ": " + title,
                    in: "/datasets",
                    crumbs: crumbs(visit, dataset)
                ),
                title: title,
                forms: forms
            )
        )
    }

    /// An empty file with the headers of a form.
    func emptyDelivery(_ request: WebRequest) -> WebResponse? {
        let file = request["file"]
        guard file.hasSuffix(".csv"), let codebook = codebook(of: request["dataset"]),
            let form = codebook.form(String(file.dropLast(4)))
        else { return nil }
        var answer = WebResponse.text(codebook.emptyDelivery(of: form), type: "text/csv; charset=utf-8")
        answer.headers.append(
            ("content-disposition", "attachment; filename=\"\(codebook.dataset)-\(form.key).csv\"")
        )
        return answer
    }
}
