import ArgumentParser
import Codebook
import ConfigurationFiles
import Reports
import Statistics

/// `peil template`: an empty delivery with its headers.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Print an empty delivery with the headers of a form.",
        discussion: """
            A file with these headers is recognised as the form, whatever its name. Without a form the forms of the \
            data set are listed.
            """
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String
    @Argument(help: ArgumentHelp("The form, by its key.", valueName: "FORM"))
    var form: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    private struct Shown: Encodable {
        let form: String
        let title: [String: String]
        let headers: [String]
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let forms = try form.map { [try self.form($0, of: codebook)] } ?? codebook.forms
            if printing.json {
                let shown = forms.map {
                    Shown(
                        form: $0.key,
                        title: ["nl": $0.title.nl, "en": $0.title.en],
                        headers: codebook.headers(of: $0)
                    )
                }
                if form != nil, let one = shown.first { return try printJSON(one) }
                return try printJSON(shown)
            }
            if form != nil, let one = forms.first {
                return Terminal.standardOutput.write(codebook.emptyDelivery(of: one))
            }
            var table = TextTable(["form", "title", "columns"], rightAligned: [2])
            for form in forms {
                table.add([
                    form.key, form.title[configuration.language], String(codebook.headers(of: form).count),
                ])
            }
            table.write(to: .standardOutput)
        }
    }

    private func form(_ key: String, of codebook: Codebook) throws(CommandFailure) -> Form {
        if let form = codebook.form(key) { return form }
        let known = codebook.forms.map(\.key).joined(separator: ", ")
        throw CommandFailure(.unusableInput, "\(dataset) has no form '\(key)'; known are: \(known)")
    }
}
