import Statistics
import YAMLReading

extension ConfigurationFile {
    func hooks(_ node: YAMLNode) throws -> [Configuration.Hook] {
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

    func way(_ keys: inout Section, at item: YAMLNode) throws -> Configuration.Hook.Way {
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
