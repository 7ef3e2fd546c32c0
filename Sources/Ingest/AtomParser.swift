import CXML
import Glibc
import Statistics

/// Reads any feed with libxml2, pushed in pieces, and tells a collector what it meets.
///
/// It reads UTF-8, expands nothing but characters and the five entities of XML, fetches nothing and prints
/// nothing. The first error ends it: a delivery is well-formed or it is refused.
///
/// The context of libxml2 is its own, and lives as long as this object.
@safe final class AtomParser {
    /// What the parser does with what it meets, and where it is.
    private(set) var events: AtomEvents

    /// Nothing is fetched by any parser of this process.
    private static let isPrepared: Bool = {
        peil_xml_prepare()
        return true
    }()

    /// Creates a parser that goes on where `lines` stands.
    ///
    /// - Throws: ``MachineFault`` when there is no memory.
    init(collector: consuming AtomCollector, limits: AtomLimits, lines: AtomLines) throws(MachineFault) {
        events = AtomEvents(collector: collector, limits: limits, lines: lines)
        _ = Self.isPrepared
        peil_xml_silence_thread()
        var handler = unsafe Self.handler
        // libxml2 calls back only while `push` or `finish` runs, when this object is alive.
        unsafe events.context = peil_xml_push_parser(&handler, Unmanaged.passUnretained(self).toOpaque())
        guard unsafe events.context != nil else {
            throw MachineFault("xmlCreatePushParserCtxt", "", code: ENOMEM)
        }
    }

    deinit { unsafe xmlFreeParserCtxt(events.context) }

    /// Lets the parser see the tag of the root again, so that it can go on with the document at an offset.
    func prime(rootTag: [UInt8], continuingAt offset: Int) {
        unsafe rootTag.withUnsafeBufferPointer { bytes in unsafe parse(bytes) }
        events.shift = offset - rootTag.count
    }

    /// Parses the next bytes of the document.
    func push(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard events.collector.fault == nil else { return }
        unsafe events.lines.note(bytes, at: offset)
        unsafe parse(bytes)
    }

    /// Says that nothing can be read from an offset on that no piece goes beyond.
    func refuse(at offset: Int, _ fault: (Place) -> AtomFault) {
        events.collector.refuse(fault(events.lines.place(at: offset)))
    }

    /// Says that the document ends at an offset.
    func finish(at end: Int) {
        guard events.collector.fault == nil else { return }
        events.documentEnd = end
        // No event is being handled now, and each takes the state for itself.
        let context = unsafe events.context
        _ = unsafe xmlParseChunk(context, nil, 0, 1)
        if events.collector.fault == nil, events.collector.state != .ended { events.malformed() }
        if events.collector.fault == nil { events.collector.finish() }
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
        let context = unsafe events.context
        // A piece is far below 2 GB.
        _ = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
            unsafe xmlParseChunk(context, characters.baseAddress, Int32(characters.count), 0)
        }
    }
}

extension AtomParser {
    /// What libxml2 calls; everything else that it could call does nothing.
    private static var handler: xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.startElementNs = { user, local, _, space, namespaces, _, count, _, values in
            unsafe AtomParser.call(user) {
                unsafe $0.start(local, space, Int(namespaces), Int(count), values)
            }
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe AtomParser.call(user) { $0.end() } }
        unsafe handler.characters = { user, text, count in
            unsafe AtomParser.call(user) { unsafe $0.characters(text, Int(count)) }
        }
        unsafe handler.ignorableWhitespace = unsafe handler.characters
        unsafe handler.cdataBlock = { user, text, count in
            unsafe AtomParser.call(user) { events in
                events.somethingElse()
                unsafe events.characters(text, Int(count))
            }
        }
        unsafe handler.comment = { user, _ in unsafe AtomParser.call(user) { $0.somethingElse() } }
        unsafe handler.processingInstruction = { user, _, _ in
            unsafe AtomParser.call(user) { $0.somethingElse() }
        }
        unsafe handler.internalSubset = { user, _, _, _ in unsafe AtomParser.call(user) { $0.documentType() }
        }
        unsafe handler.serror = { user, error in
            guard let error = unsafe error, unsafe error.pointee.level != XML_ERR_WARNING else { return }
            unsafe AtomParser.call(user) { $0.malformed() }
        }
        return unsafe handler
    }

    /// Tells an event to the parser that was given to `peil_xml_push_parser`; it lives as long as its context.
    @inline(__always)
    private static func call(_ user: UnsafeMutableRawPointer?, _ body: (inout AtomEvents) -> Void) {
        guard let user = unsafe user else { return }
        unsafe Unmanaged<AtomParser>.fromOpaque(user)._withUnsafeGuaranteedRef { body(&$0.events) }
    }
}
