package import Statistics

/// What a feed says about itself and about the pages around it.
package struct AtomPage: Hashable, Sendable {
    /// The address of the feed; empty where there is none.
    package var identifier = ""
    /// The titles of the feed.
    package var titles: [Title] = []
    /// The links to a next page, with their places.
    package var next: [Link] = []
    /// The address under which this page was asked for.
    package var own: String?
    /// How many entries all pages together have, where the feed says so.
    package var count: Int?
    /// The entries of this page.
    package var entries = 0
    /// The `ID` of the first entry, where it has one.
    var firstID: Int?
    /// The `ID` of the last entry, where it has one.
    var lastID: Int?
    /// Whether each entry has an `ID` that is one more than that of the entry before.
    var isConsecutive = true
    /// Whether any property bears a type, as those of a typed data set do.
    var hasTypes = false

    /// A title with its place.
    package struct Title: Hashable, Sendable {
        /// The text.
        package var text: String
        /// Where it stands.
        package var place: Place
    }

    /// A link with its place.
    package struct Link: Hashable, Sendable {
        /// The address.
        package var address: String
        /// Where it stands.
        package var place: Place
    }

    /// Notes that an entry ends, with its `ID`.
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
