package import Statistics

/// The texts of a finding of reading: message and repair.
package struct ReadingWords {
    /// One sentence, without values.
    package let message: Text
    /// The repair.
    package let repair: Text

    /// Creates words in both languages.
    package init(nl: String, en: String, repairNl: String, repairEn: String) {
        message = Text(nl: nl, en: en)
        repair = Text(nl: repairNl, en: repairEn)
    }

    /// What is said of an archive in an archive.
    package static let nestedArchive = ReadingWords(
        nl: "In dit archief zit weer een archief; dat wordt niet uitgepakt.",
        en: "This archive holds another archive, which is not unpacked.",
        repairNl: "Pak het binnenste uit en lever het bestand zelf, of in één zip-bestand.",
        repairEn: "Unpack the inner one and deliver the file itself, or in one zip file."
    )
}

extension ReadingFault {
    /// The usual texts of a finding with this code.
    package var words: ReadingWords {
        switch self {
        case .notRecognised, .tooLarge, .archiveUnsafe, .archiveDamaged, .truncated, .twoTables: fileWords
        case .encoding, .nulCharacter, .encodingUnknown, .unclosedQuote, .strayQuote, .mixedLineEnds,
            .headerAgain, .fieldCount, .fieldTooLong:
            textWords
        case .xmlMalformed, .xmlDoctype, .xmlTooLarge, .xmlNestedValue, .otherDocument, .incompletePages:
            xmlWords
        default: tableWords
        }
    }

    private var fileWords: ReadingWords {
        switch self {
        case .tooLarge:
            ReadingWords(
                nl: "Het bestand is groter dan een aanlevering mag zijn.",
                en: "The file is larger than a delivery may be.",
                repairNl: "Lever minder jaren tegelijk, of vraag de beheerder om een ruimere grens.",
                repairEn: "Deliver fewer years at a time, or ask the operator for a higher limit."
            )
        case .archiveUnsafe:
            ReadingWords(
                nl: "Het archief bevat iets dat niet wordt uitgepakt.",
                en: "The archive holds something that is not unpacked.",
                repairNl: "Maak een nieuw archief met alleen het cijferbestand en de metadata.",
                repairEn: "Make a new archive of just the file of figures and its metadata."
            )
        case .archiveDamaged:
            ReadingWords(
                nl: "Het gecomprimeerde bestand is beschadigd.",
                en: "The compressed file is damaged.",
                repairNl: "Comprimeer het oorspronkelijke bestand opnieuw en lever het nog eens.",
                repairEn: "Compress the original file again and deliver it once more."
            )
        case .truncated:
            ReadingWords(
                nl: "Het bestand houdt te vroeg op.",
                en: "The file ends too early.",
                repairNl: "Lever het hele bestand; geef het zijn naam pas als het compleet is.",
                repairEn: "Deliver the complete file; give it its name only when it is complete."
            )
        case .twoTables:
            ReadingWords(
                nl: "De aanlevering bevat meer dan één tabel met cijfers.",
                en: "The delivery holds more than one table of figures.",
                repairNl: "Lever elke tabel als een eigen bestand.",
                repairEn: "Deliver each table as a file of its own."
            )
        default:
            ReadingWords(
                nl: "Het bestand is van een soort die niet gelezen wordt.",
                en: "The file is of a kind that is not read.",
                repairNl: "Lever de tabel als CSV-bestand of Atom-feed.",
                repairEn: "Deliver the table as a CSV file or an Atom feed."
            )
        }
    }

    private var textWords: ReadingWords {
        switch self {
        case .nulCharacter:
            ReadingWords(
                nl: "Hier staat een NUL-teken; dat hoort niet in een tekst.",
                en: "A NUL character stands here; it belongs to no text.",
                repairNl: "Download het bestand opnieuw.",
                repairEn: "Download the file again."
            )
        case .encodingUnknown:
            ReadingWords(
                nl: "Het bestand noemt een tekenset die niet gelezen wordt.",
                en: "The file states an encoding that is not read.",
                repairNl: "Sla het bestand op als UTF-8.",
                repairEn: "Save the file as UTF-8."
            )
        case .unclosedQuote:
            ReadingWords(
                nl: "Hier begint een veld met een aanhalingsteken dat nergens wordt gesloten.",
                en: "A field opens here with a quotation mark that none closes.",
                repairNl: "Sluit het veld; schrijf een aanhalingsteken binnen een veld dubbel.",
                repairEn: "Close the field; write a quotation mark inside a field twice."
            )
        case .strayQuote:
            ReadingWords(
                nl: "Achter het aanhalingsteken dat dit veld sluit staat nog tekst.",
                en: "Text follows the quotation mark that closes this field.",
                repairNl: "Schrijf een aanhalingsteken binnen een veld dubbel.",
                repairEn: "Write a quotation mark inside a field twice."
            )
        case .mixedLineEnds:
            ReadingWords(
                nl: "Vanaf hier eindigen regels anders dan ervoor; alle zijn gelezen.",
                en: "From here on lines end otherwise than before; all of them were read.",
                repairNl: "Niets, als alle rijen in het bestand horen; exporteer het anders opnieuw.",
                repairEn: "Nothing, if all rows belong in the file; else export it again."
            )
        case .headerAgain:
            ReadingWords(
                nl: "De namen van de kolommen staan hier nog een keer.",
                en: "The names of the columns stand here once more.",
                repairNl: "Verwijder deze regel; kijk na of er bestanden aan elkaar zijn geplakt.",
                repairEn: "Remove this line; check whether files were put together."
            )
        case .fieldCount:
            ReadingWords(
                nl: "Deze rij heeft niet evenveel velden als er kolomkoppen zijn.",
                en: "This row does not have as many fields as there are headers.",
                repairNl:
                    "Herstel de rij: laat een veld zonder waarde leeg, maar niet weg, en zet een tekst met het scheidingsteken erin tussen aanhalingstekens.",
                repairEn:
                    "Restore the row: leave a field without a value empty, not out, and put a text that holds the separator between quotation marks."
            )
        case .fieldTooLong:
            ReadingWords(
                nl: "Dit veld of deze rij is te lang voor een cijfer of een naam.",
                en: "This field or row is longer than any figure or name.",
                repairNl: "Download het bestand opnieuw; waarschijnlijk zijn regeleinden verloren gegaan.",
                repairEn: "Download the file again; probably its line ends were lost."
            )
        default:
            ReadingWords(
                nl: "Dit teken is anders gecodeerd dan de rest van het bestand.",
                en: "This character is not written in the encoding of the rest of the file.",
                repairNl: "Sla het hele bestand op als UTF-8.",
                repairEn: "Save the whole file as UTF-8."
            )
        }
    }

    private var xmlWords: ReadingWords {
        let again = Text(nl: "Download de feed opnieuw.", en: "Download the feed again.")
        let (message, repair): (Text, Text) =
            switch self {
            case .xmlDoctype:
                (
                    Text(
                        nl: "De XML begint met een documenttype (DOCTYPE); zulke XML wordt niet gelezen.",
                        en: "The XML declares a document type; such XML is not read."
                    ),
                    Text(
                        nl: "Lever de feed zoals die gedownload is.",
                        en: "Deliver the feed as it was downloaded."
                    )
                )
            case .xmlTooLarge:
                (
                    Text(
                        nl: "Dit deel van de XML is groter of dieper genest dan in een feed met cijfers.",
                        en: "This part of the XML is larger or nested deeper than in any feed of figures."
                    ), again
                )
            case .xmlNestedValue:
                (
                    Text(
                        nl: "In deze waarde staan elementen, waar een getal of tekst hoort.",
                        en: "This value holds elements where a number or text belongs."
                    ), again
                )
            case .otherDocument:
                (
                    Text(
                        nl: "Deze XML is geen feed met cijfers.",
                        en: "This XML is no feed of figures."
                    ),
                    Text(
                        nl: "Download de TypedDataSet of UntypedDataSet van de tabel.",
                        en: "Download the TypedDataSet or UntypedDataSet of the table."
                    )
                )
            case .incompletePages:
                (
                    Text(
                        nl: "Er ontbreken pagina's van de feed.",
                        en: "Pages of the feed are missing."
                    ),
                    Text(
                        nl: "Lever alle pagina's samen in één zip-bestand.",
                        en: "Deliver all pages together in one zip file."
                    )
                )
            default:
                (Text(nl: "De XML is beschadigd.", en: "The XML is damaged."), again)
            }
        return ReadingWords(nl: message.nl, en: message.en, repairNl: repair.nl, repairEn: repair.en)
    }
}
