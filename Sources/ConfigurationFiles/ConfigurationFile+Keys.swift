import Statistics
import YAMLReading

extension ConfigurationFile {
    /// A key of a drop that is true or false; false where it is not there.
    func flag(_ keys: inout Section, _ key: String, at item: YAMLNode) throws -> Bool {
        let word = try string(&keys, key) ?? "false"
        guard ["true", "false"].contains(word) else {
            throw flaw(item, "drops: \(key) '\(word)' is unknown", "write true or false")
        }
        return word == "true"
    }
}

extension ConfigurationFile {
    /// The keys of one section that are not read yet.
    struct Section {
        let name: String?
        var values: [String: YAMLNode]
        var order: [String]
        /// The keys that were asked for: those that have a meaning.
        private(set) var known: [String] = []

        mutating func take(_ key: String) -> YAMLNode? {
            known.append(key)
            return values.removeValue(forKey: key)
        }

        /// The key as operators know it, with its section.
        func full(_ key: String) -> String { name.map { "\($0).\(key)" } ?? key }
    }

    /// The keys of a section; none where the section is not there.
    func section(_ node: YAMLNode?, named name: String?) throws -> Section {
        var section = Section(name: name, values: [:], order: [])
        guard let node else { return section }
        guard node.isMapping else {
            throw flaw(
                node,
                "\(name ?? "the configuration") is not a mapping of keys",
                "write `key: value` lines"
            )
        }
        do {
            var keys = try node.keys()
            for (key, _, value) in keys.takeAll() {
                section.values[key] = value
                section.order.append(key)
            }
        } catch let found as FileFlaw {
            throw ConfigurationFlaw(
                place: path + (found.line.map { ":\($0):\(found.column ?? 1)" } ?? ""),
                message: found.message,
                hint: found.hint
            )
        }
        return section
    }

    func finish(_ section: Section) throws {
        guard let key = section.order.first(where: { section.values[$0] != nil }),
            let node = section.values[key]
        else {
            return
        }
        let nearest = NearestWord.nearest(to: key, among: section.known)
        throw flaw(
            node,
            "\(section.full(key)): is not a key of Peil",
            nearest.map { "did you mean `\($0)`?" } ?? "remove it or correct its spelling"
        )
    }

    func string(_ section: inout Section, _ key: String) throws -> String? {
        let variable =
            "PEIL_"
            + section.full(key).uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        let node = section.take(key)
        if section.name != "drops", section.name != "hooks", let value = environment[variable] {
            return value
        }
        guard let node else { return nil }
        guard let text = try? node.string() else {
            throw flaw(node, "\(section.full(key)): has no value", "write one value behind the key")
        }
        return text
    }

    func address(_ section: inout Section, _ key: String) throws -> ListenAddress? {
        let node = section.values[key]
        guard let text = try string(&section, key) else { return nil }
        guard let address = ListenAddress(text) else {
            throw flaw(
                node,
                "\(section.full(key)): '\(text)' is no address to listen at",
                "write for example 127.0.0.1:8750 or unix:/run/peil/http.sock"
            )
        }
        return address
    }

    func strings(
        _ section: inout Section,
        _ key: String,
        named name: String,
        example: String
    ) throws -> [String] {
        guard let node = section.take(key) else { return [] }
        guard let items = try? node.items(), let texts = try? items.map({ try $0.string() }),
            texts.allSatisfy({ $0.contains { $0 != "." } && !$0.contains("/") })
        else {
            throw flaw(
                node,
                "\(section.full(key)): is not a list of \(name)",
                "write for example \(example)"
            )
        }
        return texts
    }

    func required(_ section: inout Section, _ key: String, at node: YAMLNode, in name: String? = nil)
        throws -> String
    {
        if let value = try string(&section, key) { return value }
        // Another key may be the missing one, misspelt; short ones are all near each other.
        let meant = section.order.first { other in
            section.values[other] != nil && other.count > 4
                && NearestWord.nearest(to: other, among: [key]) != nil
        }
        if let meant, let other = section.values[meant] {
            throw flaw(other, "\(section.full(meant)): is not a key of Peil", "did you mean `\(key)`?")
        }
        throw flaw(node, "\(section.full(key)): is missing", "add `\(key): …`")
    }

    func number(_ section: inout Section, _ key: String, in range: ClosedRange<Int>) throws -> Int? {
        let node = section.values[key]
        guard let text = try string(&section, key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw flaw(
                node,
                "\(section.full(key)): '\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                "write one"
            )
        }
        return number
    }

    func duration(_ section: inout Section, _ key: String) throws -> Int64? {
        let units: [(String, Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
        return try scaled(&section, key, units, example: "500ms, 2s or 5m")
    }

    func bytes(_ section: inout Section, _ key: String) throws -> Int64? {
        let units: [(String, Int64)] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1)]
        return try scaled(&section, key, units, example: "500MiB or 8GiB")
    }

    func scaled(
        _ section: inout Section,
        _ key: String,
        _ units: [(String, Int64)],
        example: String
    ) throws -> Int64? {
        let node = section.values[key]
        guard let text = try string(&section, key) else { return nil }
        for (unit, scale) in units where text.hasSuffix(unit) {
            let digits = text.dropLast(unit.count).filter { $0 != " " }
            guard let number = Int64(digits), number >= 0, number < 1 << 40 else { continue }
            return number * scale
        }
        throw flaw(node, "\(section.full(key)): '\(text)' has no known unit", "write for example \(example)")
    }

    func flaw(_ node: YAMLNode?, _ message: String, _ hint: String) -> ConfigurationFlaw {
        let mark = node?.place.map { ":\($0.line):\($0.column)" } ?? ""
        return ConfigurationFlaw(place: path + mark, message: message, hint: hint)
    }
}
