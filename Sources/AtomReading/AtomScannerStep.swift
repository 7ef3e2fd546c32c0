import Glibc
import Statistics

/// The slow path through a feed: text, then one tag, parsed byte by byte.
extension AtomScanner {
    /// Moves past the current text and the tag after it; returns a reason if it cannot.
    mutating func step(_ text: inout AtomText, _ collector: inout AtomCollector, isLast: Bool) -> StopReason?
    {
        let from = text.position
        let before = text.line
        let hadWanted = collector.wantsText
        if depth == 0, !rootTag.isEmpty {
            guard let end = text.pastBlanks(from: from), end == text.count, end - tag <= limits.token / 2
            else {
                return .unusual
            }
            text.position = end
            return isLast ? .atEnd : .needsMore
        }
        if let outcome = passText(&text, &collector) { return outcome }
        tag = text.position
        guard tag - from <= limits.token / 2 else { return .unusual }
        let lines = text.line
        let previous = last
        var habit = AtomHabit()
        if text[tag + 1] == 0x2F {
            guard depth > 0 else { return .unusual }
            let name = unsafe Int(open[depth - 1])
            if let outcome = passEndTag(&text, &collector, name: name) { return outcome }
            habit.kind = .end
            habit.name = Int32(name)
        } else {
            if let outcome = passStartTag(&text, &collector, &habit) { return outcome }
        }
        // A tag over several lines, a link, or wanted text is parsed each time.
        let length = text.position - from
        guard !hadWanted, text.line.number == lines.number, length <= AtomHabit.longest,
            habit.element != .link,
            depth > 1 || habit.element == .entry || habit.kind == .end, !rootTag.isEmpty
        else { return nil }
        habit.length = length
        habit.tag = tag - from
        habit.lines = lines.number - before.number
        habit.lineEnd = lines.start - text.offset - from
        unsafe habits[previous] = habit
        // At most `longest` bytes, into the range of that habit.
        unsafe (habitBytes + previous * AtomHabit.longest).update(from: text.base + from, count: length)
        return nil
    }

    /// Moves past text up to the next tag, and hands it over if wanted.
    private mutating func passText(_ text: inout AtomText, _ collector: inout AtomCollector) -> StopReason? {
        let isWanted = collector.wantsText
        var start = text.position
        var position = start
        func hand(over end: Int) {
            if isWanted, end > start { unsafe collector.text(text.bytes(start..<end)) }
        }
        while true {
            let byte = text[position]
            if AtomByte.isPlain(byte) {
                position += 1
                continue
            }
            if position >= text.count { return .needsMore }
            switch byte {
            case 0x3C:
                hand(over: position)
                text.position = position
                return position + 1 < text.count ? nil : .needsMore
            case 10:
                position += 1
                text.lineEnds(before: position)
            case 13:
                guard !isWanted, position + 1 < text.count else { return isWanted ? .unusual : .needsMore }
                guard text[position + 1] == 10 else { return .unusual }
                position += 1
            case 0x5D:
                guard position + 1 < text.count else { return .needsMore }
                guard text[position + 1] != 0x5D else { return .unusual }
                position += 1
            case 0x26:
                guard text.count - position >= 6 else { return .needsMore }
                guard let entity = text.entity(at: position) else { return .unusual }
                hand(over: position)
                if isWanted {
                    unsafe withUnsafePointer(to: entity.character) {
                        unsafe collector.text(.init(start: $0, count: 1))
                    }
                }
                position = entity.end
                start = position
            default: return .unusual
            }
        }
    }

    private mutating func passEndTag(_ text: inout AtomText, _ collector: inout AtomCollector, name: Int)
        -> StopReason?
    {
        let expected = names.elements[name].bytes
        let start = text.position + 2
        guard start + expected.count < text.count else { return .needsMore }
        let isSame = unsafe names.bytes.withUnsafeBufferPointer { all in
            guard let bytes = all.baseAddress else { return false }
            // Inside the block, as checked above, and inside the names.
            return unsafe memcmp(text.base + start, bytes + expected.lowerBound, expected.count) == 0
        }
        guard isSame, let end = text.pastBlanks(from: start + expected.count) else { return .unusual }
        guard end < text.count else { return .needsMore }
        guard text[end] == 0x3E, end - tag <= limits.token / 2 else { return .unusual }
        text.position = end + 1
        depth -= 1
        collector.end()
        last = AtomRawNames.limit + name
        return nil
    }

    private mutating func passStartTag(
        _ text: inout AtomText,
        _ collector: inout AtomCollector,
        _ habit: inout AtomHabit
    ) -> StopReason? {
        let place = text.place(text.position)
        let nameStart = text.position + 1
        guard let nameEnd = AtomByte.endOfName(text, from: nameStart) else { return .unusual }
        guard nameEnd < text.count else { return .needsMore }
        if let outcome = attributes.read(&text, from: nameEnd, limits) { return outcome }
        let isRoot = depth == 0
        guard attributes.end - text.position <= limits.token / 2, depth < limits.depth,
            attributes.resolve(text, isRoot: isRoot, &names), !isRoot || !attributes.isEmpty,
            let name = unsafe names.element(text.bytes(nameStart..<nameEnd), in: &collector.names)
        else { return .unusual }
        if isRoot { unsafe noteRoot(text.bytes(text.position..<attributes.end)) }
        let element = names.elements[name].element
        let isLink = element == .link && collector.state == .feed
        let meanings = attributes.meanings(text, names, wantsLinks: isLink)
        if isLink { collector.link(relation: meanings.relation, address: meanings.address, place: place) }
        text.position = attributes.end
        let content = attributes.isEmpty ? place : text.place(text.position)
        collector.start(element, meanings.marks, place: place, content: content)
        habit.kind = attributes.isEmpty ? .empty : .start
        habit.name = Int32(name)
        habit.nameLength = nameEnd - nameStart
        habit.marks = meanings.marks
        habit.element = element
        if attributes.isEmpty {
            collector.end()
            last = AtomRawNames.limit + name
        } else {
            unsafe open[depth] = Int32(name)
            depth += 1
            last = name
        }
        return nil
    }
}
