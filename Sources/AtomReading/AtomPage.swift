package import Statistics

/// The description of a feed's page and its links to other pages.
package struct AtomPage: Hashable, Sendable {
    /// The address of the feed; empty if there is none.
    package var identifier = ""
    /// The titles of the feed.
    package var titles: [Title] = []
    /// The links to a next page, with their places.
    package var next: [Link] = []
    /// The address of this page.
    package var own: String?
    /// The number of entries of all pages together, if stated.
    package var count: Int?
    /// The entries of this page.
    package var entries = 0
    /// The `ID` of the first entry, if it has one.
    var firstID: Int?
    /// The `ID` of the last entry, if it has one.
    var lastID: Int?
    /// True if each entry has an `ID` one above that of its predecessor.
    var isConsecutive = true
    /// True if any property has a type, as in a typed data set.
    var hasTypes = false

    /// A title with its place.
    package struct Title: Hashable, Sendable {
        /// The text.
        package var text: String
        /// The place of the title.
        package var place: Place
    }

    /// A link with its place.
    package struct Link: Hashable, Sendable {
        /// The address.
        package var address: String
        /// The place of the link.
        package var place: Place
    }

    /// Notes the end of an entry, with its `ID`.
    package mutating func note(identifier: Int?) {
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
