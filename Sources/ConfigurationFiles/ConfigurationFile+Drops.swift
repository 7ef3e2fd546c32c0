import Statistics
import Workflow
import YAMLReading

extension ConfigurationFile {
    /// The drops of a list, each with what it expects and whom it tells.
    func drops(_ node: YAMLNode, edition: String) throws -> [Configuration.Drop] {
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
            let checksOnly = try flag(&keys, "checks-only", at: item)
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
            drop.checksOnly = checksOnly
            try finish(keys)
            if checksOnly, !drop.expects.isEmpty || drop.notify != nil {
                throw flaw(
                    item,
                    "drops: '\(name)' only checks files, so nothing is delivered there to expect or to notify of",
                    "remove expects and notify, or checks-only"
                )
            }
            return drop
        }
    }

    func expected(_ keys: inout Section) throws -> [Configuration.Drop.Expected] {
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

    static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    func notification(_ keys: inout Section) throws -> Configuration.Drop.Notification? {
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
