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
    let path: String
    let environment: [String: String]

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
        retention.ledgerDays = try number(&kept, "ledger-days", in: 1...36_500)
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
}
