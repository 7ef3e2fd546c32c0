import Bytes
import Codebook
package import Statistics

/// The headers that a delivery lacks, against which headers that nobody knows are held: one of them may be meant.
package struct NearHeaders {
    /// A header that is probably meant.
    package struct Match: Hashable {
        /// The known header.
        package let known: String
        /// The way in which its letters were lost; nil where it is misspelt.
        package let encoding: Text?
        /// True where a spreadsheet made a date of the band that the header ends with.
        package let isDate: Bool

        /// Creates a match.
        package init(known: String, encoding: Text?, isDate: Bool = false) {
            self.known = known
            self.encoding = encoding
            self.isDate = isDate
        }
    }

    private struct Known {
        let header: String
        let normal: String
        let digits: String
        let letters: [Unicode.Scalar]
        /// The number that a key of a data feed ends with, and what stands before it; nil for other headers.
        let numbered: Substring?
        /// The positions of letters that begin a word.
        let wordStarts: Set<Int>
        /// True for one name without titles above it, as programs write it.
        let isPlain: Bool
        let garbled: [(text: String, name: Text)]
    }

    private let known: [Known]

    /// Prepares headers, the first spelling of each of them first.
    package init(_ headers: [String]) {
        known = headers.map { header in
            let normal = HeaderNames.normal(header)
            return Known(
                header: header,
                normal: normal,
                digits: Self.digits(normal),
                letters: Self.letters(normal),
                numbered: Self.numbered(normal),
                wordStarts: Self.wordStarts(normal),
                isPlain: !normal.contains("/") && !normal.contains("(") && normal.utf8.count <= 48,
                garbled: Self.garbled(header)
            )
        }
    }

    /// The header that is probably meant by one that nobody knows; nil where there is none, or more than one.
    package func match(_ header: String) -> Match? {
        let normal = HeaderNames.normal(header)
        guard normal.utf8.count >= 4, normal.utf8.count <= 400 else { return nil }
        for known in known {
            if let garbled = known.garbled.first(where: { $0.text == normal }) {
                return Match(known: known.header, encoding: garbled.name)
            }
        }
        if let lost = known.first(where: { Self.isLost($0.normal, in: normal) }) {
            return Match(
                known: lost.header,
                encoding: Text(nl: "een andere tekenset", en: "another encoding")
            )
        }
        if let dated = dated(normal) { return dated }
        let (digits, letters) = (Self.digits(normal), Self.letters(normal))
        var best: (header: String, distance: Int)?
        for known in known where known.digits == digits && known.normal != normal {
            // One letter of a short header, two of a long one.
            let allowed = known.letters.count < 4 ? 0 : known.letters.count < 12 ? 1 : 2
            guard abs(known.letters.count - letters.count) <= allowed else { continue }
            let distance = Self.distance(known.letters, letters, atMost: allowed)
            if distance <= allowed, distance < best?.distance ?? .max { best = (known.header, distance) }
        }
        if let best { return Match(known: best.header, encoding: nil) }
        let words = Self.words(normal)
        let orders = (2...4).contains(words.count) ? Self.orders(words).map { Array($0.joined()) } : []
        if let reworded = known.first(where: {
            $0.digits == digits && $0.normal != normal && isReworded($0, letters, words, orders)
        }) {
            return Match(known: reworded.header, encoding: nil)
        }
        return renumbered(normal).map { Match(known: $0, encoding: nil) }
    }

    /// The header with a band of numbers that a spreadsheet made a date of: `leeftijd_4-dec` for `leeftijd_4_12`.
    private func dated(_ header: String) -> Match? {
        for start in header.indices where "_/ ".contains(header[start]) {
            let ending = header[header.index(after: start)...].utf8
            guard let (first, second) = DatedText(ending)?.numbers ?? DatedText.pair(ending) else { continue }
            let stem = header[...start]
            for (low, high) in [(first, second), (second, first)] {
                let bands = ["\(low)_\(high)", "\(low)-\(high)"].map { stem + $0 }
                if let found = known.first(where: { bands.contains($0.normal[...]) }) {
                    return Match(known: found.header, encoding: nil, isDate: true)
                }
            }
        }
        return nil
    }

    /// The known header that a header is, as headers are compared; nil where there is none.
    package func exact(_ header: String) -> Match? {
        let normal = HeaderNames.normal(header)
        return known.first { $0.normal == normal }.map { Match(known: $0.header, encoding: nil) }
    }

    /// True if a header has the words of a known one in another order, with another ending, or shortened.
    private func isReworded(
        _ known: Known,
        _ letters: [Unicode.Scalar],
        _ words: [[Unicode.Scalar]],
        _ orders: [[Unicode.Scalar]]
    ) -> Bool {
        guard known.letters.count >= 6 else { return false }
        let allowed = known.letters.count < 12 ? 1 : 2
        if abs(known.letters.count - letters.count) <= 2,
            orders.contains(where: { Self.distance(known.letters, $0, atMost: allowed) <= allowed })
        {
            return true
        }
        guard known.isPlain else { return false }
        // Another ending: geboortedag, warenhuizen.
        let shared = zip(known.letters, letters).prefix { $0 == $1 }.count
        let longest = max(known.letters.count, letters.count)
        if shared * 4 > longest * 3, longest - shared <= 3 { return true }
        // Shortened words: geb_datum.
        guard words.count > 1, words.allSatisfy({ $0.count >= 3 }),
            letters.count * 5 >= known.letters.count * 3
        else { return false }
        var place = 0
        for (number, word) in words.enumerated() {
            let starts = (place...max(place, known.letters.count)).lazy.filter { start in
                (number == 0
                    ? start == 0
                    : known.wordStarts.contains(start) || start + word.count == known.letters.count)
                    && known.letters.dropFirst(start).starts(with: word)
            }
            guard let start = starts.first else { return false }
            place = start + word.count
        }
        return true
    }

    /// The key of a data feed that differs by its number only, as when topics were added before it.
    private func renumbered(_ header: String) -> String? {
        let name = Self.numbered(header) ?? header[...]
        guard name.utf8.count >= 6 else { return nil }
        let found = known.filter { $0.normal != header && $0.numbered == name }
        return Set(found.map(\.normal)).count == 1 ? found[0].header : nil
    }

    /// Part of a key before the number at its end, `_4`; nil for another header.
    private static func numbered(_ header: String) -> Substring? {
        guard let mark = header.lastIndex(of: "_"), mark != header.startIndex,
            !header[mark...].dropFirst().isEmpty,
            header[mark...].dropFirst().utf8.allSatisfy({ (48...57).contains($0) }),
            header[mark...].utf8.count <= 4
        else { return nil }
        return header[..<mark]
    }

    /// The words of a header, each without accents.
    private static func words(_ header: String) -> [[Unicode.Scalar]] {
        header.unicodeScalars.split { !$0.properties.isAlphabetic }.map { $0.map { accents[$0] ?? $0 } }
    }

    /// The places in the letters of a header where its words begin.
    private static func wordStarts(_ header: String) -> Set<Int> {
        var (starts, place): (Set<Int>, Int) = ([], 0)
        for word in words(header) {
            starts.insert(place)
            place += word.count
        }
        return starts
    }

    /// A few words in every order.
    private static func orders(_ words: [[Unicode.Scalar]]) -> [[[Unicode.Scalar]]] {
        guard words.count > 1 else { return [words] }
        return words.indices.flatMap { first in
            var others = words
            let word = others.remove(at: first)
            return orders(others).map { [word] + $0 }
        }
    }

    private static func digits(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.properties.numericType != nil }.map(Character.init))
    }

    /// The form in which spellings are compared: letters without accents.
    private static func letters(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.compactMap { scalar in
            guard scalar.properties.isAlphabetic else { return nil }
            return accents[scalar] ?? scalar
        }
    }

    private static let accents: [Unicode.Scalar: Unicode.Scalar] = {
        let groups: [(Unicode.Scalar, String)] = [
            ("a", "àáâãäå"), ("e", "èéêë"), ("i", "ìíîï"), ("o", "òóôõöø"), ("u", "ùúûü"), ("c", "ç"),
            ("n", "ñ"),
        ]
        var accents: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letter, accented) in groups {
            for scalar in accented.unicodeScalars { accents[scalar] = letter }
        }
        return accents
    }()

    /// True if one header is the other with its letters that are not ASCII replaced or left out.
    private static func isLost(_ known: String, in header: String) -> Bool {
        let (known, header) = (Array(known.unicodeScalars), Array(header.unicodeScalars))
        guard known.contains(where: { !$0.isASCII }) else { return false }
        var (i, j) = (0, 0)
        while i < known.count {
            if known[i].isASCII {
                guard j < header.count, header[j] == known[i] else { return false }
                j += 1
            } else {
                // Nothing, a question mark, or up to four strange characters stand for it.
                var strange = 0
                while j < header.count, strange < 4,
                    !header[j].isASCII || header[j] == "?" || header[j] == "_"
                {
                    j += 1
                    strange += 1
                }
            }
            i += 1
        }
        return j == header.count
    }

    /// The ways in which the letters of a header come out of wrong encodings, as headers are compared.
    private static func garbled(_ header: String) -> [(text: String, name: Text)] {
        guard header.unicodeScalars.contains(where: { !$0.isASCII }) else { return [] }
        func decoded(_ bytes: [UInt8]) -> String {
            var text: [UInt8] = []
            var transcoder = AtomTranscoder(.windows1252)
            transcoder.append(bytes[...], to: &text)
            return HeaderNames.normal(String(decoding: text, as: UTF8.self))
        }
        var garbled: [(text: String, name: Text)] = [
            (
                decoded(Array(header.utf8)),
                Text(nl: "UTF-8 die als Windows-1252 is gelezen", en: "UTF-8 that was read as Windows-1252")
            )
        ]
        for (table, name) in [
            (dos, Text(nl: "MS-DOS-tekst (cp850)", en: "MS-DOS text (cp850)")),
            (macintosh, Text(nl: "oude Macintosh-tekst (MacRoman)", en: "old Macintosh text (MacRoman)")),
        ] {
            let bytes = header.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : table[$0] ?? 0x3F }
            garbled.append((decoded(bytes), name))
        }
        return garbled
    }

    private static let dos: [Unicode.Scalar: UInt8] = [
        "ë": 0x89, "é": 0x82, "è": 0x8A, "ê": 0x88, "ï": 0x8B, "í": 0xA1, "ö": 0x94, "ó": 0xA2, "ô": 0x93,
        "ü": 0x81,
        "ú": 0xA3, "ä": 0x84, "á": 0xA0, "à": 0x85, "ç": 0x87,
    ]
    private static let macintosh: [Unicode.Scalar: UInt8] = [
        "ë": 0x91, "é": 0x8E, "è": 0x8F, "ê": 0x90, "ï": 0x95, "í": 0x92, "ö": 0x9A, "ó": 0x97, "ô": 0x99,
        "ü": 0x9F,
        "ú": 0x9C, "ä": 0x8A, "á": 0x87, "à": 0x88, "ç": 0x8D,
    ]

    /// The number of letters to add, leave out, replace or exchange with the next, or more than `limit`.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int {
        if limit == 0 { return a == b ? 0 : 1 }
        var (twoBack, back) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            var least = i + 1
            for j in b.indices {
                var cost = min(back[j + 1] + 1, row[j] + 1, back[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, twoBack[j - 1] + 1) }
                row.append(cost)
                least = min(least, cost)
            }
            if least > limit { return limit + 1 }
            (twoBack, back) = (back, row)
        }
        return back[b.count]
    }
}

extension NearHeaders {
    /// The finding about a header that is nearly a known one.
    package static func finding(_ header: String, _ match: Match, at place: Place) -> Finding {
        let name = String(header.prefix(120))
        let message =
            if match.isDate {
                Text(
                    nl:
                        "De kolomkop '\(name)' is een datum; een spreadsheet heeft die waarschijnlijk van '\(match.known)' gemaakt.",
                    en: "The header '\(name)' is a date; a spreadsheet probably made it of '\(match.known)'."
                )
            } else if let encoding = match.encoding {
                Text(
                    nl: "De kolomkop '\(name)' is '\(match.known)' met verminkte letters: \(encoding.nl).",
                    en: "The header '\(name)' is '\(match.known)' with garbled letters: \(encoding.en)."
                )
            } else {
                Text(
                    nl: "De kolomkop '\(name)' is onbekend en lijkt op '\(match.known)', die ontbreekt.",
                    en: "The header '\(name)' is not known, and is nearly '\(match.known)', which is missing."
                )
            }
        let repair =
            match.encoding == nil
            ? Text(
                nl:
                    "Schrijf de kolomkop als '\(match.known)', of geef een kolom met iets anders een duidelijk andere naam.",
                en:
                    "Write the header as '\(match.known)', or give a column of something else a clearly different name."
            )
            : Text(
                nl: "Sla het bestand op als CSV UTF-8 en lever het opnieuw.",
                en: "Save the file as CSV UTF-8, and deliver it again."
            )
        return ReadingFault.headerMisspelt.finding(at: place, message: message, repair: repair)
    }
}
