import AtomReading
import Bytes
import Statistics

/// Reads a list of regions from an Atom feed of OData v3, `WijkenEnBuurten`.
enum RegionsAtom {
    /// Reads the rows.
    static func rows(_ bytes: [UInt8]) throws(RegionsFlaw) -> [RegionsRow] {
        var evidence = AtomEncoding.evidence(bytes)
        if !evidence.isStated, String(validating: bytes, as: UTF8.self) == nil {
            evidence.encoding = .windows1252
        }
        guard let encoding = evidence.encoding else {
            throw RegionsFlaw(
                Place(line: 1, column: 1),
                "the encoding of the feed is not read",
                "save it as UTF-8"
            )
        }
        let entries = Entries()
        let limits = AtomLimits()
        var collector = AtomCollector(limits: limits) { entries.take($0) }
        let stream = MemorySource(bytes: Array(bytes.dropFirst(evidence.mark))).open()
        let fault: AtomFault?
        do {
            fault = unsafe try AtomDocument(limits: limits, mayScan: true).read(
                into: &collector,
                as: encoding
            ) {
                // The buffer belongs to the reader.
                unsafe try stream.read(into: $0)
            }
        } catch {
            throw RegionsFlaw(nil, "\(error)", "try again")
        }
        if let fault {
            let finding = fault.stop.finding
            throw RegionsFlaw(finding.place, finding.message.en, finding.repair.en)
        }
        let page = collector.page
        if let next = page.next.first { throw incomplete(next.place) }
        if let count = page.count, count != page.entries { throw incomplete(nil) }
        return entries.rows
    }

    /// The flaw of a list that continues on another page.
    static func incomplete(_ place: Place?) -> RegionsFlaw {
        RegionsFlaw(
            place,
            "this is one page of the list, which goes on at another address",
            "fetch all pages and import them as one list"
        )
    }

    /// The entries of a feed, collected batch by batch.
    private final class Entries {
        private(set) var rows: [RegionsRow] = []
        private var columns: [RegionsRow.Column?] = []

        /// Takes a batch; always wants more.
        func take(_ batch: AtomBatch) -> Bool {
            columns += batch.columns.map { RegionsRow.Column(header: $0.name) }
            var first = 0
            for row in batch.rows {
                var fields: [RegionsRow.Column: String] = [:]
                var place = row.place
                for cell in batch.cells[first..<Int(row.end)] {
                    guard let column = columns[Int(cell.column)], cell.length >= 0 else { continue }
                    let text = batch.text[Int(cell.start)..<Int(cell.start) + Int(cell.length)]
                    fields[column] = String(decoding: text, as: UTF8.self)
                    if column == .code { place = cell.place }
                }
                rows.append(RegionsRow(fields, at: place))
                first = Int(row.end)
            }
            return true
        }
    }
}
