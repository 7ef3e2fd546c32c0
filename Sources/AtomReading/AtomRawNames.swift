import Glibc

/// The names of elements and attributes as written in a feed, with their prefixes, and their meanings.
struct AtomRawNames {
    /// The name of an element.
    struct Element {
        /// The range of its bytes among those of all names.
        package let bytes: Range<Int>
        /// The meaning of the element.
        package let element: AtomElement
    }

    /// The name of an attribute; different spellings of one name are one.
    struct Attribute {
        /// The namespace; empty for none.
        let space: String
        /// The name without its prefix.
        let local: String
        /// The meaning of the attribute.
        let meaning: AtomAttribute
    }

    /// The elements so far.
    private(set) var elements: [Element] = []
    /// The attributes so far.
    private(set) var attributes: [Attribute] = []
    /// The bytes of all names.
    private(set) var bytes: [UInt8] = []
    private var attributeSpellings: [(bytes: Range<Int>, attribute: Int)] = []
    private var spaces: [String: String] = [:]

    /// The maximum number of names of elements, and of attributes, of one feed.
    static let limit = 512

    /// The names so far with their namespaces, as ``AtomEvents`` writes them.
    var seen: AtomSeenNames {
        AtomSeenNames(
            elements: Set(
                elements.map { element in
                    let (prefix, local) = Self.split(String(decoding: bytes[element.bytes], as: UTF8.self))
                    return AtomSeenNames.text(local, spaces[prefix] ?? "")
                }
            ),
            attributes: Set(attributes.map { AtomSeenNames.text($0.local, $0.space) })
        )
    }

    /// Binds a prefix; false if it is bound already, may not be bound to that address, or the address is
    /// unusual.
    mutating func bind(_ prefix: String, to address: String) -> Bool {
        let reserved = ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"]
        guard prefix != "xml", prefix != "xmlns", !reserved.contains(address), Self.isUsual(address) else {
            return false
        }
        return spaces.updateValue(address, forKey: prefix) == nil
    }

    /// The position of an element among those so far, a new one included; nil if its prefix is unbound, or
    /// there are too many.
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

    /// The position of an attribute among those so far, a new one included; nil if its prefix is unbound, or
    /// there are too many.
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

    /// True for a plain web address; all others are left to libxml2.
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
            // Both ranges are `name.count` bytes long.
            return unsafe memcmp(a + known.lowerBound, b, name.count) == 0
        }
    }

    /// Splits a name at its colon.
    private static func split(_ name: String) -> (prefix: String, local: String) {
        guard let colon = name.utf8.firstIndex(of: 0x3A) else { return ("", name) }
        return (String(name[..<colon]), String(name[name.utf8.index(after: colon)...]))
    }
}
