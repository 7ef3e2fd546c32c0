import Statistics
package import Telemetry
import Workflow

/// A letter of one page to whoever made a file: what is wrong with it, and what to send instead.
///
/// It names the worst kinds of findings, with their first places, and what is to be done; the receipt has the rest.
struct SupplierLetter {
    let receipt: Receipt
    let words: ReceiptWords

    /// The most kinds of findings that fit on the page.
    private static let most = 6

    /// Names in the template of the letter.
    private struct View {
        struct Kind {
            let message: String
            let `where`: String?
            let remedy: String
        }

        let language: String
        let letterStyle: Markup
        let file: String
        let date: String
        let subject: String
        let opening: String
        let introduction: String
        let hasKinds: Bool
        let kinds: [Kind]
        let others: String?
        let request: String
        let number: String
        let dataset: String
        let sha256: String?
    }

    /// The page.
    var html: String {
        let isRejected = receipt.state == .rejected
        let grave = receipt.summary.filter { $0.severity != .note }
        let listed = grave.prefix(Self.most)
        let kinds = listed.compactMap { kind -> View.Kind? in
            let findings = receipt.findings.filter { $0.code == kind.code && $0.severity == kind.severity }
            guard let first = findings.first else { return nil }
            let place = words.place(of: first)
            let more = kind.total > 1 ? words.moreLikeThis(kind.total - 1) : nil
            let places = [place.isEmpty ? nil : place, more].compactMap(\.self).joined(separator: "; ")
            return View.Kind(
                message: first.message,
                where: places.isEmpty ? nil : places,
                remedy: first.repair
            )
        }
        let rest = grave.count - kinds.count
        let received = ReceiptMoment(receipt.received)?.text(words.language) ?? receipt.received
        let view = View(
            language: words.language.rawValue,
            letterStyle: PageStyle.letter,
            file: receipt.file,
            date: ReceiptMoment(receipt.finished)?.day(words.language) ?? receipt.finished,
            subject: isRejected
                ? words.say(
                    "uw bestand \(receipt.file) is niet overgenomen",
                    "your file \(receipt.file) was not taken"
                )
                : words.say("uw bestand \(receipt.file)", "your file \(receipt.file)"),
            opening: isRejected
                ? words.say(
                    "Op \(received) ontvingen wij dit bestand. Wij hebben er niets van overgenomen; de cijfers die er al waren, zijn gebleven.",
                    "We received this file on \(received). Nothing of it was taken; the figures that were there stay."
                )
                : words.say(
                    "Op \(received) ontvingen wij dit bestand. Het is overgenomen.",
                    "We received this file on \(received). It has been taken."
                ),
            introduction: isRejected
                ? words.say(
                    "Dit is er aan de hand, en zo wordt het opgelost:",
                    "This is what is wrong, and how to put it right:"
                )
                : words.say("Wij vragen u hiernaar te kijken:", "We ask you to look at this:"),
            hasKinds: !kinds.isEmpty,
            kinds: kinds,
            others: rest > 0
                ? words.say(
                    "Er zijn nog \(rest) soorten bevindingen; zij staan op het ontvangstbewijs.",
                    "There are \(rest) more kinds of findings; they are on the receipt."
                ) : nil,
            request: isRejected
                ? words.say(
                    "Wilt u een verbeterd bestand sturen? Een bestand wordt in zijn geheel overgenomen of niet; stuur dus alles opnieuw.",
                    "Would you send a corrected file? A file is taken as a whole or not at all, so please send everything again."
                )
                : words.say(
                    "Klopt er iets niet, stuur dan een verbeterd bestand. Klopt alles, dan hoeft u niets te doen.",
                    "If something is wrong, please send a corrected file. If all is right, there is nothing to do."
                ),
            number: receipt.delivery,
            dataset: receipt.dataset,
            sha256: receipt.sha256
        )
        return PageTemplates.render("letter", view, words.language)
    }
}

extension Receipt {
    /// A letter of one page to the supplier, in one self-contained file; nil where there is nothing to write about.
    package var letter: [UInt8]? {
        guard !isCheck, duplicateOf == nil, summary.contains(where: { $0.severity != .note }) else {
            return nil
        }
        let words = ReceiptWords(Language(rawValue: language) ?? .nl)
        return Array(SupplierLetter(receipt: self, words: words).html.utf8)
    }
}
