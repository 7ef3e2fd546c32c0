import CXML
import Files
import Glibc
import Statistics

/// Reads any feed with libxml2, pushed in pieces, and reports its elements to a collector.
///
/// It reads UTF-8, expands only characters and the five entities of XML, fetches nothing and prints nothing.
/// The first error ends it: a delivery is well-formed or it is refused.
///
/// The context of libxml2 and the memory of the events belong to this object and live as long. libxml2 calls
/// back only while a piece is being parsed, and never from within an event.
@safe final class AtomParser {
    /// The event handlers, at an address that libxml2 can be given.
    private let events: UnsafeMutablePointer<AtomEvents>

    private static let piece = 1 << 13

    /// Prevents every parser of this process from fetching anything.
    private static let isPrepared: Bool = {
        peil_xml_prepare()
        return true
    }()

    /// Creates a parser that continues at the position of `lines`.
    ///
    /// - Throws: ``MachineFault`` if there is no memory.
    init(collector: consuming AtomCollector, limits: AtomLimits, lines: AtomLines) throws(MachineFault) {
        unsafe events = .allocate(capacity: 1)
        unsafe events.initialize(to: AtomEvents(collector: collector, limits: limits, lines: lines))
        _ = Self.isPrepared
        peil_xml_silence_thread()
        var handler = unsafe Self.handler
        unsafe events.pointee.context = peil_xml_push_parser(&handler, events)
        guard unsafe events.pointee.context != nil else {
            throw MachineFault("xmlCreatePushParserCtxt", "", code: ENOMEM)
        }
    }

    deinit {
        unsafe xmlFreeParserCtxt(events.pointee.context)
        unsafe events.deinitialize(count: 1)
        unsafe events.deallocate()
    }

    /// The collector.
    var collector: AtomCollector { unsafe events.pointee.collector }

    /// The reason why reading stopped; nil while it has not.
    var fault: AtomFault? { unsafe events.pointee.collector.fault }

    /// Parses the tag of the root once more, so that the document can be continued at an offset.
    func prime(rootTag: [UInt8], continuingAt offset: Int) {
        unsafe rootTag.withUnsafeBufferPointer { bytes in unsafe parse(bytes) }
        unsafe events.pointee.shift = offset - rootTag.count
    }

    /// Counts the names that were read before it.
    func prime(seen: AtomSeenNames) { unsafe events.pointee.seen = seen }

    /// Parses the next bytes of the document.
    func push(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard fault == nil else { return }
        unsafe events.pointee.lines.note(bytes, at: offset)
        // libxml2 is fastest with pieces that fit the processor's cache; each ends right before a tag, too.
        var start = 0
        while start < bytes.count, fault == nil {
            var end = min(start + Self.piece, bytes.count)
            while end < bytes.count, unsafe bytes[end] != 0x3C { end += 1 }
            unsafe parse(UnsafeBufferPointer(rebasing: bytes[start..<end]))
            start = end
        }
    }

    /// Refuses the document at an offset at which a part is too large.
    func refuse(at offset: Int, _ fault: (Place) -> AtomFault) {
        unsafe events.pointee.collector.refuse(fault(events.pointee.lines.place(at: offset)))
    }

    /// Ends the document at an offset.
    func finish(at end: Int) {
        guard fault == nil else { return }
        unsafe events.pointee.documentEnd = end
        _ = unsafe xmlParseChunk(events.pointee.context, nil, 0, 1)
        if fault == nil, unsafe events.pointee.collector.state != .ended { unsafe events.pointee.malformed() }
        if fault == nil { unsafe events.pointee.collector.finish() }
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
        let context = unsafe events.pointee.context
        // A piece is far below 2 GB.
        _ = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
            unsafe xmlParseChunk(context, characters.baseAddress, Int32(characters.count), 0)
        }
    }

    /// The callbacks of libxml2; all others do nothing.
    private static var handler: xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.startElementNs = { user, local, _, space, bound, bindings, count, _, values in
            unsafe AtomParser.events(user)?.pointee.start(
                local,
                space,
                (Int(bound), bindings),
                (Int(count), values)
            )
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe AtomParser.events(user)?.pointee.end() }
        unsafe handler.characters = { user, text, count in
            unsafe AtomParser.events(user)?.pointee.characters(text, Int(count))
        }
        unsafe handler.ignorableWhitespace = unsafe handler.characters
        unsafe handler.cdataBlock = { user, text, count in
            unsafe AtomParser.events(user)?.pointee.somethingElse()
            unsafe AtomParser.events(user)?.pointee.characters(text, Int(count))
        }
        unsafe handler.comment = { user, _ in unsafe AtomParser.events(user)?.pointee.somethingElse() }
        unsafe handler.processingInstruction = { user, target, _ in
            unsafe AtomParser.events(user)?.pointee.instruction(target)
        }
        unsafe handler.internalSubset = { user, _, _, _ in
            unsafe AtomParser.events(user)?.pointee.documentType()
        }
        unsafe handler.serror = { user, error in
            guard let error = unsafe error, unsafe error.pointee.level != XML_ERR_WARNING else { return }
            unsafe AtomParser.events(user)?.pointee.malformed()
        }
        return unsafe handler
    }

    /// The events that were given to `peil_xml_push_parser`.
    @inline(__always)
    private static func events(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<AtomEvents>? {
        unsafe user?.assumingMemoryBound(to: AtomEvents.self)
    }
}
