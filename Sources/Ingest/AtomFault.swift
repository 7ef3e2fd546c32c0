import Statistics

/// Why a document cannot be read as a feed of figures; never with its text.
enum AtomFault: Error, Hashable, Sendable {
    /// What a document is that is no feed of figures.
    enum Kind: Hashable, Sendable {
        /// A service document.
        case service
        /// A description of data, `$metadata`.
        case metadata
        /// A feed of something other than figures, by its name where that is one of the usual ones.
        case collection(String)
        /// One entry without its feed.
        case entry
        /// Any other document.
        case document

        /// What a document with this root is, where that is no feed.
        init(root: AtomElement) {
            self =
                switch root {
                case .service: .service
                case .metadata: .metadata
                case .entry: .entry
                default: .document
                }
        }
    }

    /// A document type declaration, which may hold or fetch anything.
    case documentType(Place)
    /// Not well-formed XML.
    case malformed(Place)
    /// Bytes that are not of the encoding that the document states, or that states none and is not UTF-8.
    case wrongEncoding(Place)
    /// An encoding that is not read.
    case unknownEncoding(Place)
    /// Another document than a feed of figures.
    case otherDocument(Kind, Place)
    /// A value with elements inside it.
    case nestedValue(Place)
    /// More than the limits allow: nesting, attributes, columns, or the length of a text or name.
    case tooLarge(Place)
}
