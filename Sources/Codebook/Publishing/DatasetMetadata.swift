public import Statistics

/// The metadata of a data set, for whoever finds or uses its figures.
public struct DatasetMetadata: Hashable, Sendable {
    /// The subject of the figures, in a few sentences.
    public var description: Text
    /// Who is counted, and who is left out.
    public var population: Text
    /// The day or the years that the figures of a report year are of.
    public var reference: Text
    /// The registers or surveys that the figures are made from.
    public var source: Text
    /// The address of a page on the method; nil where there is none.
    public var methodPage: String?
    /// The licence, as a URI.
    public var licence: String
    /// Who publishes the figures.
    public var publisher: Party
    /// Who answers questions.
    public var contact: Contact
    /// The themes of the data set, as URIs of a scheme of themes.
    public var themes: [String]
    /// The address of releases on the web, ending in `/`; nil where they are not there.
    public var address: String?
    /// The address of a description of the edition of the regional classification; nil without one.
    public var editionPage: String?

    /// Creates the metadata of a data set.
    public init(
        description: Text,
        population: Text,
        reference: Text,
        source: Text,
        methodPage: String? = nil,
        licence: String,
        publisher: Party,
        contact: Contact,
        themes: [String],
        address: String? = nil,
        editionPage: String? = nil
    ) {
        self.description = description
        self.population = population
        self.reference = reference
        self.source = source
        self.methodPage = methodPage
        self.licence = licence
        self.publisher = publisher
        self.contact = contact
        self.themes = themes
        self.address = address
        self.editionPage = editionPage
    }

    /// An organisation.
    public struct Party: Hashable, Sendable {
        /// Its name.
        public var name: Text
        /// Its URI.
        public var uri: String

        /// Creates a party.
        public init(name: Text, uri: String) {
            self.name = name
            self.uri = uri
        }
    }

    /// Whom users may ask.
    public struct Contact: Hashable, Sendable {
        /// The name of a desk or person.
        public var name: Text
        /// The address for mail; nil where there is none.
        public var email: String?
        /// The address of a page; nil where there is none.
        public var page: String?

        /// Creates a contact; mail or page must be there.
        public init(name: Text, email: String? = nil, page: String? = nil) {
            self.name = name
            self.email = email
            self.page = page
        }
    }
}
