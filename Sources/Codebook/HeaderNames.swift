import Statistics

/// The headers of deliveries, matched with the names in a codebook.
///
/// StatLine writes one header in many ways: a key, a path of titles joined by `/` or `|`, with or without
/// its unit in parentheses, in Dutch or English. They are compared without case and surplus space.
public struct HeaderNames: Sendable {
    /// The meaning of a column.
    public enum Meaning: Hashable, Sendable {
        /// The code of the region, in the region dimension of a data feed.
        case region
        /// The code of the region, beside its name.
        case regionCode
        /// The name of the region, or its code in deliveries with codes there.
        case regionName
        /// The period.
        case period
        /// A dimension of the joint form, by the rank of its variable.
        case dimension(Int)
        /// The name of a variable, in a form with a row for every category.
        case variable
        /// The name of a category, in a form with a row for every category.
        case category
        /// Nothing that is used.
        case ignored
    }

    private let meanings: [String: Meaning]
    private let topics: [[String: Int]]
    /// The forms of the data set, in the order of the codebook.
    public let forms: [Form]

    /// Prepares the headers of a data set.
    public init(_ codebook: Codebook) {
        var meanings: [String: Meaning] = [:]
        func name(_ spellings: [String], _ meaning: Meaning) {
            for spelling in spellings { meanings[Self.normal(spelling), default: meaning] = meaning }
        }
        name(codebook.keys.ignored, .ignored)
        name(codebook.keys.regionName, .regionName)
        name(codebook.keys.regionCode, .regionCode)
        name(codebook.keys.region, .region)
        name(codebook.keys.period, .period)
        for (rank, variable) in codebook.variables.enumerated() { name(variable.dimension, .dimension(rank)) }
        for rows in codebook.forms.compactMap(\.rows) {
            name(rows.variable, .variable)
            name(rows.category, .category)
        }
        self.meanings = meanings
        forms = codebook.forms
        topics = codebook.forms.map { form in
            var ranks: [String: Int] = [:]
            for (rank, topic) in form.topics.enumerated() {
                for spelling in topic.everySpelling { ranks[Self.normal(spelling)] = rank }
            }
            return ranks
        }
    }

    /// The meaning of the column with this header; nil if it is unknown or a topic.
    public func meaning(of header: String) -> Meaning? { meanings[Self.normal(header)] }

    /// The rank of the topic with this header in the form at `position`; nil if there is none.
    public func topic(_ header: String, inFormAt position: Int) -> Int? {
        let normal = Self.normal(header)
        return topics[position][normal] ?? Self.banded(normal).flatMap { topics[position][$0] }
    }

    /// A compared header whose band is written as people write it: `leeftijd_4-12` for `leeftijd_4_12`; nil without a band.
    private static func banded(_ header: String) -> String? {
        var scalars = Array(header.unicodeScalars)
        var isBanded = false
        for position in scalars.indices.dropFirst().dropLast() {
            let value = scalars[position].value
            guard value == 0x2D || (0x2010...0x2015).contains(value) || value == 0x2212,
                ("0"..."9").contains(scalars[position - 1]), ("0"..."9").contains(scalars[position + 1])
            else { continue }
            scalars[position] = "_"
            isBanded = true
        }
        return isBanded ? String(String.UnicodeScalarView(scalars)) : nil
    }

    /// Reduces a header to the compared form: lower case, single spaces, `/` between titles.
    public static func normal(_ header: String) -> String {
        var text = ""
        var space = false
        for scalar in header.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                space = true
                continue
            }
            // Marks of byte order, joiners and the like: nobody sees them, and editors leave them behind.
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            if space, !text.isEmpty { text.append(" ") }
            space = false
            text.unicodeScalars.append(scalar == "|" ? "/" : scalar)
        }
        return text
    }
}

extension Topic {
    /// Every spelling of the topic in deliveries: the key, the titles with and without unit, and others.
    public var everySpelling: [String] {
        let titles = Language.allCases.flatMap { ["\(title[$0]) (\(unit[$0]))", title[$0]] }
        return [key] + titles + spellings.flatMap { ["\($0) (\(unit.nl))", "\($0) (\(unit.en))", $0] }
    }
}
