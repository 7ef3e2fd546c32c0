package import Codebook
package import Statistics

/// The groups that topics stand in, by the paths of their titles.
package struct TopicGroups {
    /// A group of topics.
    package struct Group {
        /// A name that is unique in the table: the numbers of the groups that lead to it.
        package let identifier: String
        /// The last part of its path.
        package let title: Text
        /// The identifier of the group that it stands in; empty where it stands in none.
        package let parent: String
    }

    /// The groups, each behind the one that it stands in.
    package private(set) var groups: [Group] = []
    private var known: [String: String] = [:]

    /// The groups of topics.
    package init(_ topics: [Topic]) {
        for topic in topics {
            let (nl, en) = (Self.parts(of: topic.title.nl), Self.parts(of: topic.title.en))
            var parent = ""
            for depth in nl.indices.dropLast() {
                let path = nl[...depth].joined(separator: "/")
                if let group = known[path] {
                    parent = group
                    continue
                }
                let identifier = "G\(groups.count + 1)"
                // The two languages need not have as many parts.
                let other = en.count == nl.count ? en[depth] : nl[depth]
                groups.append(
                    Group(
                        identifier: identifier,
                        title: Text(nl: nl[depth], en: other),
                        parent: parent
                    )
                )
                known[path] = identifier
                parent = identifier
            }
        }
    }

    /// The parts of a path of titles; the stroke of `t/m` (up to and including) and `en/of` parts nothing.
    package static func parts(of title: String) -> [String] {
        var parts: [String] = []
        for part in title.split(separator: "/").map(String.init) {
            if let last = parts.last, isShort(last, "t", part, "m") || isShort(last, "en", part, "of") {
                parts[parts.count - 1] = last + "/" + part
            } else {
                parts.append(part)
            }
        }
        return parts
    }

    /// Whether one text ends in a word and the next begins with another.
    private static func isShort(_ before: String, _ end: String, _ after: String, _ start: String) -> Bool {
        before.split(separator: " ").last.map(String.init) == end
            && after.split(separator: " ").first.map(String.init) == start
    }

    /// The identifier of the group that a topic stands in; empty where it stands in none.
    package func identifier(of topic: Topic) -> String { known[topic.path.nl] ?? "" }
}

extension Topic {
    /// The path of the title without its last part.
    package var path: Text { Text(nl: Self.split(title.nl).path, en: Self.split(title.en).path) }

    /// The last part of the title.
    package var label: Text { Text(nl: Self.split(title.nl).label, en: Self.split(title.en).label) }

    private static func split(_ title: String) -> (path: String, label: String) {
        let parts = TopicGroups.parts(of: title)
        return (parts.dropLast().joined(separator: "/"), parts.last ?? title)
    }
}
