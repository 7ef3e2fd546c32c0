import Derivation
import Statistics
import TableReading

/// Text in a field of a unit that nothing can be derived from, by what the field is for.
struct StrangeField {
    /// Description of the text, as a sentence without its point and without the value.
    let what: Text
    /// The repair, in one sentence.
    let repair: Text

    /// Looks at the text of a field.
    ///
    /// - Parameters:
    ///   - text: The text, which is not empty.
    ///   - notation: The notation that the field should have.
    ///   - repair: The repair where none is known that fits the text better.
    init(_ text: String, _ notation: Notation, repair: Text) {
        let bare = String(decoding: DeliveredText.bare(text.utf8), as: UTF8.self)
        let odd = OddNumber(bare.utf8)
        let gap = Text(nl: "niets", en: "nothing")
        var words: OddNumberWords?
        if odd.isMissing {
            words = OddNumberWords(.missingWord, gap: gap)
        } else if bare.hasPrefix("#"), bare.utf8.count > 1 {
            words = OddNumberWords(.spreadsheetError, gap: gap)
        } else if notation == .number {
            words = Self.fault(bare, odd).map { OddNumberWords($0, gap: gap) }
        }
        what = words?.what ?? Self.what(bare, notation)
        // What a number is written like is known; a word for a missing value only has to go.
        self.repair = notation == .number ? words?.repair ?? repair : repair
    }

    /// The reason why a text is no number; nil for a number that is out of range.
    private static func fault(_ text: String, _ odd: OddNumber) -> Value.Fault? {
        if DeliveredText.isScientific(text.utf8) { return .scientific }
        let number = DeliveredText.number(text.utf8, decimals: Millionths.decimals)
        if Millionths.read(String(decoding: number, as: UTF8.self)) != nil { return nil }
        let digits = number.drop { $0 == 0x2D || $0 == 0x2B }
        let signs = digits.filter { !(0x30...0x39).contains($0) }
        let isPlain = signs.count <= 1 && signs.allSatisfy { $0 == 0x2C || $0 == 0x2E }
        if isPlain, !digits.isEmpty, signs.count < digits.count {
            let whole = digits.prefix { (0x30...0x39).contains($0) }.count
            return whole > 12 ? .tooLarge : whole == 0 || signs.isEmpty ? .notANumber : .tooManyDecimals
        }
        let fault = odd.fault
        // Digits with more signs between them, or blanks.
        return fault == .notANumber && odd.isGrouped ? .wrongGrouping : fault
    }

    /// Describes the text of a field that is not for a number, or holds one that it cannot have.
    private static func what(_ text: String, _ notation: Notation) -> Text {
        let isNumber = text.utf8.allSatisfy { (48...57).contains($0) }
        switch notation {
        case .number:
            return Text(nl: "Dit getal kan hier niet staan", en: "This number cannot stand here")
        case .country where isNumber:
            return Text(
                nl: "Hier staat een nummer in plaats van een landcode van twee letters",
                en: "A number stands here instead of a country code of two letters"
            )
        case .country where text.count > 2 && text.allSatisfy({ $0.isLetter || $0 == " " || $0 == "-" }):
            return Text(
                nl:
                    "Hier staat een naam, of een code van meer letters, in plaats van een landcode van twee letters",
                en: "A name or a longer code stands here instead of a country code of two letters"
            )
        case .country:
            return Text(
                nl: "Wat hier staat is geen landcode van twee letters",
                en: "What stands here is no country code of two letters"
            )
        case .day where CalendarDay(text) != nil:
            return Text(
                nl: "Deze dag ligt na de peildatum",
                en: "This day is after the reference day"
            )
        case .day where isNumber && DatedText.pair(text.utf8) != nil:
            return Text(
                nl: "Hier staat het nummer waarmee een spreadsheet een dag telt",
                en: "The number by which a spreadsheet counts a day stands here"
            )
        case .day where isNumber && text.utf8.count == 4:
            return Text(nl: "Hier staat alleen een jaar", en: "Only a year stands here")
        case .day where DatedText(text.utf8) != nil || (isNumber && text.utf8.count == 8):
            return Text(
                nl: "Hier staat een dag in een andere schrijfwijze, of een die niet bestaat",
                en: "A day stands here that is written otherwise, or does not exist"
            )
        case .day: return Text(nl: "Wat hier staat is geen dag", en: "What stands here is no day")
        case .flag:
            return Text(nl: "Wat hier staat is geen ja of nee", en: "What stands here is neither yes nor no")
        case .medication:
            return Text(
                nl: "Wat hier staat zijn geen ATC-codes van vier tekens",
                en: "What stands here is no list of ATC codes of four characters"
            )
        case .parents:
            return Text(
                nl: "Wat hier staat is geen aantal juridische ouders",
                en: "What stands here is no number of legal parents"
            )
        case .code:
            return Text(
                nl: "Wat hier staat is geen code van het codeboek",
                en: "What stands here is no code of the codebook"
            )
        }
    }
}
