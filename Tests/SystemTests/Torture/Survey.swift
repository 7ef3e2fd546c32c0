import Foundation

/// Files below a directory, by the numbers of inodes.
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
