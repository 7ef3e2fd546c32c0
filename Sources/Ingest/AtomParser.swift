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
    private let collector: AtomCollector
    private let limits: AtomLimits
    private var context: xmlParserCtxtPtr?
    private var lines: AtomLines
    /// What is added to an offset of libxml2 to make it one of the document.
    private var shift = 0
    private var isAtEnd = false
    private var isStopped = false
    private var elements = AtomNameCache(AtomElement.other)
    private var attributes = AtomNameCache(AtomAttribute.other)

    /// Nothing is fetched by any parser of this process.
    private static let isPrepared: Bool = {
        peil_xml_prepare()
        return true
    }()

    /// Creates a parser that goes on where `lines` stands.
    ///
    /// - Throws: ``MachineFault`` when there is no memory.
    init(collector: AtomCollector, limits: AtomLimits, lines: AtomLines) throws(MachineFault) {
        self.collector = collector
        self.limits = limits
        self.lines = lines
        _ = Self.isPrepared
        peil_xml_silence_thread()
        var handler = unsafe Self.handler
        // The parser calls back only while `push` or `finish` runs, when this object is alive.
        unsafe context = peil_xml_push_parser(&handler, Unmanaged.passUnretained(self).toOpaque())
        guard unsafe context != nil else { throw MachineFault("xmlCreatePushParserCtxt", "", code: ENOMEM) }
    }

    deinit { unsafe xmlFreeParserCtxt(context) }

    /// Lets the parser see the tag of the root again, so that it can go on with the document at an offset.
    func prime(rootTag: [UInt8], continuingAt offset: Int) {
        unsafe rootTag.withUnsafeBufferPointer { bytes in unsafe parse(bytes) }
        shift = offset - rootTag.count
    }

    /// Parses the next bytes of the document.
    func push(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard !isStopped else { return }
        unsafe lines.note(bytes, at: offset)
        unsafe parse(bytes)
    }

    /// The place of an offset that no piece goes beyond.
    func place(at offset: Int) -> Place { lines.place(at: offset) }

    /// Says that the document ends here.
    func finish() {
        guard !isStopped else { return }
        isAtEnd = true
        _ = unsafe xmlParseChunk(context, nil, 0, 1)
        guard collector.fault == nil, collector.state != .ended else { return }
        malformed()
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
        // A chunk is far below 2 GB.
        _ = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
            unsafe xmlParseChunk(context, characters.baseAddress, Int32(characters.count), 0)
        }
    }

    private func offset(_ own: UInt) -> Int { Int(bitPattern: own) + shift }

    private func stopAtFault() {
        guard collector.fault != nil, !isStopped else { return }
        isStopped = true
        unsafe xmlStopParser(context)
    }
}

/// What an attribute is to the reader of a feed.
enum AtomAttribute: Hashable, Sendable {
    case null, typed, relation, address, other
}

extension AtomParser {
    /// What libxml2 calls; everything else that it could call does nothing.
    private static var handler: xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.startElementNs = { user, local, _, space, namespaces, _, count, _, attributes in
            unsafe AtomParser.of(user)?.start(local, space, Int(namespaces), Int(count), attributes)
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe AtomParser.of(user)?.end() }
        unsafe handler.characters = { user, text, count in
            unsafe AtomParser.of(user)?.characters(text, Int(count))
        }
        unsafe handler.ignorableWhitespace = unsafe handler.characters
        unsafe handler.cdataBlock = { user, text, count in
            let parser = unsafe AtomParser.of(user)
            parser?.somethingElse()
            unsafe parser?.characters(text, Int(count))
        }
        unsafe handler.comment = { user, _ in unsafe AtomParser.of(user)?.somethingElse() }
        unsafe handler.processingInstruction = { user, _, _ in unsafe AtomParser.of(user)?.somethingElse() }
        unsafe handler.internalSubset = { user, _, _, _ in unsafe AtomParser.of(user)?.documentType() }
        unsafe handler.serror = { user, error in
            guard let error = unsafe error, unsafe error.pointee.level != XML_ERR_WARNING else { return }
            unsafe AtomParser.of(user)?.malformed()
        }
        return unsafe handler
    }

    /// The parser that was given to `peil_xml_push_parser`.
    private static func of(_ user: UnsafeMutableRawPointer?) -> AtomParser? {
        unsafe user.map { unsafe Unmanaged<AtomParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(
        _ local: UnsafePointer<xmlChar>?,
        _ space: UnsafePointer<xmlChar>?,
        _ namespaces: Int,
        _ count: Int,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard collector.fault == nil else { return }
        let place = unsafe lines.place(at: offset(peil_xml_tag_offset(context)))
        if namespaces + count > limits.attributes { collector.refuse(.tooLarge(place)) }
        let element = unsafe elements.value(local, space) {
            collector.names.element(space: AtomSpace($1), local: $0)
        }
        var marks: AtomMarks = []
        var relation = ""
        var address = ""
        for position in 0..<count {
            // libxml2 gives five pointers for each attribute: name, prefix, namespace, start and end.
            guard let values = unsafe values.map({ unsafe $0 + 5 * position }) else { break }
            switch unsafe attributes.value(values[0], values[2], { AtomAttribute($1, local: $0) }) {
            case .null:
                if ["true", "1"].contains(unsafe Self.text(values[3], values[4]).unpadded) {
                    marks.insert(.null)
                }
            case .typed: marks.insert(.typed)
            case .relation: if element == .link { relation = unsafe Self.text(values[3], values[4]) }
            case .address: if element == .link { address = unsafe Self.text(values[3], values[4]) }
            case .other: break
            }
        }
        if element == .link { collector.link(relation: relation, address: address, place: place) }
        let content =
            unsafe peil_xml_opens_content(context) != 0
            ? lines.place(at: offset(peil_xml_offset(context)) + 1) : place
        collector.start(element, marks, place: place, content: content)
        stopAtFault()
    }

    private func end() {
        guard collector.fault == nil else { return }
        collector.end()
        if collector.isBetweenChildren { collector.commit() }
    }

    private func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard collector.wantsText, collector.fault == nil else { return }
        unsafe collector.text(UnsafeBufferPointer(start: text, count: count))
        stopAtFault()
    }

    /// A comment or an instruction ends here, or a section of plain characters starts.
    private func somethingElse() {
        guard collector.wantsText else { return }
        collector.textStarts(at: unsafe lines.place(at: offset(peil_xml_offset(context))))
    }

    private func documentType() {
        collector.refuse(.documentType(unsafe lines.place(at: offset(peil_xml_tag_offset(context)))))
        stopAtFault()
    }

    private func malformed() {
        let place = unsafe lines.place(at: offset(peil_xml_offset(context)))
        collector.refuse(isAtEnd ? .endsEarly(place) : .malformed(place))
        stopAtFault()
    }

    private static func text(_ start: UnsafePointer<xmlChar>?, _ end: UnsafePointer<xmlChar>?) -> String {
        guard let start = unsafe start, let end = unsafe end else { return "" }
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
}

extension AtomAttribute {
    /// Returns what the attribute with this name is.
    init(_ space: String, local: String) {
        self =
            switch (space.isEmpty ? nil : AtomSpace(space), local) {
            case (.markup, "null"): .null
            case (.markup, "type"): .typed
            case (nil, "rel"): .relation
            case (nil, "href"): .address
            default: .other
            }
    }
}

/// Remembers what a name means by where libxml2 keeps it: it keeps each name once.
///
/// Addresses are only compared, never followed.
@safe struct AtomNameCache<Meaning> {
    private typealias Slot = (local: UnsafeRawPointer?, space: UnsafeRawPointer?, meaning: Meaning)
    private var slots: [Slot]

    /// Creates an empty cache.
    init(_ none: Meaning) { unsafe slots = unsafe Array(repeating: (nil, nil, none), count: 512) }

    /// Returns the meaning of a name, asking for it where the cache does not know it.
    mutating func value(
        _ local: UnsafePointer<xmlChar>?,
        _ space: UnsafePointer<xmlChar>?,
        _ make: (String, String) -> Meaning
    ) -> Meaning {
        // Only the addresses are compared; the texts are read where the parser has just given them.
        let a = UInt(bitPattern: local)
        let b = UInt(bitPattern: space)
        let position = Int(truncatingIfNeeded: (a ^ (a >> 9) ^ (b << 3)) & 511)
        if unsafe slots[position].local == UnsafeRawPointer(local)
            && slots[position].space == UnsafeRawPointer(space),
            unsafe local != nil
        {
            return unsafe slots[position].meaning
        }
        let meaning = unsafe make(
            local.map { unsafe String(cString: $0) } ?? "",
            space.map { unsafe String(cString: $0) } ?? ""
        )
        unsafe slots[position] = (UnsafeRawPointer(local), UnsafeRawPointer(space), meaning)
        return meaning
    }
}
