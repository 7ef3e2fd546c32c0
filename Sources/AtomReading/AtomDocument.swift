package import Bytes
import Statistics

/// Reads one document into a collector, by the fastest reader that it allows.
package struct AtomDocument {
    /// The limits of its parts.
    package let limits: AtomLimits
    /// True if regular feeds are scanned; the result is the same.
    package let mayScan: Bool

    package init(limits: AtomLimits, mayScan: Bool) {
        self.limits = limits
        self.mayScan = mayScan
    }

    /// Reads a document to its end or its first fault.
    ///
    /// - Returns: The fault that ends it; nil if the whole document was read.
    /// - Throws: Errors of `read`, and ``MachineFault``.
    package func read(
        into collector: inout AtomCollector,
        as encoding: AtomEncoding,
        _ read: @escaping AtomBlocks.Read
    ) throws -> AtomFault? {
        let blocks = unsafe AtomBlocks(encoding: encoding, size: limits.block, read: read)
        try blocks.advance(by: 0)
        let prolog = unsafe AtomProlog(blocks.bytes)
        var lines = AtomLines(countsCharacters: encoding != .utf8)
        var rootTag: [UInt8] = []
        var tag = 0
        var seen = AtomSeenNames()
        switch prolog.outcome {
        case .documentType(let place): return .documentType(place)
        case .root(let start) where mayScan && encoding == .utf8 && start <= limits.token / 2:
            var scanner = AtomScanner(limits: limits, line: prolog.line)
            if try scan(blocks, from: start, with: &scanner, into: &collector) {
                collector.finish()
                return nil
            }
            if blocks.offset > 0 {
                lines = AtomLines(
                    countsCharacters: false,
                    line: scanner.line.number,
                    lineStart: scanner.line.start
                )
                rootTag = scanner.rootTag
                tag = scanner.tagBefore
                seen = scanner.names.seen
            }
        default: break
        }
        collector.restartAtRoot()
        let parser = try AtomParser(collector: collector, limits: limits, lines: lines)
        parser.prime(seen: seen)
        if !rootTag.isEmpty { parser.prime(rootTag: rootTag, continuingAt: blocks.offset) }
        try parse(blocks, with: parser, after: tag)
        collector = parser.collector
        return collector.fault
    }

    /// Scans as far as the document is regular; returns true if that is to its end.
    private func scan(
        _ blocks: AtomBlocks,
        from start: Int,
        with scanner: inout AtomScanner,
        into collector: inout AtomCollector
    ) throws -> Bool {
        var start = start
        while true {
            let (count, outcome) = unsafe scanner.scan(
                blocks.bytes,
                from: start,
                offset: blocks.offset,
                isLast: blocks.isLast && !blocks.endsInWrongBytes,
                into: &collector
            )
            start = 0
            switch outcome {
            case .atEnd: return true
            case .needsMore where count > 0 && !blocks.isLast: try blocks.advance(by: count)
            case .needsMore, .unusual:
                if count > 0 { try blocks.advance(by: count) }
                return false
            }
        }
    }

    /// Parses the rest of the document with libxml2; the tag before it starts at `tag`.
    private func parse(_ blocks: AtomBlocks, with parser: AtomParser, after tag: Int) throws {
        var tag = tag
        while parser.fault == nil {
            let bytes = unsafe blocks.bytes
            let (count, tooLarge) = unsafe wholeTokens(
                bytes,
                from: tag - blocks.offset,
                isLast: blocks.isLast
            )
            unsafe parser.push(UnsafeBufferPointer(rebasing: bytes[..<count]), at: blocks.offset)
            tag = blocks.offset + count
            if let tooLarge {
                parser.refuse(at: blocks.offset + tooLarge) { .tooLarge($0) }
            } else if !blocks.isLast {
                try blocks.advance(by: count)
            } else if blocks.endsInWrongBytes {
                parser.refuse(at: blocks.offset + count) { .wrongEncoding($0) }
            } else {
                return parser.finish(at: blocks.offset + count)
            }
        }
    }

    /// Cuts a block between tags, and checks the size of its parts.
    ///
    /// Only pieces that end right before a `<` are pushed: libxml2 misplaces the end of a tag if a piece ends
    /// inside it, and holds back text whose end it has not seen.
    ///
    /// - Parameters:
    ///   - bytes: The block.
    ///   - start: The position of the last `<` before the block, or at its start; not above zero.
    ///   - isLast: True if the document ends with the block.
    /// - Returns: The number of bytes to parse, and the position of a part that is too large.
    private func wholeTokens(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        isLast: Bool
    ) -> (count: Int, tooLarge: Int?) {
        /// The last `<` behind `start`, in the bytes up to `end`; nil if there is none.
        func lastTag(after start: Int, upTo end: Int) -> Int? {
            var at = end - 1
            while at > start, at >= 0, unsafe bytes[at] != 0x3C { at -= 1 }
            return at > start && at >= 0 ? at : nil
        }
        var at = start
        while bytes.count - at > limits.token {
            guard let next = lastTag(after: at, upTo: at + limits.token + 1) else { return (max(at, 0), at) }
            at = next
        }
        if isLast { return (bytes.count, nil) }
        return (lastTag(after: at, upTo: bytes.count) ?? max(at, 0), nil)
    }
}
