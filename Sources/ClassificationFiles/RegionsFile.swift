import Bytes
import Files
import Statistics
import YAMLReading

/// An external list of regions: recognised by its content, read, and not yet validated.
struct RegionsFile {
    /// The size limit of a list, in bytes; the whole country takes some ten megabytes.
    static let limit = 64 << 20

    /// The format of the list, for people.
    let format: String
    /// The regions, in the order of the file.
    let rows: [RegionsRow]

    /// Reads a list.
    ///
    /// - Throws: ``FileFlaw`` with the place at fault.
    static func read(_ path: String) throws -> Self {
        let bytes: [UInt8]
        do {
            bytes = try ReadFile.bytes(of: path, limit: limit)
        } catch {
            throw FileFlaw(
                path: path,
                message: error.description,
                hint: "name a readable list of at most 64 MiB"
            )
        }
        let evidence = AtomEncoding.evidence(bytes)
        let file: Self
        do throws(RegionsFlaw) {
            if first(bytes) == 0x3C {
                file = Self(format: "Atom", rows: try RegionsAtom.rows(bytes))
            } else {
                let text = try decoded(bytes, evidence)
                let isJSON = first(text) == 0x7B || first(text) == 0x5B
                file = Self(
                    format: isJSON ? "JSON" : "CSV",
                    rows: isJSON ? try RegionsJSON.rows(text) : try RegionsTable.rows(text)
                )
            }
            guard !file.rows.isEmpty else {
                throw RegionsFlaw(nil, "the list holds no regions", RegionsFlaw.forms)
            }
        } catch {
            throw error.flaw(in: path)
        }
        return file
    }

    /// The first byte that is neither a blank, nor of a byte order mark, nor zero.
    private static func first(_ bytes: [UInt8]) -> UInt8? {
        bytes.prefix(1_024).first { byte in byte > 32 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains(byte) }
    }

    /// The text as UTF-8: in the encoding of its first bytes, or else in UTF-8 or Windows-1252.
    private static func decoded(_ bytes: [UInt8], _ evidence: AtomEncoding.Evidence) throws(RegionsFlaw)
        -> [UInt8]
    {
        var encoding = evidence.encoding
        let body = bytes.dropFirst(evidence.mark)
        if encoding == .utf8 {
            if String(validating: body, as: UTF8.self) != nil { return Array(body) }
            encoding = evidence.isStated ? nil : .windows1252
        }
        guard let encoding else {
            throw RegionsFlaw(nil, "the encoding of the list is unknown", "save it as UTF-8")
        }
        var transcoder = AtomTranscoder(encoding)
        var text: [UInt8] = []
        transcoder.append(body, to: &text)
        transcoder.finish()
        guard !transcoder.isWrong else {
            throw RegionsFlaw(nil, "the list is damaged: a character is cut in two", "save it as UTF-8")
        }
        return text
    }
}

/// A flaw of an external list; its path is added later.
struct RegionsFlaw: Error {
    var place: Place?
    var message: String
    var hint: String

    init(_ place: Place?, _ message: String, _ hint: String) {
        self.place = place
        self.message = message
        self.hint = hint
    }

    /// The supported lists, for hints.
    static let forms =
        "import WijkenEnBuurten (Atom, JSON), WijkenEnBuurtenCodes (CSV, JSON) or lines of code;name;parent"

    /// The flaw with the path of its file.
    func flaw(in path: String) -> FileFlaw {
        FileFlaw(path: path, line: place?.line, column: place?.column, message: message, hint: hint)
    }
}
