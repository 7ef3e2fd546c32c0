import Statistics

/// The description of a feed's page and its links to other pages.
struct AtomPage: Hashable, Sendable {
    /// The address of the feed; empty if there is none.
    var identifier = ""
    /// The titles of the feed.
    var titles: [Title] = []
    /// The links to a next page, with their places.
    var next: [Link] = []
    /// The address of this page.
    var own: String?
    /// The number of entries of all pages together, if stated.
    var count: Int?
    /// The entries of this page.
    var entries = 0
    /// The `ID` of the first entry, if it has one.
    var firstID: Int?
    /// The `ID` of the last entry, if it has one.
    var lastID: Int?
    /// True if each entry has an `ID` one above that of its predecessor.
    var isConsecutive = true
    /// True if any property has a type, as in a typed data set.
    var hasTypes = false

    /// A title with its place.
    struct Title: Hashable, Sendable {
        /// The text.
        var text: String
        /// The place of the title.
        var place: Place
    }

    /// A link with its place.
    struct Link: Hashable, Sendable {
        /// The address.
        var address: String
        /// The place of the link.
        var place: Place
    }

    /// Notes the end of an entry, with its `ID`.
    mutating func note(identifier: Int?) {
        entries += 1
        if entries == 1 {
            firstID = identifier
            isConsecutive = identifier != nil
        } else if let lastID, let identifier {
            isConsecutive = isConsecutive && identifier == lastID + 1
        } else {
            isConsecutive = false
        }
        lastID = identifier
    }
}
