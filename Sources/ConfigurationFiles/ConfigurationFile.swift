import Glibc
import Statistics
import Workflow
import YAMLReading

/// A flaw of the configuration: the key or path, and the repair.
package struct ConfigurationFlaw: Error, Hashable, CustomStringConvertible {
    /// The place: a path, with line and column if known.
    package let place: String
    /// The flaw, with the key or path.
    package let message: String
    /// The repair.
    package let hint: String

    package init(place: String, message: String, hint: String) {
        self.place = place
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(place): \(message); \(hint)" }
}

/// Reads `peil.yaml` into a configuration, and refuses by name whatever has no meaning in it.
package struct ConfigurationFile {
    private let path: String
    private let environment: [String: String]

    /// The size limit of a delivery without a configured one: 8 GiB.
    package static let largestDelivery: Int64 = 8 << 30

    /// Reads and checks a configuration; `PEIL_…` variables override the file.
    package static func read(path: String, environment: [String: String]) throws -> Configuration {
        let root: YAMLNode
        do {
            root = try YAMLText.root(path: path, hint: "name a readable configuration with --config PATH")
        } catch let flaw as FileFlaw {
            let mark = flaw.line.map { ":\($0):\(flaw.column ?? 1)" } ?? ""
            throw ConfigurationFlaw(place: path + mark, message: flaw.message, hint: flaw.hint)
        }
        return try Self(path: path, environment: environment).read(root)
    }

    private func read(_ root: YAMLNode) throws -> Configuration {
        guard root.isMapping else {
            throw ConfigurationFlaw(
                place: path,
                message: "the configuration is no mapping of keys",
                hint: "begin with `state: /var/lib/peil`"
            )
        }
        var keys = try section(root, named: nil)
        let edition = try required(&keys, "edition", at: root)
        let hooks = try keys.take("hooks").map(self.hooks) ?? []
        let drops = try keys.take("drops").map { try self.drops($0, edition: edition) } ?? []
        var retention = Configuration.Retention(releases: 30, days: nil, archiveDays: 90)
        var kept = try section(keys.take("retention"), named: "retention")
        if let count = try number(&kept, "releases", in: 1...1_000_000) { retention.releases = count }
        retention.days = try number(&kept, "days", in: 0...36_500)
        if let days = try number(&kept, "archive-days", in: 0...36_500) { retention.archiveDays = days }
        let recipient = kept.values["archive-recipient"]
        retention.archiveRecipient = try string(&kept, "archive-recipient")
        if let key = retention.archiveRecipient, key.wholeMatch(of: /age1[02-9ac-hj-np-z]{58}/) == nil {
            throw flaw(
                recipient ?? root,
                "archive-recipient: this is no public key of age",
                "write the line that begins with age1 in the output of `age-keygen`"
            )
        }
        retention.receiptDays = try number(&kept, "receipt-days", in: 1...36_500)
        try finish(kept)
        var http = try section(keys.take("http"), named: "http")
        let listen = try address(&http, "listen")
        var web = Configuration.Web()
        web.hosts = try strings(&http, "hosts", named: "names", example: "[peil.example.nl]")
        web.tokens = try string(&http, "tokens")
        web.connections = try number(&http, "connections", in: 1...10_000)
        try finish(http)
        let languageNode = keys.values["language"]
        let language = try string(&keys, "language") ?? "nl"
        guard let language = Language(rawValue: language) else {
            throw flaw(
                languageNode ?? root,
                "language: '\(language)' is not a language of Peil",
                "write nl or en"
            )
        }
        let temporary = try strings(
            &keys,
            "temporary-suffixes",
            named: "suffixes",
            example: "[.uploading]"
        )
        let boundaries = try string(&keys, "boundaries")
        var configuration = Configuration(
            state: try required(&keys, "state", at: root),
            publish: try required(&keys, "publish", at: root),
            edition: edition,
            language: language,
            datasets: try required(&keys, "datasets", at: root),
            regions: try required(&keys, "regions", at: root),
            drops: drops,
            retention: retention,
            largestDelivery: try bytes(&keys, "largest-delivery") ?? Self.largestDelivery,
            rescan: try duration(&keys, "rescan") ?? 120_000,
            listen: listen,
            signingKey: try string(&keys, "signing-key")
        )
        configuration.temporarySuffixes = temporary
        configuration.web = web
        configuration.hooks = hooks
        configuration.boundaries = boundaries
        try finish(keys)
        return configuration
    }

    /// Requires that every `PEIL_…` variable has a meaning: one that is misspelt would override nothing.
    package static func requireKnownVariables(_ environment: [String: String]) throws(ConfigurationFlaw) {
        for name in environment.keys.sorted() where name.hasPrefix("PEIL_") && !variables.contains(name) {
            let nearest = NearestWord.nearest(to: name, among: variables)
            throw ConfigurationFlaw(
                place: name,
                message: "there is no such environment variable of Peil",
                hint: nearest.map { "did you mean \($0)?" }
                    ?? "remove it; known are \(variables.joined(separator: ", "))"
            )
        }
    }

    /// The environment variables that have a meaning.
    private static let variables = [
        "PEIL_STATE", "PEIL_PUBLISH", "PEIL_EDITION", "PEIL_LANGUAGE", "PEIL_DATASETS", "PEIL_REGIONS",
        "PEIL_LARGEST_DELIVERY", "PEIL_RESCAN", "PEIL_SIGNING_KEY", "PEIL_RETENTION_RELEASES",
        "PEIL_RETENTION_DAYS",
        "PEIL_RETENTION_ARCHIVE_DAYS", "PEIL_RETENTION_ARCHIVE_RECIPIENT", "PEIL_RETENTION_RECEIPT_DAYS",
        "PEIL_HTTP_LISTEN", "PEIL_HTTP_TOKENS", "PEIL_HTTP_CONNECTIONS", "PEIL_BOUNDARIES", "PEIL_LOG_LEVEL",
    ]

    private func drops(_ node: YAMLNode, edition: String) throws -> [Configuration.Drop] {
        guard let items = try? node.items() else {
            throw flaw(node, "drops: is not a list", "write one `- name: …` for each drop")
        }
        var names: Set<String> = []
        var paths: Set<String> = []
        return try items.map { item in
            var keys = try section(item, named: "drops")
            let name = try required(&keys, "name", at: item, in: "drops")
            let isPlain = name.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
                    || $0 == 95
            }
            guard isPlain, !name.isEmpty else {
                throw flaw(
                    item,
                    "drops: name '\(name)' has other characters than letters, digits, - and _",
                    "rename it"
                )
            }
            guard names.insert(name).inserted else {
                throw flaw(item, "drops: two drops are named '\(name)'", "rename one of them")
            }
            let path = try required(&keys, "path", at: item, in: "drops")
            guard paths.insert(path).inserted else {
                throw flaw(
                    item,
                    "drops: two drops share the path \(path)",
                    "give each drop its own directory"
                )
            }
            let mode = try required(&keys, "mode", at: item, in: "drops")
            guard let mode = DeliveryMode(rawValue: mode) else {
                throw flaw(item, "drops: mode '\(mode)' is unknown", "write year or correction")
            }
            let watch = try string(&keys, "watch") ?? "auto"
            guard let watch = Configuration.Drop.Watch(rawValue: watch) else {
                throw flaw(item, "drops: watch '\(watch)' is unknown", "write auto, inotify or poll")
            }
            let replaces = try flag(&keys, "replaces", at: item)
            let isPublishedElsewhere = try flag(&keys, "published-elsewhere", at: item)
            var drop = Configuration.Drop(
                name: name,
                path: path,
                dataset: try required(&keys, "dataset", at: item, in: "drops"),
                mode: mode,
                watch: watch,
                settle: try duration(&keys, "settle") ?? 2000,
                edition: try string(&keys, "edition") ?? edition
            )
            drop.replaces = replaces
            drop.isPublishedElsewhere = isPublishedElsewhere
            drop.expects = try expected(&keys)
            drop.notify = try notification(&keys)
            try finish(keys)
            return drop
        }
    }
}

// MARK: - What a drop expects, and whom it tells

extension ConfigurationFile {
    private func expected(_ keys: inout Section) throws -> [Configuration.Drop.Expected] {
        guard let node = keys.take("expects") else { return [] }
        guard let items = try? node.items() else {
            throw flaw(
                node,
                "drops: expects is not a list",
                "write `- {period: 2024, due: 2025-11-01}` lines"
            )
        }
        return try items.map { item in
            var entry = try section(item, named: "drops")
            let period = try required(&entry, "period", at: item, in: "drops")
            let due = try required(&entry, "due", at: item, in: "drops")
            try finish(entry)
            guard Period(period) != nil else {
                throw flaw(item, "drops: expects: '\(period)' is no period", "write for example 2024")
            }
            let parts = due.split(separator: "-").map(String.init)
            guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
                let day = Int(parts[2]), year > 1900, (1...12).contains(month),
                (1...Self.days(month, year)).contains(day)
            else { throw flaw(item, "drops: expects: '\(due)' is no day", "write for example 2025-11-01") }
            return Configuration.Drop.Expected(period: period, due: due)
        }
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private func notification(_ keys: inout Section) throws -> Configuration.Drop.Notification? {
        guard let node = keys.take("notify") else { return nil }
        var entry = try section(node, named: "drops")
        var notification = Configuration.Drop.Notification()
        let mail = try strings(&entry, "mail", named: "addresses", example: "[steward@example.nl]")
        // They go into the head of a message, where a line of their own would be a header of somebody else's.
        for address in mail {
            let parts = address.split(separator: "@", omittingEmptySubsequences: false)
            let isPlain = address.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 44 && $0 != 60 && $0 != 62 }
            guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !address.hasPrefix("-") else {
                throw flaw(
                    node,
                    "drops: notify.mail: '\(address)' is no address",
                    "write for example steward@example.nl"
                )
            }
        }
        notification.mail = mail
        notification.command = try string(&entry, "command")
        if let sendmail = try string(&entry, "sendmail") { notification.sendmail = sendmail }
        let when = try string(&entry, "when") ?? "always"
        guard ["always", "rejected"].contains(when) else {
            throw flaw(node, "drops: notify.when: '\(when)' is unknown", "write always or rejected")
        }
        notification.onlyRejected = when == "rejected"
        try finish(entry)
        guard !notification.mail.isEmpty || notification.command != nil else {
            throw flaw(node, "drops: notify: names nobody", "write `mail: [ADDRESS]` or `command: /path`")
        }
        let programs = [notification.command, notification.sendmail].compactMap(\.self)
        if let program = programs.first(where: { !$0.hasPrefix("/") }) {
            throw flaw(
                node,
                "drops: notify: '\(program)' is no path from the root",
                "write /path/to/program"
            )
        }
        return notification
    }
}

// MARK: - Who is told of releases

extension ConfigurationFile {
    private func hooks(_ node: YAMLNode) throws -> [Configuration.Hook] {
        guard let items = try? node.items() else {
            throw flaw(node, "hooks: is not a list", "write one `- name: …` for each hook")
        }
        var names: Set<String> = []
        return try items.map { item in
            var keys = try section(item, named: "hooks")
            let name = try required(&keys, "name", at: item, in: "hooks")
            guard name.wholeMatch(of: /[A-Za-z0-9_-]{1,100}/) != nil else {
                throw flaw(
                    item,
                    "hooks: name '\(name)' has other characters than letters, digits, - and _",
                    "rename it"
                )
            }
            guard names.insert(name).inserted else {
                throw flaw(item, "hooks: two hooks are named '\(name)'", "rename one of them")
            }
            let isOfSome = keys.values["datasets"] != nil
            let datasets = try strings(&keys, "datasets", named: "data sets", example: "[NAME]")
            let way = try way(&keys, at: item)
            try finish(keys)
            return Configuration.Hook(name: name, datasets: isOfSome ? datasets : nil, way: way)
        }
    }

    private func way(_ keys: inout Section, at item: YAMLNode) throws -> Configuration.Hook.Way {
        let command = try string(&keys, "command")
        let post = try string(&keys, "post")
        let secret = try string(&keys, "secret")
        let outbox = try string(&keys, "outbox")
        guard [command, post, outbox].compactMap(\.self).count == 1 else {
            // A key that is misspelt is the likelier reason.
            try finish(keys)
            throw flaw(
                item,
                "hooks: a hook has one of command, post and outbox",
                "write `command: /path`, `post: https://…` or `outbox: /directory`"
            )
        }
        guard secret == nil || post != nil else {
            throw flaw(item, "hooks.secret: signs a post alone", "remove it, or write `post: https://…`")
        }
        for path in [command, outbox, secret].compactMap(\.self) where !path.hasPrefix("/") {
            throw flaw(item, "hooks: '\(path)' is no path from the root", "write it from / on")
        }
        if let command { return .command(command) }
        if let outbox { return .outbox(outbox) }
        let address = post ?? ""
        guard
            address.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]+(:[0-9]{1,5})?([\/?][!-~]*)?/) != nil
                || address.wholeMatch(of: /https?:\/\/\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?([\/?][!-~]*)?/) != nil,
            !address.contains("#")
        else {
            throw flaw(
                item,
                "hooks.post: is no address of http or https",
                "write for example https://cms.example.nl/releases, without name and password"
            )
        }
        return .post(address, secret: secret)
    }
}

// MARK: - Keys of a section

extension ConfigurationFile {
    /// A key of a drop that is true or false; false where it is not there.
    private func flag(_ keys: inout Section, _ key: String, at item: YAMLNode) throws -> Bool {
        let word = try string(&keys, key) ?? "false"
        guard ["true", "false"].contains(word) else {
            throw flaw(item, "drops: \(key) '\(word)' is unknown", "write true or false")
        }
        return word == "true"
    }
}

extension ConfigurationFile {
    /// The keys of one section that are not read yet.
    private struct Section {
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
    private func section(_ node: YAMLNode?, named name: String?) throws -> Section {
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

    private func finish(_ section: Section) throws {
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

    private func string(_ section: inout Section, _ key: String) throws -> String? {
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

    private func address(_ section: inout Section, _ key: String) throws -> ListenAddress? {
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

    private func strings(
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

    private func required(_ section: inout Section, _ key: String, at node: YAMLNode, in name: String? = nil)
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

    private func number(_ section: inout Section, _ key: String, in range: ClosedRange<Int>) throws -> Int? {
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

    private func duration(_ section: inout Section, _ key: String) throws -> Int64? {
        let units: [(String, Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
        return try scaled(&section, key, units, example: "500ms, 2s or 5m")
    }

    private func bytes(_ section: inout Section, _ key: String) throws -> Int64? {
        let units: [(String, Int64)] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1)]
        return try scaled(&section, key, units, example: "500MiB or 8GiB")
    }

    private func scaled(
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

    private func flaw(_ node: YAMLNode?, _ message: String, _ hint: String) -> ConfigurationFlaw {
        let mark = node?.place.map { ":\($0.line):\($0.column)" } ?? ""
        return ConfigurationFlaw(place: path + mark, message: message, hint: hint)
    }
}
