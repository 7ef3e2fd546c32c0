/// The meaning of an element for the reader of a feed; elements without one are `other`.
package enum AtomElement: Hashable, Sendable {
    /// The feed itself: the root.
    case feed
    /// One row.
    case entry
    /// The address of the feed.
    case identifier
    /// The title of the feed, or its subtitle.
    case title
    /// A link; only the one to the next page is used.
    case link
    /// The number of rows of all pages together.
    case count
    /// The usual parent of an entry's properties.
    case content
    /// The properties of an entry.
    case properties
    /// One value, by the position of its name in ``AtomNames/properties``.
    case property(Int32)
    /// The root of a service document: a list of collections.
    case service
    /// The root of a document that describes data.
    case metadata
    /// Any other element.
    case other
}

/// The attributes of an element that are used.
package struct AtomMarks: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The property is null.
    package static let null = Self(rawValue: 1)
    /// The property has a type.
    package static let typed = Self(rawValue: 2)
}

/// The meaning of an attribute for the reader of a feed.
enum AtomAttribute: Hashable, Sendable {
    /// `m:null`.
    case null
    /// `m:type`.
    case typed
    /// `rel` of a link.
    case relation
    /// `href` of a link.
    case address
    /// Any other attribute.
    case other

    /// Returns the meaning of the attribute with this name.
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

/// The names of a feed, with the meaning of each element.
package struct AtomNames: Sendable {
    /// The names of the properties.
    private(set) var properties: [String] = []
    private var positions: [String: Int32] = [:]

    /// Returns the meaning of the element with this name.
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

/// The namespaces of feeds; each feed chooses the prefixes for them.
package enum AtomSpace: Hashable, Sendable {
    /// Atom: feed, entry, id, title, link.
    case atom
    /// The properties of an entry: the data.
    case data
    /// The additions of OData to Atom: `properties`, `type`, `null`, `count`.
    case markup
    /// Service documents.
    case publishing
    /// Descriptions of data.
    case description
    /// Any other namespace, or none.
    case other

    /// Reads an address, in upper or lower case, with either scheme, with or without a final slash.
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
