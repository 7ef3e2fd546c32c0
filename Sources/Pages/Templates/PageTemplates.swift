import Mustache
package import Statistics

/// The templates of all pages, in both languages.
///
/// A template says both at once, `[[Regel|Line]]`, and is split when it is first used. `{{name}}` is text, in which
/// everything is escaped; `{{{name}}}` is for ``Markup`` and plots only.
package enum PageTemplates {
    /// Writes a page.
    ///
    /// - Parameters:
    ///   - name: The name of the template.
    ///   - view: What is on the page: a value whose properties the template names.
    ///   - language: The language.
    /// - Returns: The page.
    /// - Precondition: There is such a template.
    package static func render(_ name: String, _ view: Any, _ language: Language) -> String {
        guard let text = libraries[language]?.render(view, withTemplate: name) else {
            preconditionFailure("there is no template \(name)")
        }
        return text
    }

    /// Reads all templates, which the first page would have to wait for.
    package static func prepare() { _ = libraries.count }

    /// The names of all templates.
    package static var names: [String] { texts.keys.sorted() }

    /// The text of a template, in both languages.
    package static func text(_ name: String) -> String? { texts[name] }

    private static let texts = [receiptTemplates, siteTemplates, datasetTemplates, deliveryTemplates]
        .reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    private static let libraries: [Language: MustacheLibrary] = {
        MustacheContentTypes.register(PageContent(), named: "PAGE")
        return Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                var library = MustacheLibrary()
                for (name, text) in texts {
                    do {
                        try library.register(
                            "{{% CONTENT_TYPE: PAGE}}\n" + inLanguage(text, language),
                            named: name
                        )
                    } catch {
                        preconditionFailure("the template \(name) cannot be read: \(error)")
                    }
                }
                return (language, library)
            }
        )
    }()

    /// The text with each `[[nl|en]]` in one language.
    package static func inLanguage(_ text: String, _ language: Language) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "[["), let end = rest[start.upperBound...].firstRange(of: "]]")
        {
            result += rest[..<start.lowerBound]
            let both = rest[start.upperBound..<end.lowerBound].split(
                separator: "|",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            result += language == .nl ? both[0] : both.last ?? ""
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}

/// Text on a page: whatever has a meaning in HTML, or that would not be seen, is replaced.
private struct PageContent: MustacheContentType {
    func escapeText(_ text: String) -> String { Markup.text(text).html }
}

extension Markup: MustacheCustomRenderable {
    var renderText: String { html }
    var isNull: Bool { html.isEmpty }
}
