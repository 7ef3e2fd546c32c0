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

        /// Creates a match.
        package init(known: String, encoding: Text?) {
            self.known = known
            self.encoding = encoding
        }
    }

    private struct Known {
        let header: String
        let normal: String
        let digits: String
        let letters: [Unicode.Scalar]
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
        let (digits, letters) = (Self.digits(normal), Self.letters(normal))
        var best: (header: String, distance: Int)?
        for known in known where known.digits == digits && known.normal != normal {
            // One letter of a short header, two of a long one.
            let allowed = known.letters.count < 4 ? 0 : known.letters.count < 12 ? 1 : 2
            guard abs(known.letters.count - letters.count) <= allowed else { continue }
            let distance = Self.distance(known.letters, letters, atMost: allowed)
            if distance <= allowed, distance < best?.distance ?? .max { best = (known.header, distance) }
        }
        return best.map { Match(known: $0.header, encoding: nil) }
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
            if let encoding = match.encoding {
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
