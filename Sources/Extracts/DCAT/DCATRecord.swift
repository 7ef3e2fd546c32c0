import Codebook
import Statistics

/// The DCAT-AP-NL 3 record of a release, in Turtle: the data set, and a distribution for each file.
///
/// Source: docs/formats/extracts.md, "DCAT".
enum DCATRecord {
    static func write(_ release: ReleaseDescription, to output: inout Output) throws {
        guard let metadata = release.codebook.metadata else { return }
        let codebook = release.codebook
        let address = metadata.address
        let dataset = address.map { "<\($0)\(codebook.dataset)>" } ?? "<urn:peil:\(codebook.dataset)>"
        let number = release.release.padded(to: 6)
        // Without an address the files are known by where they stand beside this one.
        let root = address.map { "\($0)\(codebook.dataset)/releases/\(number)/" } ?? "../"
        var lines = Self.prefixes
        lines += [
            "\(dataset) a dcat:Dataset ;",
            "  dct:identifier \(quoted(codebook.dataset)) ;",
        ]
        both("dct:title", codebook.title, &lines)
        both("dct:description", metadata.description, &lines)
        both("rdfs:comment", metadata.population, &lines)
        lines += [
            "  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;",
            "  dct:license \(iri(metadata.licence)) ;",
            "  dct:publisher \(iri(metadata.publisher.uri)) ;",
            "  dct:creator \(iri(metadata.publisher.uri)) ;",
            "  dcat:theme \(metadata.themes.map(iri).joined(separator: ", ")) ;",
            "  dct:language <http://publications.europa.eu/resource/authority/language/NLD> ,"
                + " <http://publications.europa.eu/resource/authority/language/ENG> ;",
            "  dcat:version \(quoted("\(release.release)")) ;",
            "  dcat:contactPoint [",
            "    a vcard:Kind ;",
            "    vcard:fn \(quoted(metadata.contact.name.nl))@nl , \(quoted(metadata.contact.name.en))@en"
                + (metadata.contact.email.map { " ;\n    vcard:hasEmail \(iri("mailto:" + $0))" } ?? "")
                + (metadata.contact.page.map { " ;\n    vcard:hasURL \(iri($0))" } ?? ""),
            "  ] ;",
        ]
        if let page = metadata.methodPage { lines.append("  foaf:page \(iri(page)) ;") }
        if let page = metadata.editionPage { lines.append("  dct:conformsTo \(iri(page)) ;") }
        lines += [
            "  dct:provenance [ a dct:ProvenanceStatement ;"
                + " rdfs:label \(quoted(metadata.source.nl))@nl , \(quoted(metadata.source.en))@en ] ;"
        ]
        let periods = release.tables.map(\.period).sorted()
        if let first = periods.first, let last = periods.last {
            lines.append(
                "  dct:temporal [ a dct:PeriodOfTime ; dcat:startDate \(day(first.firstDay)) ;"
                    + " dcat:endDate \(day(last.lastDay)) ] ;"
            )
        }
        let files = release.files.map { (file: $0, address: iri(root + $0.path)) }
        lines.append("  dcat:distribution \(files.map(\.address).joined(separator: " ,\n    ")) .")
        lines += ["", "\(iri(metadata.publisher.uri)) a foaf:Agent ;"]
        lines.append(
            "  foaf:name \(quoted(metadata.publisher.name.nl))@nl , \(quoted(metadata.publisher.name.en))@en ."
        )
        for (file, address) in files {
            let type = String(file.mediaType.prefix { $0 != ";" })
            lines += [
                "", "\(address) a dcat:Distribution ;", "  dct:title \(quoted(file.path)) ;",
                "  dcat:accessURL \(address) ;", "  dcat:downloadURL \(address) ;",
                "  dct:license \(iri(metadata.licence)) ;",
                "  dcat:mediaType \(iri("http://www.iana.org/assignments/media-types/" + type)) ;",
                "  dcat:byteSize \"\(file.bytes)\"^^xsd:nonNegativeInteger ;",
                "  spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;"
                    + " spdx:checksumValue \"\(file.sha256)\"^^xsd:hexBinary ] .",
            ]
        }
        output.bytes.append(contentsOf: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private static let prefixes =
        [
            ("dcat", "http://www.w3.org/ns/dcat#"), ("dct", "http://purl.org/dc/terms/"),
            ("foaf", "http://xmlns.com/foaf/0.1/"), ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            ("spdx", "http://spdx.org/rdf/terms#"), ("vcard", "http://www.w3.org/2006/vcard/ns#"),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ].map { "@prefix \($0): <\($1)> ." } + [""]

    private static func both(_ property: String, _ text: Text?, _ lines: inout [String]) {
        guard let text else { return }
        lines.append("  \(property) \(quoted(text.nl))@nl , \(quoted(text.en))@en ;")
    }

    private static func day(_ text: String) -> String { "\"\(text)\"^^xsd:date" }

    /// An address in brackets; what may not stand there is written in percents.
    private static func iri(_ text: String) -> String {
        var bytes: [UInt8] = [60]
        for byte in text.utf8 {
            switch byte {
            case 0...32, 34, 60, 62, 92, 94, 96, 123...125:
                bytes += Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes + [62], as: UTF8.self)
    }

    /// Text in quotes; the escapes are those of JSON.
    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.append(json: text)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Period {
    /// The last day of the period, as ISO 8601.
    fileprivate var lastDay: String {
        let month =
            switch kind {
            case .year: 12
            case .quarter: number * 3
            case .month: number
            }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(days)"
    }
}
