/// Record of a disk, call by call, as the real daemon wrote it, and of what a loss of power in its midst can leave.
///
/// The record is written by `Tests/CSeam/record.c`. What is left follows the rules that POSIX gives, and no more:
/// what was written into a file is there for certain once the file was synced, and names once their directory was.
/// Anything later may be there or not: each write by itself, even in part, and the names of each directory up to any
/// point. A name that moves from one directory to another is in one of them, which is what journals ensure.
struct RecordedDisk {
    /// Rule for unsynced content on a disk.
    enum Mercy: Hashable, CaseIterable {
        /// Nothing.
        case nothing
        /// Every name, but not what the files hold.
        case names
        /// Content of the files, but no name.
        case content
        /// Some of both, and of the last write a part.
        case some
    }

    enum Step {
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

    enum Node {
        case file([UInt8])
        case folder([String: Int])
        case link(String)
    }

    /// State of the disk before, by a number of each file and directory.
    var before: [Int: Node] = [:]
    var steps: [Step] = []
    /// The directory that everything stands in.
    let root: Int

    /// The number of steps.
    var count: Int { steps.count }

    /// The places right after what moved into another directory was synced there: it is gone where it was, and a directory
    /// whose own name is not on the disk yet takes it along.
    var placesAfterMoves: [Int] {
        steps.indices.compactMap { place in
            guard case .moved(let from, _, let to, _) = steps[place], from != to else { return nil }
            let synced = steps[place...].firstIndex {
                if case .synced(to) = $0 { true } else { false }
            }
            return synced.map { $0 + 1 }
        }
    }

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - record: The bytes of the record.
    ///   - disk: What stood below a directory before, as ``Survey`` saw it.
    /// - Throws: ``Unreadable`` where the record is none.
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
                if let node = try node(1) {
                    steps.append(.wrote(node: node, at: try number(2), bytes: bytes))
                }
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
}
