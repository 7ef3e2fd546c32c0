import CXML
import Statistics
import TableReading

/// The reactions of ``AtomParser`` to the events of libxml2.
///
/// The context belongs to the parser, which frees it.
@safe struct AtomEvents {
    /// The collector that gets the events.
    var collector: AtomCollector
    /// The lines of the document.
    var lines: AtomLines
    /// The context of libxml2.
    var context: xmlParserCtxtPtr?
    /// The difference between an offset in the document and one of libxml2.
    var shift = 0
    /// The end of the document, once known.
    var documentEnd: Int?

    private let limits: AtomLimits
    /// The names of the document so far, those that a scanner read before included.
    var seen = AtomSeenNames()
    private var elements = AtomNameCache(AtomElement.other)
    /// The names inside of what is passed over: whatever they mean elsewhere, they mean nothing there.
    private var passedOver = AtomNameCache(AtomElement.other)
    private var attributes = AtomNameCache(AtomAttribute.other)
    private var instructions = AtomNameCache(())
    private var bindings = AtomNameCache(())

    /// Creates the state of a new parser.
    init(collector: consuming AtomCollector, limits: AtomLimits, lines: AtomLines) {
        self.collector = collector
        self.limits = limits
        self.lines = lines
    }

    /// A number of things, and the pointers that libxml2 gives for them, one after another.
    typealias Listed = (count: Int, pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?)

    /// Handles the start of an element: its name, the prefixes that it binds, and its attributes.
    mutating func start(
        _ local: UnsafePointer<xmlChar>?,
        _ space: UnsafePointer<xmlChar>?,
        _ bound: Listed,
        _ given: Listed
    ) {
        guard collector.fault == nil else { return }
        guard unsafe bound.count + given.count <= limits.attributes else { return refuse { .tooLarge($0) } }
        unsafe note(bindings: bound)
        if collector.isPassingOver {
            // What is passed over costs names all the same.
            _ = unsafe passedOver.value(local, space) { local, space in
                seen.elements.insert(AtomSeenNames.text(local, space))
                return .other
            }
            for position in unsafe 0..<given.count { _ = unsafe meaning(of: position, in: given) }
            if !collector.passOver() || seen.count > limits.names { refuse { .tooLarge($0) } }
            return
        }
        let element = unsafe elements.value(local, space) { local, space in
            seen.elements.insert(AtomSeenNames.text(local, space))
            return collector.names.element(space: AtomSpace(space), local: local)
        }
        var marks: AtomMarks = []
        var relation = ""
        var address = ""
        for position in unsafe 0..<given.count {
            guard let values = unsafe given.pointers.map({ unsafe $0 + 5 * position }) else { break }
            switch unsafe meaning(of: position, in: given) {
            case .null: if unsafe Self.isTrue(values[3], values[4]) { marks.insert(.null) }
            case .typed: marks.insert(.typed)
            case .relation: if element == .link { relation = unsafe Self.text(values[3], values[4]) }
            case .address: if element == .link { address = unsafe Self.text(values[3], values[4]) }
            case .other: break
            }
        }
        guard seen.count <= limits.names else { return refuse { .tooLarge($0) } }
        let hasContent = unsafe peil_xml_opens_content(context) != 0
        if case .property(let name) = element, collector.state == .properties, !marks.contains(.null),
            hasContent
        {
            // Most elements are values with a text; only the place of the text is needed.
            let place = unsafe lines.place(at: offset(peil_xml_offset(context)) + 1)
            collector.startValue(name, marks, place: place)
        } else {
            let place = unsafe lines.place(at: offset(peil_xml_tag_offset(context)))
            if element == .link { collector.link(relation: relation, address: address, place: place) }
            let content = unsafe hasContent ? lines.place(at: offset(peil_xml_offset(context)) + 1) : place
            collector.start(element, marks, place: place, content: content)
        }
        stopAtFault()
    }

    /// Handles the end of an element.
    mutating func end() {
        guard collector.fault == nil else { return }
        collector.end()
        if collector.isBetweenChildren { collector.commit() }
        stopAtFault()
    }

    /// Handles text, or a part of it.
    mutating func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard collector.wantsText, collector.fault == nil else { return }
        unsafe collector.text(UnsafeBufferPointer(start: text, count: count))
        stopAtFault()
    }

    /// Handles the end of an instruction.
    mutating func instruction(_ target: UnsafePointer<xmlChar>?) {
        guard collector.fault == nil else { return }
        // It means nothing, and costs a name all the same.
        unsafe instructions.value(target, nil) { target, _ in _ = seen.instructions.insert(target) }
        if seen.count > limits.names { return refuse { .tooLarge($0) } }
        somethingElse()
    }

    /// Handles the end of a comment, or the start of a section of plain characters.
    mutating func somethingElse() {
        guard collector.wantsText else { return }
        collector.textStarts(at: unsafe lines.place(at: offset(peil_xml_offset(context))))
    }

    /// Handles a document type declaration.
    mutating func documentType() { refuse { .documentType($0) } }

    /// Handles text that is not well-formed.
    mutating func malformed() {
        if let documentEnd {
            collector.refuse(.endsEarly(lines.place(at: documentEnd)))
        } else {
            collector.refuse(.malformed(unsafe lines.place(at: offset(peil_xml_offset(context)))))
        }
        stopAtFault()
    }

    /// The meaning of an attribute; its name is counted.
    private mutating func meaning(of position: Int, in given: Listed) -> AtomAttribute {
        // libxml2 gives five pointers for each attribute: name, prefix, namespace, start and end.
        guard let values = unsafe given.pointers.map({ unsafe $0 + 5 * position }) else { return .other }
        return unsafe attributes.value(values[0], values[2]) { local, space in
            seen.attributes.insert(AtomSeenNames.text(local, space))
            return AtomAttribute(space, local: local)
        }
    }

    /// Counts the prefixes that an element binds; libxml2 gives two pointers for each, its name and its namespace.
    private mutating func note(bindings bound: Listed) {
        guard let pointers = unsafe bound.pointers else { return }
        for position in unsafe 0..<bound.count {
            unsafe bindings.value(pointers[2 * position], pointers[2 * position + 1]) { prefix, space in
                _ = seen.bindings.insert(AtomSeenNames.text(prefix, space))
            }
        }
    }

    /// Refuses the document at the last tag.
    private mutating func refuse(_ fault: (Place) -> AtomFault) {
        collector.refuse(fault(unsafe lines.place(at: offset(peil_xml_tag_offset(context)))))
        stopAtFault()
    }

    private func offset(_ own: UInt) -> Int { Int(bitPattern: own) + shift }

    private func stopAtFault() {
        if collector.fault != nil { unsafe xmlStopParser(context) }
    }

    private static func isTrue(_ start: UnsafePointer<xmlChar>?, _ end: UnsafePointer<xmlChar>?) -> Bool {
        unsafe ["true", "1"].contains(text(start, end).unpadded)
    }

    private static func text(_ start: UnsafePointer<xmlChar>?, _ end: UnsafePointer<xmlChar>?) -> String {
        guard let start = unsafe start, let end = unsafe end else { return "" }
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
}
