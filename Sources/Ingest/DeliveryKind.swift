import Bytes
import Statistics

/// The kind of a file, by its first bytes; its name is ignored.
enum DeliveryKind: Hashable, Sendable {
    case gzip, zip, xml, csv
    /// An unsupported kind of file.
    case other(Stranger)

    /// Files that stewards deliver by mistake.
    enum Stranger: Hashable, Sendable {
        case empty, pdf, workbook, oldWorkbook, openWorkbook, document, json, webPage, archive, tar, nested,
            image, mail, encrypted, binary
        /// Data of a program; the program in its own words.
        case data(of: String)
    }

    /// Recognises the kind by the first bytes of a file, some kilobytes of them.
    init(head: [UInt8]) {
        if let magic = Self.magics.first(where: { head.starts(with: $0.bytes) }) {
            self = magic.kind
            return
        }
        let evidence = AtomEncoding.evidence(head)
        let isWide = if case .utf16 = evidence.encoding { true } else { false }
        if !isWide, evidence.encoding == nil, evidence.mark > 0 {
            self = .other(.binary)
            return
        }
        if let stranger = Self.strangerFurtherOn(in: head) {
            self = .other(stranger)
            return
        }
        // In UTF-16 the text of headers and tags is every other byte.
        let text = head.dropFirst(evidence.mark).filter { !isWide || $0 != 0 }
        guard let start = text.firstIndex(where: { !Self.isBlank($0) }) else {
            self = .other(.empty)
            return
        }
        let opening = String(decoding: text[start...].prefix(64), as: UTF8.self).lowercased()
        if opening.hasPrefix("<!doctype html") || opening.hasPrefix("<html") {
            self = .other(.webPage)
        } else if opening.hasPrefix("<stata_dta>") {
            self = .other(.data(of: "Stata"))
        } else if Self.mailHeaders.contains(where: opening.hasPrefix) {
            self = .other(.mail)
        } else if opening.hasPrefix("-----begin pgp message") {
            self = .other(.encrypted)
        } else if opening.hasPrefix("<") {
            self = .xml
        } else if opening.hasPrefix("{") || opening.hasPrefix("[") {
            self = .other(.json)
        } else if !isWide, Self.looksBinary(head) {
            self = .other(.binary)
        } else {
            self = .csv
        }
    }

    private static let magics: [(bytes: [UInt8], kind: Self)] = [
        ([0x1F, 0x8B], .gzip),
        ([0x50, 0x4B, 0x03, 0x04], .zip),
        ([0x50, 0x4B, 0x05, 0x06], .zip),
        (Array("%PDF".utf8), .other(.pdf)),
        ([0xD0, 0xCF, 0x11, 0xE0], .other(.oldWorkbook)),
        (Array("{\\rtf".utf8), .other(.document)),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .other(.archive)),
        (Array("Rar!".utf8), .other(.archive)),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .other(.archive)),
        ([0x28, 0xB5, 0x2F, 0xFD], .other(.archive)),
        (Array("BZh".utf8), .other(.archive)),
        ([0x89, 0x50, 0x4E, 0x47], .other(.image)),
        ([0xFF, 0xD8, 0xFF], .other(.image)),
        (Array("GIF8".utf8), .other(.image)),
        ([0x1F, 0x9D], .other(.archive)),
        (Array("MSCF".utf8), .other(.archive)),
        (Array("LZIP".utf8), .other(.archive)),
        ([0x04, 0x22, 0x4D, 0x18], .other(.archive)),
        (Array("PAR1".utf8), .other(.data(of: "Parquet"))),
        (Array("ARROW1".utf8), .other(.data(of: "Arrow"))),
        (Array("FEA1".utf8), .other(.data(of: "Feather"))),
        (Array("$FL2".utf8), .other(.data(of: "SPSS"))),
        (Array("$FL3".utf8), .other(.data(of: "SPSS"))),
        (Array("HEADER RECORD*******LIB".utf8), .other(.data(of: "SAS"))),
        (sas, .other(.data(of: "SAS"))),
        (Array("RDX2\n".utf8), .other(.data(of: "R"))),
        (Array("RDX3\n".utf8), .other(.data(of: "R"))),
        ([0x58, 0x0A, 0, 0, 0, 2], .other(.data(of: "R"))),
        ([0x58, 0x0A, 0, 0, 0, 3], .other(.data(of: "R"))),
        ([0x89, 0x48, 0x44, 0x46], .other(.data(of: "HDF5"))),
        ([0, 1, 0, 0] + Array("Standard ".utf8), .other(.data(of: "Microsoft Access"))),
        (Array("SQLite format 3".utf8), .other(.data(of: "SQLite"))),
        (Array("age-encryption.org/".utf8), .other(.encrypted)),
        (Array("Salted__".utf8), .other(.encrypted)),
        ([0x7F, 0x45, 0x4C, 0x46], .other(.binary)),
    ]

    /// The beginning of every file of SAS.
    private static let sas: [UInt8] =
        [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF]

    /// The headers that messages begin with, as mail programs save them.
    private static let mailHeaders = [
        "return-path:", "received:", "delivered-to:", "mime-version:", "message-id:", "from: ", "subject: ",
    ]

    /// A kind that shows behind the first bytes, or in their ranges.
    private static func strangerFurtherOn(in head: [UInt8]) -> Stranger? {
        // The mark of tar stands behind the name and rights of the first file.
        if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) { return .tar }
        guard head.count > 32 else { return nil }
        // dBase: a version, then the day of the last change.
        if [0x03, 0x83, 0x8B, 0xF5, 0x30].contains(head[0]), (1...12).contains(head[2]),
            (1...31).contains(head[3]), head[12..<28].allSatisfy({ $0 == 0 })
        {
            return .data(of: "dBase")
        }
        // Stata before its release 13: the release, the order of bytes, 1, and 0.
        if (0x69...0x73).contains(head[0]), (1...2).contains(head[1]), head[2] == 1, head[3] == 0 {
            return .data(of: "Stata")
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }

    /// True if many bytes belong to no text; a single one is left for the reader to report, at its place.
    private static func looksBinary(_ head: [UInt8]) -> Bool {
        let strange = head.count { $0 < 0x20 && !isBlank($0) && $0 != 0x1A }
        return strange * 50 > head.count
    }
}

extension DeliveryKind.Stranger {
    /// What an archive in an archive is, by its first bytes: workbooks and documents are zip files too.
    init(nested head: [UInt8]) {
        func has(_ name: String) -> Bool { head.firstRange(of: Array(name.utf8)) != nil }
        self =
            if has("application/vnd.oasis.opendocument.spreadsheet") {
                .openWorkbook
            } else if has("application/vnd.oasis.opendocument") || has("word/") {
                .document
            } else if has("xl/") {
                .workbook
            } else {
                .nested
            }
    }

    /// The finding about a file of this kind.
    var finding: Finding {
        let words: ReadingWords =
            switch self {
            case .empty:
                ReadingWords(
                    nl: "Het bestand is leeg.",
                    en: "The file is empty.",
                    repairNl: "Exporteer het opnieuw en lever het complete bestand.",
                    repairEn: "Export it again and deliver the complete file."
                )
            case .pdf: Self.words(nl: "Dit is een PDF-bestand", en: "This is a PDF file")
            case .workbook:
                Self.workbookWords(nl: "Dit is een werkmap van Excel", en: "This is an Excel workbook")
            case .oldWorkbook:
                Self.workbookWords(
                    nl: "Dit is een oud Office-bestand, waarschijnlijk een werkmap",
                    en: "This is an old Office file, probably a workbook"
                )
            case .openWorkbook:
                Self.workbookWords(
                    nl: "Dit is een werkmap van LibreOffice of OpenOffice (ODS)",
                    en: "This is a spreadsheet of LibreOffice or OpenOffice (ODS)"
                )
            case .document: Self.words(nl: "Dit is een tekstdocument", en: "This is a text document")
            case .json: Self.words(nl: "Dit is JSON", en: "This is JSON")
            case .webPage: Self.words(nl: "Dit is een webpagina", en: "This is a web page")
            case .archive:
                ReadingWords(
                    nl:
                        "Dit archief is niet van een soort die wordt uitgepakt; alleen gzip en zip worden gelezen.",
                    en: "This archive is of a kind that is not unpacked; only gzip and zip are read.",
                    repairNl: "Pak het uit en lever het bestand zelf, of in een zip-bestand.",
                    repairEn: "Unpack it and deliver the file itself, or in a zip file."
                )
            case .tar:
                ReadingWords(
                    nl:
                        "Dit is een tar-archief, dat niet wordt uitgepakt; alleen gzip en zip worden gelezen.",
                    en: "This is a tar archive, which is not unpacked; only gzip and zip are read.",
                    repairNl: "Pak het uit en lever het bestand zelf, of in een zip-bestand.",
                    repairEn: "Unpack it and deliver the file itself, or in a zip file."
                )
            case .mail:
                ReadingWords(
                    nl: "Dit is een e-mailbericht; alleen CSV en Atom (XML) worden gelezen.",
                    en: "This is an e-mail message; only CSV and Atom (XML) are read.",
                    repairNl: "Sla de bijlage van het bericht op en lever dat bestand.",
                    repairEn: "Save the attachment of the message and deliver that file."
                )
            case .encrypted:
                ReadingWords(
                    nl: "Dit bestand is versleuteld en kan niet worden gelezen.",
                    en: "This file is encrypted and cannot be read.",
                    repairNl: "Ontsleutel het en lever het bestand zelf.",
                    repairEn: "Decrypt it and deliver the file itself."
                )
            case .data(let program):
                ReadingWords(
                    nl: "Dit is een gegevensbestand van \(program); alleen CSV en Atom (XML) worden gelezen.",
                    en: "This is a data file of \(program); only CSV and Atom (XML) are read.",
                    repairNl: "Exporteer de gegevens als CSV (UTF-8) en lever dat bestand.",
                    repairEn: "Export the data as CSV (UTF-8) and deliver that file."
                )
            case .nested: .nestedArchive
            case .image: Self.words(nl: "Dit is een afbeelding", en: "This is an image")
            case .binary: Self.words(nl: "Dit is geen tekst", en: "This is no text")
            }
        return ReadingFault.notRecognised.finding(message: words.message, repair: words.repair)
    }

    private static func words(nl: String, en: String) -> ReadingWords {
        ReadingWords(
            nl: "\(nl); alleen CSV en Atom (XML) worden gelezen.",
            en: "\(en); only CSV and Atom (XML) are read.",
            repairNl: ReadingFault.notRecognised.words.repair.nl,
            repairEn: ReadingFault.notRecognised.words.repair.en
        )
    }

    private static func workbookWords(nl: String, en: String) -> ReadingWords {
        ReadingWords(
            nl: "\(nl); alleen CSV en Atom (XML) worden gelezen.",
            en: "\(en); only CSV and Atom (XML) are read.",
            repairNl: "Sla het werkblad op als CSV (UTF-8) en lever dat bestand.",
            repairEn: "Save the sheet as CSV (UTF-8) and deliver that file."
        )
    }
}
