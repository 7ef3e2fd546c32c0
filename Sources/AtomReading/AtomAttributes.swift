import TableReading

/// The attributes of one tag, as ``AtomScanner`` reads them; one value, reused for every tag.
struct AtomAttributes {
    /// One attribute: the positions of its name and its value in the block.
    private struct Attribute {
        var name: Range<Int>
        var value: Range<Int>
        /// The position of its name among those of the feed; -1 for a binding of a namespace.
        var meaning = -1
    }

    /// The meanings of a tag's attributes.
    struct Meanings {
        var marks: AtomMarks = []
        var relation = ""
        var address = ""
    }

    /// The end of the tag.
    private(set) var end = 0
    /// True if the tag also ends its element.
    private(set) var isEmpty = false

    private var attributes: [Attribute] = []

    /// Reads the attributes that follow a name, to the end of the tag.
    mutating func read(_ text: inout AtomText, from start: Int, _ limits: AtomLimits) -> AtomScanner
        .StopReason?
    {
        attributes.removeAll(keepingCapacity: true)
        var position = start
        while true {
            guard let next = text.pastBlanks(from: position) else { return .unusual }
            guard next < text.count else { return .needsMore }
            if text[next] == 0x3E || text[next] == 0x2F {
                isEmpty = text[next] == 0x2F
                guard !isEmpty || next + 1 < text.count else { return .needsMore }
                guard !isEmpty || text[next + 1] == 0x3E else { return .unusual }
                end = next + (isEmpty ? 2 : 1)
                return nil
            }
            guard next > position, attributes.count < limits.attributes else { return .unusual }
            guard let nameEnd = AtomByte.endOfName(text, from: next),
                let equals = text.pastBlanks(from: nameEnd)
            else { return .unusual }
            guard equals < text.count else { return .needsMore }
            guard text[equals] == 0x3D, let quote = text.pastBlanks(from: equals + 1) else { return .unusual }
            guard quote < text.count else { return .needsMore }
            guard text[quote] == 0x22 || text[quote] == 0x27 else { return .unusual }
            var at = quote + 1
            while text[at] != text[quote] {
                if AtomByte.isPlain(text[at]), text[at] != 9 {
                    at += 1
                } else if text[at] == 0x5D {
                    at += 1
                } else if text[at] == 0x26 {
                    guard text.count - at >= 6 else { return .needsMore }
                    guard let entity = text.entity(at: at) else { return .unusual }
                    at = entity.end
                } else {
                    return at < text.count ? .unusual : .needsMore
                }
            }
            attributes.append(Attribute(name: next..<nameEnd, value: quote + 1..<at))
            position = at + 1
        }
    }

    /// Finds the meaning of each name, after binding the namespaces of the root; false for a case that is
    /// left to libxml2: two equal attributes, or a prefix that is unbound or bound again.
    mutating func resolve(_ text: AtomText, isRoot: Bool, _ names: inout AtomRawNames) -> Bool {
        for attribute in attributes where text.goesOn(with: "xmlns", at: attribute.name.lowerBound) {
            let name = text.string(attribute.name)
            guard name == "xmlns" || name.hasPrefix("xmlns:") else { continue }
            guard isRoot, !text.string(attribute.value).utf8.contains(0x26),
                names.bind(String(name.dropFirst(6)), to: text.string(attribute.value))
            else { return false }
        }
        for position in attributes.indices {
            let name = attributes[position].name
            if text.goesOn(with: "xmlns", at: name.lowerBound),
                name.count == 5 || text[name.lowerBound + 5] == 0x3A
            {
                continue
            }
            guard let meaning = unsafe names.attribute(text.bytes(name)) else { return false }
            for earlier in attributes[..<position] where earlier.meaning == meaning { return false }
            attributes[position].meaning = meaning
        }
        return true
    }

    /// The meanings of the attributes, once resolved; addresses only if wanted.
    func meanings(_ text: AtomText, _ names: AtomRawNames, wantsLinks: Bool) -> Meanings {
        var meanings = Meanings()
        for attribute in attributes where attribute.meaning >= 0 {
            switch names.attributes[attribute.meaning].meaning {
            case .null:
                if ["true", "1"].contains(text.decoded(attribute.value).unpadded) {
                    meanings.marks.insert(.null)
                }
            case .typed: meanings.marks.insert(.typed)
            case .relation: if wantsLinks { meanings.relation = text.decoded(attribute.value) }
            case .address: if wantsLinks { meanings.address = text.decoded(attribute.value) }
            case .other: break
            }
        }
        return meanings
    }
}

extension AtomText {
    /// The text of a range of the block, with its five entities resolved.
    func decoded(_ range: Range<Int>) -> String {
        var value: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            if let entity = self[position] == 0x26 ? entity(at: position) : nil {
                value.append(entity.character)
                position = entity.end
            } else {
                value.append(self[position])
                position += 1
            }
        }
        return String(decoding: value, as: UTF8.self)
    }
}
