/// What an element is to the reader of a feed; all that it need not look at is `other`.
package enum AtomElement: Hashable, Sendable {
    /// The feed itself: the root.
    case feed
    /// One row.
    case entry
    /// The address of the feed.
    case identifier
    /// The title of the feed, or its subtitle.
    case title
    /// A link; the one to the next page matters.
    case link
    /// How many rows all pages together have.
    case count
    /// What holds the properties of an entry, mostly.
    case content
    /// The properties of an entry.
    case properties
    /// One value, by the position of its name in ``AtomNames/properties``.
    case property(Int32)
    /// The root of a service document: a list of collections.
    case service
    /// The root of a document that describes data.
    case metadata
    /// Anything else.
    case other
}

/// What the attributes of an element say that matters.
package struct AtomMarks: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The property has no value.
    package static let null = Self(rawValue: 1)
    /// The property bears a type.
    package static let typed = Self(rawValue: 2)
}

/// What an attribute is to the reader of a feed.
enum AtomAttribute: Hashable, Sendable {
    /// `m:null`.
    case null
    /// `m:type`.
    case typed
    /// `rel` of a link.
    case relation
    /// `href` of a link.
    case address
    /// Anything else.
    case other

    /// Returns what the attribute with this name is.
    init(_ space: String, local: String) {
        self =
            switch (space.isEmpty ? nil : AtomSpace(space), local) {
            case (.markup, "null"): .null
            case (.markup, "type"): .typed
            case (nil, "rel"): .relation
            case (nil, "href"): .address
            default: .other
            }
    }
}

/// The names of a feed: which element means what.
package struct AtomNames: Sendable {
    /// The names of the properties.
    private(set) var properties: [String] = []
    private var positions: [String: Int32] = [:]

    /// Returns what the element with this name is.
    package mutating func element(space: AtomSpace, local: String) -> AtomElement {
        switch (space, local) {
        case (.data, _): .property(property(local))
        case (.atom, "feed"): .feed
        case (.atom, "entry"): .entry
        case (.atom, "id"): .identifier
        case (.atom, "title"), (.atom, "subtitle"): .title
        case (.atom, "link"): .link
        case (.atom, "content"): .content
        case (.markup, "properties"): .properties
        case (.markup, "count"): .count
        case (.publishing, "service"): .service
        case (.description, "Edmx"): .metadata
        default: .other
        }
    }

    private mutating func property(_ name: String) -> Int32 {
        if let known = positions[name] { return known }
        let position = Int32(properties.count)
        properties.append(name)
        positions[name] = position
        return position
    }
}

/// The namespaces that a feed is written in; which prefix stands for which is for each feed to say.
package enum AtomSpace: Hashable, Sendable {
    /// Atom: feed, entry, id, title, link.
    case atom
    /// The properties of an entry: the data.
    case data
    /// What OData adds to Atom: `properties`, `type`, `null`, `count`.
    case markup
    /// Service documents.
    case publishing
    /// Descriptions of data.
    case description
    /// Any other, or none.
    case other

    /// Reads an address, in any case, with either scheme, with or without a last slash.
    package init(_ address: String) {
        var rest = address.lowercased()[...]
        for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) { rest.removeFirst(scheme.count) }
        while rest.last == "/" { rest.removeLast() }
        self =
            switch rest {
            case "www.w3.org/2005/atom": .atom
            case "schemas.microsoft.com/ado/2007/08/dataservices", "docs.oasis-open.org/odata/ns/data": .data
            case "schemas.microsoft.com/ado/2007/08/dataservices/metadata",
                "docs.oasis-open.org/odata/ns/metadata":
                .markup
            case "www.w3.org/2007/app": .publishing
            case "schemas.microsoft.com/ado/2007/06/edmx", "docs.oasis-open.org/odata/ns/edmx": .description
            default: .other
            }
    }
}
