import Foundation

/// What the real daemon did to a disk, call by call, and what a loss of power in its midst can leave of it.
///
/// The record is written by `Tests/CSeam/record.c`. What is left follows the rules that POSIX gives, and no more:
/// what was written into a file is there for certain once the file was synced, and names once their directory was.
/// Anything later may be there or not: each write by itself, even in part, and the names of each directory up to any
/// point. A name that moves from one directory to another is in one of them, which is what journals ensure.
struct RecordedDisk {
    /// What a disk keeps of what was not synced.
    enum Mercy: Hashable, CaseIterable {
        /// Nothing.
        case nothing
        /// Every name, but not what the files hold.
        case names
        /// What the files hold, but no name.
        case content
        /// Some of both, and of the last write a part.
        case some
    }

    private enum Step {
        case file(folder: Int, name: String, node: Int)
        case folder(folder: Int, name: String, node: Int)
        case link(folder: Int, name: String, node: Int, target: String)
        case another(folder: Int, name: String, node: Int)
        case moved(from: Int, name: String, to: Int, as: String)
        case removed(folder: Int, name: String)
        case wrote(node: Int, at: Int, bytes: ArraySlice<UInt8>)
        case sized(node: Int, size: Int)
        case synced(node: Int)

        /// The directories whose names it changes.
        var folders: [Int] {
            switch self {
            case .file(let folder, _, _), .folder(let folder, _, _), .link(let folder, _, _, _),
                .another(let folder, _, _), .removed(let folder, _):
                [folder]
            case .moved(let from, _, let to, _): [from, to]
            case .wrote, .sized, .synced: []
            }
        }
    }

    private enum Node {
        case file([UInt8])
        case folder([String: Int])
        case link(String)
    }

    /// What stood on the disk before, by a number of each file and directory.
    private var before: [Int: Node] = [:]
    private var steps: [Step] = []
    /// The directory that everything stands in.
    private let root: Int

    /// The number of steps.
    var count: Int { steps.count }

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - record: The bytes of the record.
    ///   - disk: What stood below a directory before, as ``Survey`` saw it.
    init(record: [UInt8], on disk: Survey) throws {
        root = disk.root
        before = disk.nodes.mapValues { node in
            switch node {
            case .file(let bytes): .file(bytes)
            case .folder(let names): .folder(names)
            case .link(let target): .link(target)
            }
        }
        // The number of an inode is given again once its file is gone; each file has one of its own here.
        var known: [Int: Int] = Dictionary(uniqueKeysWithValues: before.keys.map { ($0, $0) })
        var fresh = -1
        func new(_ inode: Int) -> Int {
            known[inode] = fresh
            fresh -= 1
            return fresh + 1
        }
        var rest = record[...]
        while let end = rest.firstIndex(of: 10) {
            let parts = String(decoding: rest[..<end], as: UTF8.self)
                .split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            rest = rest[(end + 1)...]
            func number(_ rank: Int) throws -> Int {
                guard parts.indices.contains(rank), let number = Int(parts[rank]) else { throw Unreadable() }
                return number
            }
            func node(_ rank: Int) throws -> Int? { known[try number(rank)] }
            switch parts[0] {
            case "W":
                let count = try number(3)
                let bytes = rest.prefix(count)
                guard bytes.count == count else { throw Unreadable() }
                rest = rest.dropFirst(count)
                if let node = try node(1) { steps.append(.wrote(node: node, at: try number(2), bytes: bytes)) }
            case "T":
                if let node = try node(1) { steps.append(.sized(node: node, size: try number(2))) }
            case "S":
                if let node = try node(1) { steps.append(.synced(node: node)) }
            case "N" where try node(1) != nil:
                let folder = try node(1) ?? 0
                steps.append(.file(folder: folder, name: parts[2], node: new(try number(3))))
            case "M" where try node(1) != nil:
                let folder = try node(1) ?? 0
                steps.append(.folder(folder: folder, name: parts[2], node: new(try number(3))))
            case "L" where try node(1) != nil:
                let folder = try node(1) ?? 0
                let made = new(try number(3))
                steps.append(.link(folder: folder, name: parts[2], node: made, target: parts[4]))
            case "H":
                if let folder = try node(1), let node = try node(3) {
                    steps.append(.another(folder: folder, name: parts[2], node: node))
                }
            case "R":
                if let from = try node(1), let to = try node(3) {
                    steps.append(.moved(from: from, name: parts[2], to: to, as: parts[4]))
                }
            case "U":
                if let folder = try node(1) { steps.append(.removed(folder: folder, name: parts[2])) }
            case "N", "M", "L": break
            default: throw Unreadable()
            }
        }
        guard rest.isEmpty else { throw Unreadable() }
    }

    struct Unreadable: Error {}

    /// What is left below the directory of the survey after so many steps, by path; directories end with a slash, and
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
                if !isCertain, mercy == .some { bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &random)) }
                Self.write(bytes, at: at, into: node, &nodes)
            case .sized(let node, let size): Self.resize(node, to: size, &nodes)
            default: break
            }
        }
        var all: [(path: String, content: Content)] = []
        Self.list(root, "", nodes, &all)
        return all
    }

    /// What stands at a path.
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
            case .some: until[folder] = Int.random(in: max(0, until[folder] ?? 0)...done.count, using: &random)
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
            done.enumerated().filter { place, step in step.folders.contains { place < until[$0] ?? 0 } }.map(\.offset)
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

    private static func write(_ bytes: ArraySlice<UInt8>, at place: Int, into node: Int, _ nodes: inout [Int: Node]) {
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
        nodes[node] = .file(Array(content.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - content.count)))
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

/// What stands below a directory, by the numbers of inodes.
struct Survey {
    enum Entry {
        case file([UInt8])
        case folder([String: Int])
        case link(String)
    }

    private(set) var nodes: [Int: Entry] = [:]
    let root: Int

    init(of path: String) throws {
        root = try Self.inode(path)
        try add(path, root)
    }

    private static func inode(_ path: String) throws -> Int {
        (try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int) ?? 0
    }

    private mutating func add(_ path: String, _ inode: Int) throws {
        let manager = FileManager.default
        let type = try manager.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        switch type {
        case .typeSymbolicLink: nodes[inode] = .link(try manager.destinationOfSymbolicLink(atPath: path))
        case .typeDirectory:
            var names: [String: Int] = [:]
            for name in try manager.contentsOfDirectory(atPath: path) {
                names[name] = try Self.inode(path + "/" + name)
                try add(path + "/" + name, names[name] ?? 0)
            }
            nodes[inode] = .folder(names)
        default: nodes[inode] = .file([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        }
    }
}
