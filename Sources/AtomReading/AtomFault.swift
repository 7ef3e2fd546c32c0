package import Bytes
package import Statistics

/// The reasons why a document cannot be read as a feed of figures; they never contain its text.
package enum AtomFault: Error, Hashable, Sendable {
    /// The kinds of document that are no feed of figures.
    package enum DocumentKind: Hashable, Sendable {
        /// A service document.
        case service
        /// A description of data, `$metadata`.
        case metadata
        /// A feed of something other than figures.
        case collection
        /// One entry without its feed.
        case entry
        /// Any other document.
        case document

        /// The kind of a document with this root.
        package init(root: AtomElement) {
            self =
                switch root {
                case .service: .service
                case .metadata: .metadata
                case .entry: .entry
                default: .document
                }
        }
    }

    /// A document type declaration, which may contain or fetch anything.
    case documentType(Place)
    /// Not well-formed XML.
    case malformed(Place)
    /// The document ends before its root element.
    case endsEarly(Place)
    /// Bytes outside the stated encoding, or outside UTF-8 if none is stated.
    case wrongEncoding(Place)
    /// An unsupported encoding.
    case unknownEncoding(Place)
    /// Another document than a feed of figures.
    case otherDocument(DocumentKind, Place)
    /// A value that contains elements.
    case nestedValue(Place)
    /// The receiver of the rows wants no more of them.
    case unwanted
    /// A part above a limit: nesting, attributes, columns, or the length of a text or name.
    case tooLarge(Place)
}

extension AtomFault {
    /// The fault as the reason to stop reading.
    package var stop: ReadingStop {
        switch self {
        case .documentType(let place): ReadingStop(.xmlDoctype, at: place)
        case .malformed(let place): ReadingStop(.xmlMalformed, at: place)
        case .endsEarly(let place): ReadingStop(.truncated, at: place)
        case .wrongEncoding(let place): ReadingStop(.encoding, at: place)
        case .unknownEncoding(let place): ReadingStop(.encodingUnknown, at: place)
        case .otherDocument(let kind, let place):
            ReadingStop(.otherDocument, at: place, message: kind.message)
        case .nestedValue(let place): ReadingStop(.xmlNestedValue, at: place)
        case .tooLarge(let place): ReadingStop(.xmlTooLarge, at: place)
        case .unwanted: ReadingStop(.otherDocument)
        }
    }
}

extension AtomFault.DocumentKind {
    /// The kind of document, in one sentence.
    fileprivate var message: Text {
        switch self {
        case .service:
            Text(
                nl: "Dit is een servicedocument: het noemt de onderdelen van een tabel, niet haar cijfers.",
                en: "This is a service document: it names the parts of a table, not its figures."
            )
        case .metadata:
            Text(
                nl: "Dit is de beschrijving van een tabel, niet de tabel met cijfers.",
                en: "This is the description of a table, not the table of figures."
            )
        case .collection:
            Text(
                nl: "Deze feed beschrijft een tabel of haar codes, en bevat geen cijfers.",
                en: "This feed describes a table or its codes, and holds no figures."
            )
        case .entry:
            Text(
                nl: "Dit is één regel van een feed, niet de hele feed.",
                en: "This is one entry of a feed, not the whole feed."
            )
        case .document:
            Text(
                nl: "Deze XML is geen feed met cijfers.",
                en: "This XML is no feed of figures."
            )
        }
    }
}
