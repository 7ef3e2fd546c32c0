import Glibc
import Statistics

/// Reads a feed in its usual form, several times faster than libxml2.
///
/// It supports a part of XML: elements, attributes, text and the five entities. It verifies all that it
/// reads, and leaves everything else and every error (comments, instructions, sections, other entities,
/// namespaces bound below the root) to ``AtomParser``, which starts again at the current child of the feed.
/// The result is the same as if libxml2 had read the whole document; a test compares the two.
///
/// Its speed comes from the similarity of entries: the bytes between one value and the next are mostly those
/// of the entry before, and are then compared, not parsed.
///
/// The memory belongs to this value, and every position in it is that of a name or a depth within its limits.
@safe struct AtomScanner: ~Copyable {
    /// The reason to stop scanning.
    enum StopReason: Equatable {
        /// The block ends within a child of the feed.
        case needsMore
        /// The next part is left to libxml2.
        case unusual
        /// The document has ended.
        case atEnd
    }

    /// The tag of the root as written in the document; empty before it is read.
    private(set) var rootTag: [UInt8] = []
    /// The current line: its number, and its start in the document.
    private(set) var line: (number: Int, start: Int)

    let limits: AtomLimits
    var names = AtomRawNames()
    var attributes = AtomAttributes()
    /// The names of the open elements.
    let open: UnsafeMutablePointer<Int32>
    var depth = 0
    /// By tag, the bytes that followed it the last time: first the tags that start an element, by their name,
    /// then those that end one.
    let habits: UnsafeMutablePointer<AtomHabit>
    let habitBytes: UnsafeMutablePointer<UInt8>
    /// The last tag, as a position among the habits.
    var last = 0
    /// The start, in the document, of the tag before the current child of the feed.
    private(set) var tagBefore = 0
    /// The start of the last tag in the block.
    var tag = 0

    /// Creates a scanner for a document whose root stands on `line`.
    init(limits: AtomLimits, line: (number: Int, start: Int)) {
        self.limits = limits
        self.line = line
        unsafe open = .allocate(capacity: limits.depth + 1)
        unsafe habits = .allocate(capacity: 2 * AtomRawNames.limit)
        unsafe habits.initialize(repeating: AtomHabit(), count: 2 * AtomRawNames.limit)
        unsafe habitBytes = .allocate(capacity: 2 * AtomRawNames.limit * AtomHabit.longest)
    }

    deinit {
        unsafe open.deallocate()
        unsafe habits.deallocate()
        unsafe habitBytes.deallocate()
    }

    /// Reads the whole children of the feed in `bytes`, from `start` on.
    ///
    /// The bytes start at `offset` of the document, and one zero byte follows them.
    ///
    /// - Returns: The number of bytes that are done, and the reason to stop. The scanner and its collector
    ///   are then right before the next child of the feed.
    mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        offset: Int,
        isLast: Bool,
        into collector: inout AtomCollector
    ) -> (count: Int, outcome: StopReason) {
        guard let base = bytes.baseAddress else { return (0, .needsMore) }
        var text = unsafe AtomText(base: base, count: bytes.count, offset: offset, line: line)
        text.position = start
        var whole = 0
        var wholeDepth = depth
        var wholeLast = last
        var outcome: StopReason?
        while outcome == nil {
            outcome = followHabit(&text, &collector) ? nil : step(&text, &collector, isLast: isLast)
            if collector.fault != nil { outcome = .unusual }
            guard depth == 1, outcome == nil, !collector.wantsText else { continue }
            collector.commit()
            whole = text.position
            wholeDepth = depth
            wholeLast = last
            line = text.line
            tagBefore = offset + tag
        }
        if outcome == .atEnd { return (text.position, .atEnd) }
        collector.rollBack()
        depth = wholeDepth
        last = wholeLast
        return (whole, outcome ?? .unusual)
    }

    /// Moves past the bytes after the last tag, if they are those of the last time; false if they are not.
    @inline(__always)
    private mutating func followHabit(_ text: inout AtomText, _ collector: inout AtomCollector) -> Bool {
        let habit = unsafe habits + last
        let bytes = unsafe habitBytes + last * AtomHabit.longest
        let from = text.position
        let length = unsafe habit.pointee.length
        // A positive length is the number of remembered bytes; both ranges have it.
        guard length > 0, length <= text.count - from, unsafe memcmp(text.base + from, bytes, length) == 0,
            !collector.wantsText
        else { return false }
        let name = unsafe habit.pointee.name
        if unsafe habit.pointee.kind == .end {
            guard unsafe depth > 1 && open[depth - 1] == name else { return false }
            text.position = from + length
            unsafe countLines(of: habit, from: from, in: &text)
            tag = unsafe from + habit.pointee.tag
            collector.end()
            depth -= 1
            last = AtomRawNames.limit + Int(name)
            return true
        }
        guard depth < limits.depth else { return false }
        text.position = from + length
        unsafe countLines(of: habit, from: from, in: &text)
        let marks = unsafe habit.pointee.marks
        let isEmpty = unsafe habit.pointee.kind == .empty
        if case .property(let property) = unsafe habit.pointee.element, collector.state == .properties,
            !isEmpty,
            !marks.contains(.null),
            let end = unsafe plainValue(
                &text,
                name: bytes + habit.pointee.tag + 1,
                length: habit.pointee.nameLength
            )
        {
            let value = unsafe text.bytes(text.position..<end)
            unsafe collector.property(property, marks, value, place: text.place(text.position))
            text.position = unsafe end + 3 + habit.pointee.nameLength
            last = AtomRawNames.limit + Int(name)
            return true
        }
        tag = unsafe from + habit.pointee.tag
        let place = text.place(tag)
        let element = unsafe habit.pointee.element
        collector.start(element, marks, place: place, content: isEmpty ? place : text.place(text.position))
        if isEmpty {
            collector.end()
            last = AtomRawNames.limit + Int(name)
        } else {
            unsafe open[depth] = name
            depth += 1
            last = Int(name)
        }
        return true
    }

    @inline(__always)
    private func countLines(
        of habit: UnsafeMutablePointer<AtomHabit>,
        from start: Int,
        in text: inout AtomText
    ) {
        let lines = unsafe habit.pointee.lines
        if lines > 0 {
            text.line = unsafe (text.line.number + lines, text.offset + start + habit.pointee.lineEnd)
        }
    }

    /// The end of the current value, if it is on one line, needs no decoding and is followed by the end tag
    /// of its element.
    @inline(__always)
    private func plainValue(_ text: inout AtomText, name: UnsafePointer<UInt8>, length: Int) -> Int? {
        var end = text.position
        while AtomByte.isPlain(text[end]) { end += 1 }
        guard text[end] == 0x3C, end + length + 3 <= text.count, text[end + 1] == 0x2F,
            // Inside the block, as checked above.
            unsafe memcmp(text.base + end + 2, name, length) == 0, text[end + 2 + length] == 0x3E,
            end - text.position <= limits.field
        else { return nil }
        return end
    }

    /// Remembers the tag of the root.
    mutating func noteRoot(_ bytes: UnsafeBufferPointer<UInt8>) { rootTag = unsafe Array(bytes) }
}
