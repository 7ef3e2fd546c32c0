package import Bytes
package import Codebook
import Dispatch
import Statistics
import Synchronization
package import TableReading

/// Reads a delivery in Atom: one feed of figures, or its pages.
///
/// XML is parsed on a thread of its own while this one builds the table. Of several files, those without
/// figures (service documents, lists of topics and codes) are skipped.
package struct AtomReader {
    package let codebook: Codebook
    package var limits = ReadingLimits()
    /// True if regular feeds are scanned; the result is the same.
    package var mayScan = true

    package init(codebook: Codebook, limits: ReadingLimits = ReadingLimits(), mayScan: Bool = true) {
        self.codebook = codebook
        self.limits = limits
        self.mayScan = mayScan
    }

    /// Reads the pages of one feed, in any order.
    ///
    /// - Throws: ``MachineFault`` for failures of the machine.
    package func read(pages sources: [any ByteSource]) throws -> DeliveryReading {
        var tally = AtomTally(builder: TableBuilder(codebook: codebook, limits: limits))
        do {
            let pages = try read(sources, into: &tally)
            return outcome(of: &tally, pages)
        } catch let stop as ReadingStop {
            return DeliveryReading(format: tally.kind?.format, findings: Findings([stop.finding]))
        }
    }

    private func read(_ sources: [any ByteSource], into tally: inout AtomTally) throws -> AtomPages {
        var pages = AtomPages()
        var other: ReadingStop?
        for source in sources {
            do {
                try pages.add(read(source, into: &tally))
            } catch let stop as ReadingStop where stop.fault == .otherDocument && sources.count > 1 {
                other = other ?? stop
            }
            if tally.builder.isHopeless { break }
        }
        if pages.isEmpty, let other { throw other }
        return pages
    }

    private func outcome(of tally: inout AtomTally, _ pages: AtomPages) -> DeliveryReading {
        let format = tally.kind?.format
        guard pages.entries > 0 else {
            return DeliveryReading(format: format, findings: Findings([Self.noEntries]))
        }
        let isHopeless = tally.builder.isHopeless
        var (table, findings) = tally.finish()
        if !isHopeless, let stop = pages.stop {
            findings.add(stop.finding)
            table = nil
        }
        return DeliveryReading(format: format, table: table, findings: findings)
    }

    private static let noEntries = ReadingFault.noRows.finding(
        message: Text(
            nl: "De feed heeft geen enkele regel met cijfers (entry).",
            en: "The feed has no entry with figures."
        ),
        repair: Text(
            nl: "Download de feed opnieuw, met de regio's en perioden die u wilt leveren.",
            en: "Download the feed again, with the regions and periods that you want to deliver."
        )
    )

    /// Reads one page: parses it on another thread, and passes its rows to the tally.
    private func read(_ source: any ByteSource, into tally: inout AtomTally) throws -> AtomPage {
        let queue = AtomQueue()
        let ending = Mutex<Result<AtomPage, any Error>>(.success(AtomPage()))
        let parsing = DispatchGroup()
        DispatchQueue.global().async(group: parsing) {
            let result = Result { try parse(source) { queue.put(&$0) } }
            ending.withLock { $0 = result }
            queue.close()
        }
        tally.beginPage()
        while let batch = queue.take() {
            do {
                try tally.take(batch)
            } catch {
                queue.abandon()
                throw error
            }
            if tally.builder.isHopeless {
                queue.abandon()
                return AtomPage(hopeless: batch.page)
            }
            queue.giveBack(consume batch)
        }
        parsing.wait()
        return try ending.withLock { $0 }.get()
    }

    /// Parses one page and hands over its rows as long as they are wanted.
    private func parse(_ source: any ByteSource, _ deliver: @escaping (inout AtomBatch) -> Bool) throws
        -> AtomPage
    {
        let evidence = try evidence(of: source)
        let stream = try source.open()
        var mark = [UInt8](repeating: 0, count: evidence.mark)
        while !mark.isEmpty {
            let count = unsafe try mark.withUnsafeMutableBytes { unsafe try stream.read(into: $0) }
            if count == 0 { break }
            mark.removeFirst(count)
        }
        guard let encoding = evidence.encoding else {
            throw AtomFault.unknownEncoding(Place(line: 1, column: 1)).stop
        }
        let atomLimits = AtomLimits(limits)
        var collector = AtomCollector(limits: atomLimits, deliver: deliver)
        let document = AtomDocument(limits: atomLimits, mayScan: mayScan)
        let fault = unsafe try document.read(into: &collector, as: encoding) {
            unsafe try stream.read(into: $0)
        }
        if let fault { throw fault.stop }
        return collector.page
    }

    /// The encoding of a document: the stated one, or else UTF-8 or Windows-1252.
    private func evidence(of source: any ByteSource) throws -> AtomEncoding.Evidence {
        var evidence = try AtomEncoding.evidence(source.head(1_024))
        guard !evidence.isStated else { return evidence }
        let stream = try source.open()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var kept = 0
        while true {
            let count = unsafe try buffer.withUnsafeMutableBytes { bytes in
                // The rest of the buffer, behind the kept start of a character.
                unsafe try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[kept...]))
            }
            let end = kept + count
            let valid = unsafe buffer.withUnsafeBufferPointer {
                unsafe UTF8Check.valid(.init(rebasing: $0[..<end]))
            }
            guard count == 0 ? valid == end : end - valid <= 3 else {
                evidence.encoding = .windows1252
                return evidence
            }
            if count == 0 { return evidence }
            buffer.replaceSubrange(0..<end - valid, with: Array(buffer[valid..<end]))
            kept = end - valid
        }
    }
}

extension AtomPage {
    /// A page whose columns alone exclude a table.
    fileprivate init(hopeless page: AtomPage) {
        self = page
        next = []
    }
}

extension AtomKind {
    /// The format as named in receipts.
    package var format: String {
        switch self {
        case .typed: "atom-typed"
        case .untyped: "atom-untyped"
        case .collection: "atom"
        }
    }
}
