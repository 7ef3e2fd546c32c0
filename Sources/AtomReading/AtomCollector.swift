package import Statistics
import TableReading

/// Turns the elements of a feed into rows, for either reader of XML.
///
/// Both readers, ``AtomParser`` and ``AtomScanner``, report elements in document order. Everything since the
/// last ``commit()`` can be rolled back, so that one reader may stop within an entry and the other start that
/// entry again.
package struct AtomCollector {
    /// The position of a reader in the structure of a feed.
    package enum State: Equatable {
        case outside, feed, entry, content, properties, value, text, ended
    }

    /// The position of the reader in the structure of the feed.
    private(set) var state = State.outside
    /// The first fault that makes the document unreadable; nothing is collected after it.
    private(set) var fault: AtomFault?
    /// The names of the feed.
    package var names = AtomNames()
    /// The description of the feed.
    package private(set) var page = AtomPage()
    /// The rows not yet handed over.
    private(set) var batch = AtomBatch()

    private let limits: AtomLimits
    private let deliver: (inout AtomBatch) -> Bool
    private var committed = Mark()
    /// The number of open elements inside a skipped one.
    private var passedOver = 0
    private var isNull = false
    private var isInContent = false
    private var columnsAnnounced: Int32 = 0
    /// The column of each property name; -1 before its first use as a property.
    private var columns: [Int32] = []
    private var identifierColumn: Int32 = -1
    private var entryPlace = Place(line: 1, column: 1)
    private var text: [UInt8] = []
    private var textElement = AtomElement.other
    private var textPlace = Place(line: 1, column: 1)

    /// The amounts collected up to some point of the document.
    private struct Mark {
        var text = 0
        var cells = 0
        var rows = 0
        var page = AtomPage()
    }

    /// Creates a collector that hands over its rows in batches, until no more are wanted.
    package init(limits: AtomLimits, deliver: @escaping (inout AtomBatch) -> Bool) {
        self.limits = limits
        self.deliver = deliver
    }

    /// True if the text inside the open element is wanted.
    var wantsText: Bool { passedOver == 0 && (state == .value || state == .text) }

    /// True directly inside the feed, between its children.
    var isBetweenChildren: Bool { passedOver == 0 && state == .feed }

    /// Ends the collection with a fault.
    mutating func refuse(_ fault: AtomFault) {
        if self.fault == nil { self.fault = fault }
    }

    /// True inside a skipped element.
    var isPassingOver: Bool { passedOver > 0 }

    /// Starts an element inside a skipped one; returns false if that is too deep.
    mutating func passOver() -> Bool {
        passedOver += 1
        return passedOver <= limits.depth
    }

    /// Starts an element at `place`; text in it would start at `content`.
    package mutating func start(_ element: AtomElement, _ marks: AtomMarks, place: Place, content: Place) {
        guard passedOver == 0 else {
            if !passOver() { refuse(.tooLarge(place)) }
            return
        }
        switch (state, element) {
        case (.outside, .feed): state = .feed
        case (.outside, _): refuse(.otherDocument(AtomFault.DocumentKind(root: element), place))
        case (.feed, .entry):
            state = .entry
            entryPlace = place
        case (.feed, .identifier), (.feed, .title), (.feed, .count):
            state = .text
            text.removeAll(keepingCapacity: true)
            textElement = element
            textPlace = content
        case (.entry, .content):
            state = .content
            isInContent = true
        case (.entry, .properties), (.content, .properties): state = .properties
        case (.properties, .property(let name)):
            startValue(name, marks, place: marks.contains(.null) ? place : content)
            isNull = marks.contains(.null)
        case (.value, _): refuse(.nestedValue(place))
        default: passedOver = 1
        }
    }

    /// Notes a link of the feed, before its element starts.
    package mutating func link(relation: String, address: String, place: Place) {
        guard state == .feed, passedOver == 0 else { return }
        switch relation {
        case "next" where page.next.count < 2: page.next.append(.init(address: address, place: place))
        case "self": page.own = address
        default: break
        }
    }

    /// Adds a piece of the open element's text.
    package mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard passedOver == 0 else { return }
        if state == .value, !isNull {
            unsafe batch.text.append(contentsOf: bytes)
            let last = batch.cells.count - 1
            batch.cells[last].length += Int32(bytes.count)
            if Int(batch.cells[last].length) > limits.field { refuse(.tooLarge(batch.cells[last].place)) }
        } else if state == .text {
            unsafe text.append(contentsOf: bytes)
            if text.count > limits.field { refuse(.tooLarge(textPlace)) }
        }
    }

    /// Moves the start of the text behind something that is not text.
    mutating func textStarts(at place: Place) {
        guard passedOver == 0 else { return }
        if state == .value, !isNull, let last = batch.cells.indices.last, batch.cells[last].length == 0 {
            batch.cells[last].place = place
        } else if state == .text, text.isEmpty {
            textPlace = place
        }
    }

    /// Ends the open element.
    package mutating func end() {
        guard passedOver == 0 else {
            passedOver -= 1
            return
        }
        switch state {
        case .value: state = .properties
        case .properties: state = isInContent ? .content : .entry
        case .content:
            state = .entry
            isInContent = false
        case .entry:
            state = .feed
            closeEntry()
        case .text:
            state = .feed
            closeText()
        case .feed: state = .ended
        case .outside, .ended: break
        }
    }

    /// Starts a property with a value; its text would start at `place`.
    @inline(__always)
    mutating func startValue(_ name: Int32, _ marks: AtomMarks, place: Place) {
        state = .value
        isNull = false
        open(name, marks, place: place)
    }

    /// Adds a property with its whole value: the same as ``startValue(_:_:place:)``, ``text(_:)`` and
    /// ``end()``.
    @inline(__always)
    mutating func property(
        _ name: Int32,
        _ marks: AtomMarks,
        _ bytes: UnsafeBufferPointer<UInt8>,
        place: Place
    ) {
        open(name, marks, place: place)
        let last = batch.cells.count - 1
        unsafe batch.text.append(contentsOf: bytes)
        batch.cells[last].length = Int32(bytes.count)
    }

    @inline(__always)
    private mutating func open(_ name: Int32, _ marks: AtomMarks, place: Place) {
        if Int(name) >= columns.count || columns[Int(name)] < 0 { announce(name, place) }
        if marks.contains(.typed) { page.hasTypes = true }
        batch.cells.append(
            AtomBatch.Cell(
                column: columns[Int(name)],
                start: Int32(truncatingIfNeeded: batch.text.count),
                length: marks.contains(.null) ? AtomBatch.Cell.null : 0,
                place: place
            )
        )
    }

    /// Makes a column of a name at its first use as a property.
    private mutating func announce(_ name: Int32, _ place: Place) {
        while columns.count <= Int(name) { columns.append(-1) }
        columns[Int(name)] = columnsAnnounced
        let text = names.properties[Int(name)]
        if text == "ID" { identifierColumn = columnsAnnounced }
        columnsAnnounced += 1
        guard Int(columnsAnnounced) <= limits.columns else { return refuse(.tooLarge(place)) }
        batch.columns.append((text, place))
    }

    private mutating func closeText() {
        let title = String(decoding: text, as: UTF8.self).unpadded
        switch textElement {
        case .identifier where page.identifier.isEmpty: page.identifier = title
        case .title where page.titles.count < 2: page.titles.append(.init(text: title, place: textPlace))
        case .count: page.count = Int(title)
        default: break
        }
    }

    private mutating func closeEntry() {
        batch.rows.append(
            AtomBatch.FeedRow(end: Int32(truncatingIfNeeded: batch.cells.count), place: entryPlace)
        )
        page.note(identifier: identifier())
    }

    /// The `ID` of the entry that ends; nil without one, or for one that is not a number.
    private func identifier() -> Int? {
        var position = batch.cells.count
        while position > committed.cells {
            position -= 1
            let cell = batch.cells[position]
            guard cell.column == identifierColumn else { continue }
            guard cell.length > 0, cell.length < 18 else { return nil }
            var number = 0
            for byte in batch.text[Int(cell.start)..<Int(cell.start + cell.length)] {
                guard (48...57).contains(byte) else { return nil }
                number = number * 10 + Int(byte - 48)
            }
            return number
        }
        return nil
    }
}

extension AtomCollector {
    /// Makes everything so far final; called between the children of the feed.
    mutating func commit() {
        if batch.cells.count >= limits.batch { handOver() }
        committed = Mark(text: batch.text.count, cells: batch.cells.count, rows: batch.rows.count, page: page)
    }

    /// Discards everything since the last commit; the reader is then between two children of the feed, or
    /// before the root.
    mutating func rollBack() {
        fault = nil
        batch.text.removeSubrange(committed.text...)
        batch.cells.removeSubrange(committed.cells...)
        batch.rows.removeSubrange(committed.rows...)
        page = committed.page
        passedOver = 0
        isInContent = false
        if state != .outside { state = .feed }
    }

    /// Lets another reader start again at the root; committed rows stay.
    mutating func restartAtRoot() {
        rollBack()
        state = .outside
    }

    /// Hands over the remaining rows.
    package mutating func finish() {
        handOver()
        committed = Mark(page: page)
    }

    private mutating func handOver() {
        batch.page = page
        if !deliver(&batch) { refuse(.unwanted) }
        batch.clear()
    }
}
