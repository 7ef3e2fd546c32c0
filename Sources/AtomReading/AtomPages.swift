import Bytes
import Statistics

/// The pages in which a feed was delivered, with the check that they are complete and fit together.
///
/// A data feed delivers large tables in pages; each page but the last names the next, by the number of
/// entries before it (`$skip`) or by the last key before it (`$skiptoken`). Pages may come in any order.
struct AtomPages {
    private var pages: [AtomPage] = []

    /// Adds a page.
    mutating func add(_ page: AtomPage) { pages.append(page) }

    /// True if there is none.
    var isEmpty: Bool { pages.isEmpty }

    /// The total number of entries.
    var entries: Int { pages.reduce(0) { $0 + $1.entries } }

    /// The reason to stop reading: pages are missing, or each is a table of its own; nil for a complete
    /// table.
    var stop: ReadingStop? {
        if pages.count > 1, pages.allSatisfy(\.next.isEmpty) { return ReadingStop(.twoTables) }
        return fault.map { ReadingStop(.incompletePages, at: $0.place, message: $0.message) }
    }

    /// The reason why the pages are no whole table; nil if they are.
    var fault: (place: Place?, message: Text)? {
        let open = pages.filter { !$0.next.isEmpty }
        let ends = pages.count - open.count
        if ends == 0 {
            return (
                open.first?.next.first?.place,
                Text(
                    nl: "De feed gaat verder op een volgende pagina, die niet is aangeleverd.",
                    en: "The feed goes on at a next page, which was not delivered."
                )
            )
        }
        if ends > 1 {
            return (
                nil,
                Text(
                    nl: "De bestanden zijn geen pagina's van één feed: meer dan één is de laatste.",
                    en: "The files are not the pages of one feed: more than one is the last."
                )
            )
        }
        return sequenceFault
    }

    /// The reason why the ordered pages do not follow each other.
    private var sequenceFault: (place: Place?, message: Text)? {
        let ordered = inOrder
        var entries = 0
        for (position, page) in ordered.enumerated() {
            if let start = page.own.flatMap({ Self.number("$skip", in: $0) }), start != entries {
                return (nil, Self.missing)
            }
            if position > 0, !page.follows(ordered[position - 1]) {
                return (page.next.first?.place, Self.missing)
            }
            entries += page.entries
            guard let link = page.next.first else { continue }
            if let target = Self.number("$skip", in: link.address), target != entries {
                return (link.place, Self.missing)
            }
            if let token = Self.number("$skiptoken", in: link.address), token != entries,
                token != page.lastID,
                token - 1 != page.lastID
            {
                return (link.place, Self.missing)
            }
        }
        if let count = pages.compactMap(\.count).first, count != entries { return (nil, Self.missing) }
        return nil
    }

    /// The pages from first to last: by the targets of their links or by their keys; the one without a link
    /// last.
    private var inOrder: [AtomPage] {
        func key(_ page: AtomPage, _ offset: Int) -> (Int, Int, Int, Int) {
            guard let link = page.next.first else { return (1, 0, 0, offset) }
            let target = Self.number("$skip", in: link.address) ?? Self.number("$skiptoken", in: link.address)
            return (0, target ?? page.lastID ?? 0, page.firstID ?? 0, offset)
        }
        return pages.enumerated()
            .sorted { key($0.element, $0.offset) < key($1.element, $1.offset) }
            .map(\.element)
    }

    private static let missing = Text(
        nl: "Er ontbreekt een pagina van de feed, of er is er een dubbel.",
        en: "A page of the feed is missing, or stands there twice."
    )

    /// The number that an address gives a parameter, written as such or with `%24` for the `$`.
    static func number(_ parameter: String, in address: String) -> Int? {
        guard let question = address.firstIndex(of: "?") else { return nil }
        for pair in address[address.index(after: question)...].split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            var name = parts[0].lowercased()
            if name.hasPrefix("%24") { name = "$" + name.dropFirst(3) }
            guard name == parameter else { continue }
            let digits = parts[1].filter { $0 != "'" && $0 != "L" }
            return Int(digits)
        }
        return nil
    }
}

extension AtomPage {
    /// True if this page can come right after another, by the keys of their entries.
    fileprivate func follows(_ other: Self) -> Bool {
        guard isConsecutive, other.isConsecutive, let firstID, let last = other.lastID else { return true }
        return firstID == last + 1
    }
}
