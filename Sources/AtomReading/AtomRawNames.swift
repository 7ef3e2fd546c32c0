import Glibc

/// The names of elements and attributes as they stand in a feed, with their prefixes, and what they mean.
struct AtomRawNames {
    /// The name of an element.
    struct Element {
        /// Where its bytes stand among those of all names.
        package let bytes: Range<Int>
        /// What an element of this name is.
        package let element: AtomElement
    }

    /// The name of an attribute; two spellings of one name are one.
    struct Attribute {
        /// The namespace; empty for none.
        let space: String
        /// The name without its prefix.
        let local: String
        /// What it says.
        let meaning: AtomAttribute
    }

    /// The elements met so far.
    private(set) var elements: [Element] = []
    /// The attributes met so far.
    private(set) var attributes: [Attribute] = []
    /// The bytes of all names.
    private(set) var bytes: [UInt8] = []
    private var attributeSpellings: [(bytes: Range<Int>, attribute: Int)] = []
    private var spaces: [String: String] = [:]

    /// The most names of elements, and of attributes, of one feed.
    static let limit = 512

    /// Binds a prefix; false where it is bound already, may not be bound so, or to an unusual address.
    mutating func bind(_ prefix: String, to address: String) -> Bool {
        let reserved = ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"]
        guard prefix != "xml", prefix != "xmlns", !reserved.contains(address), Self.isUsual(address) else {
            return false
        }
        return spaces.updateValue(address, forKey: prefix) == nil
    }

    /// The position of an element among those met, this one included; nil where its prefix is bound to
    /// nothing, or there are too many.
    mutating func element(_ name: UnsafeBufferPointer<UInt8>, in known: inout AtomNames) -> Int? {
        for position in elements.indices where unsafe isSame(elements[position].bytes, name) {
            return position
        }
        let (prefix, local) = unsafe Self.split(String(decoding: name, as: UTF8.self))
        guard elements.count < Self.limit, let space = spaces[prefix] ?? (prefix.isEmpty ? "" : nil) else {
            return nil
        }
        let element = known.element(space: AtomSpace(space), local: local)
        elements.append(Element(bytes: unsafe add(name), element: element))
        return elements.count - 1
    }

    /// The position of an attribute among those met, this one included; nil where its prefix is bound to
    /// nothing, or there are too many.
    mutating func attribute(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        for spelling in attributeSpellings where unsafe isSame(spelling.bytes, name) {
            return spelling.attribute
        }
        let (prefix, local) = unsafe Self.split(String(decoding: name, as: UTF8.self))
        guard attributeSpellings.count < Self.limit,
            let space = prefix.isEmpty ? "" : prefix == "xml" ? "xml" : spaces[prefix]
        else { return nil }
        let known = attributes.firstIndex { $0.space == space && $0.local == local }
        if known == nil {
            attributes.append(.init(space: space, local: local, meaning: AtomAttribute(space, local: local)))
        }
        let position = known ?? attributes.count - 1
        attributeSpellings.append((unsafe add(name), position))
        return position
    }

    /// Whether an address is one on the web without anything special in it; libxml2 judges all others.
    private static func isUsual(_ address: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: address.hasPrefix) else { return false }
        let rest = address.utf8.dropFirst(scheme.utf8.count)
        guard let first = rest.first, AtomByte.startsName(first) else { return false }
        return rest.allSatisfy { AtomByte.isInName($0) || $0 == 0x2F }
    }

    private mutating func add(_ name: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        unsafe bytes.append(contentsOf: name)
        return bytes.count - name.count..<bytes.count
    }

    private func isSame(_ known: Range<Int>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard known.count == name.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { all in
            guard let a = all.baseAddress, let b = name.baseAddress else { return false }
            // Both stretches are `name.count` bytes long.
            return unsafe memcmp(a + known.lowerBound, b, name.count) == 0
        }
    }

    /// Parts a name at its colon.
    private static func split(_ name: String) -> (prefix: String, local: String) {
        guard let colon = name.utf8.firstIndex(of: 0x3A) else { return ("", name) }
        return (String(name[..<colon]), String(name[name.utf8.index(after: colon)...]))
    }
}
