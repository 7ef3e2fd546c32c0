/// Remains after a loss of power.
extension RecordedDisk {
    /// Remains below the directory of the survey after so many steps, by path; directories end with a slash, and
    /// links are what they lead to behind `->`.
    func left(
        after count: Int,
        _ mercy: Mercy,
        using random: inout some RandomNumberGenerator
    ) -> [(path: String, content: Content)] {
        let done = steps.prefix(count)
        var nodes = before
        for step in done {
            switch step {
            case .file(_, _, let node): nodes[node] = .file([])
            case .folder(_, _, let node): nodes[node] = .folder([:])
            case .link(_, _, let node, let target): nodes[node] = .link(target)
            default: break
            }
        }
        let lasting = names(done, mercy, &random)
        let synced = lastSync(done)
        for (place, step) in done.enumerated() {
            let isCertain: Bool
            switch step {
            case .wrote(let node, _, _), .sized(let node, _): isCertain = place < synced[node] ?? -1
            case .synced: continue
            default:
                if lasting.contains(place) { Self.rename(step, &nodes) }
                continue
            }
            let isKept =
                switch mercy {
                case .nothing, .names: isCertain
                case .content: true
                case .some: isCertain || Bool.random(using: &random)
                }
            guard isKept else { continue }
            switch step {
            case .wrote(let node, let at, var bytes):
                if !isCertain, mercy == .some {
                    bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &random))
                }
                Self.write(bytes, at: at, into: node, &nodes)
            case .sized(let node, let size): Self.resize(node, to: size, &nodes)
            default: break
            }
        }
        var all: [(path: String, content: Content)] = []
        Self.list(root, "", nodes, &all)
        return all
    }

    /// Content of a path.
    enum Content {
        case file([UInt8])
        case folder
        case link(String)
    }

    /// The steps that change names and that last.
    private func names(
        _ done: ArraySlice<Step>,
        _ mercy: Mercy,
        _ random: inout some RandomNumberGenerator
    ) -> Set<Int> {
        // Up to where the names of each directory last: at least to where it was last synced.
        var until = lastSync(done)
        let folders = Set(done.flatMap(\.folders))
        for folder in folders.sorted() {
            switch mercy {
            case .nothing, .content: break
            case .names: until[folder] = done.count
            case .some:
                until[folder] = Int.random(in: max(0, until[folder] ?? 0)...done.count, using: &random)
            }
        }
        // A move between two directories is one change; what came before it in either of them lasts with it.
        var changed = true
        while changed {
            changed = false
            for (place, step) in done.enumerated() where step.folders.count == 2 {
                guard step.folders.contains(where: { place < until[$0] ?? 0 }) else { continue }
                for folder in step.folders where place >= until[folder] ?? 0 {
                    until[folder] = place + 1
                    changed = true
                }
            }
        }
        return Set(
            done.enumerated().filter { place, step in step.folders.contains { place < until[$0] ?? 0 } }.map(
                \.offset
            )
        )
    }

    /// The place of the last sync of each file and directory.
    private func lastSync(_ done: ArraySlice<Step>) -> [Int: Int] {
        var last: [Int: Int] = [:]
        for (place, step) in done.enumerated() {
            if case .synced(let node) = step { last[node] = place }
        }
        return last
    }

    private static func rename(_ step: Step, _ nodes: inout [Int: Node]) {
        func change(_ folder: Int, _ body: (inout [String: Int]) -> Void) {
            guard case .folder(var names) = nodes[folder] else { return }
            body(&names)
            nodes[folder] = .folder(names)
        }
        switch step {
        case .file(let folder, let name, let node), .folder(let folder, let name, let node),
            .link(let folder, let name, let node, _), .another(let folder, let name, let node):
            change(folder) { $0[name] = node }
        case .moved(let from, let name, let to, let new):
            var moved: Int?
            change(from) { moved = $0.removeValue(forKey: name) }
            if let moved { change(to) { $0[new] = moved } }
        case .removed(let folder, let name): change(folder) { $0[name] = nil }
        case .wrote, .sized, .synced: break
        }
    }

    private static func write(
        _ bytes: ArraySlice<UInt8>,
        at place: Int,
        into node: Int,
        _ nodes: inout [Int: Node]
    ) {
        guard case .file(var content) = nodes[node], !bytes.isEmpty else { return }
        nodes[node] = nil
        if content.count < place + bytes.count {
            content += [UInt8](repeating: 0, count: place + bytes.count - content.count)
        }
        content.replaceSubrange(place..<(place + bytes.count), with: bytes)
        nodes[node] = .file(content)
    }

    private static func resize(_ node: Int, to size: Int, _ nodes: inout [Int: Node]) {
        guard case .file(let content) = nodes[node] else { return }
        nodes[node] = .file(
            Array(content.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - content.count))
        )
    }

    private static func list(
        _ folder: Int,
        _ path: String,
        _ nodes: [Int: Node],
        _ all: inout [(path: String, content: Content)]
    ) {
        guard case .folder(let names) = nodes[folder] else { return }
        for (name, node) in names.sorted(by: { $0.key < $1.key }) {
            switch nodes[node] {
            case .file(let bytes): all.append((path + name, .file(bytes)))
            case .link(let target): all.append((path + name, .link(target)))
            case .folder:
                all.append((path + name, .folder))
                list(node, path + name + "/", nodes, &all)
            case nil: break
            }
        }
    }
}
